import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { updateAlertForCaller } from '../../commands/update-alert-for-caller.ts';
import { AlertStateError } from '../../domain/errors.ts';
import { Alert } from '../alert.ts';
import { builder, resultOf } from '../builder.ts';
import { AlertPositionInput } from './position-input.ts';

const UpdateAlertForCallerInput = builder.inputType('UpdateAlertForCallerInput', {
  description: 'What `updateAlertForCaller` needs: the alert, and at least one thing that is new.',
  fields: (t) => ({
    alertId: t.id({
      required: true,
      description: 'The alert: of your desk, or one that waits for an answer anywhere.',
    }),
    position: t.field({
      type: AlertPositionInput,
      description: 'Where they are now, if the operator found the place on a map.',
    }),
    countyFips: t.string({
      description:
        'The county they are in now, five digits of the US Census; a position says more and wins.',
    }),
    note: t.string({
      description: 'What the caller said, for the desks, at most 2,000 characters.',
    }),
  }),
});

builder.mutationField('updateAlertForCaller', (t) =>
  t.field({
    type: Alert,
    description:
      'A caller calls again: an operator says where they are now, or writes down what they said. Your desk sees the alert from then on.',
    args: {
      input: t.arg({ type: UpdateAlertForCallerInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('updateAlertForCaller', 'alert', [
      InvalidInputError,
      NotFoundError,
      AlertStateError,
    ]),
    resolve: (_root, { input }, { services, ...asking }) =>
      updateAlertForCaller(services, asking, input),
  }),
);
