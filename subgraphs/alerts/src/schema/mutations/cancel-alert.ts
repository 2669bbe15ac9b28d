import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { cancelAlert } from '../../commands/cancel-alert.ts';
import { AlertStateError } from '../../domain/errors.ts';
import { Alert } from '../alert.ts';
import { builder, resultOf } from '../builder.ts';

const CancelAlertInput = builder.inputType('CancelAlertInput', {
  description: 'What `cancelAlert` needs.',
  fields: (t) => ({
    alertId: t.id({ required: true, description: 'The alert.' }),
    reason: t.string({ description: 'For the officers, at most 500 characters.' }),
    pin: t.string({ description: 'One of the person’s PINs, once they have set them.' }),
  }),
});

builder.mutationField('cancelAlert', (t) =>
  t.field({
    type: Alert,
    description: 'The person asks to cancel: a message to the desks, never a deletion.',
    args: { input: t.arg({ type: CancelAlertInput, required: true, description: 'The act.' }) },
    errors: resultOf('cancelAlert', 'alert', [InvalidInputError, NotFoundError, AlertStateError]),
    resolve: (_root, { input }, { services, ...asking }) => cancelAlert(services, asking, input),
  }),
);
