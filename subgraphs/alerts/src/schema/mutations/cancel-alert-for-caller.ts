import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { cancelAlertForCaller } from '../../commands/cancel-alert-for-caller.ts';
import { AlertStateError } from '../../domain/errors.ts';
import { Alert } from '../alert.ts';
import { builder, resultOf } from '../builder.ts';

const CancelAlertForCallerInput = builder.inputType('CancelAlertForCallerInput', {
  description: 'What `cancelAlertForCaller` needs.',
  fields: (t) => ({
    alertId: t.id({
      required: true,
      description: 'The alert: of your desk, or one that waits for an answer anywhere.',
    }),
    note: t.string({
      required: true,
      description: 'What the caller said, for the desks, at most 2,000 characters.',
    }),
  }),
});

builder.mutationField('cancelAlertForCaller', (t) =>
  t.field({
    type: Alert,
    description:
      'An operator asks to cancel for a caller. The alert stays on the desks until an officer confirms.',
    args: {
      input: t.arg({ type: CancelAlertForCallerInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('cancelAlertForCaller', 'alert', [
      InvalidInputError,
      NotFoundError,
      AlertStateError,
    ]),
    resolve: (_root, { input }, { services, ...asking }) =>
      cancelAlertForCaller(services, asking, input),
  }),
);
