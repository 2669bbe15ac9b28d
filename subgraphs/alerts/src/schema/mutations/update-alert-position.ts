import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { updateAlertPosition } from '../../commands/update-alert-position.ts';
import { AlertStateError } from '../../domain/errors.ts';
import { Alert } from '../alert.ts';
import { builder, resultOf } from '../builder.ts';
import { AlertPositionInput } from './position-input.ts';

const UpdateAlertPositionInput = builder.inputType('UpdateAlertPositionInput', {
  description: 'What `updateAlertPosition` needs.',
  fields: (t) => ({
    alertId: t.id({ required: true, description: 'The alert.' }),
    position: t.field({
      type: AlertPositionInput,
      required: true,
      description: 'Where the person is now.',
    }),
    occurredAt: t.field({ type: 'DateTime', description: 'When, by the clock of the phone.' }),
  }),
});

builder.mutationField('updateAlertPosition', (t) =>
  t.field({
    type: Alert,
    description: 'The person moved; an organisation may say so of what it raised itself.',
    args: {
      input: t.arg({ type: UpdateAlertPositionInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('updateAlertPosition', 'alert', [
      InvalidInputError,
      NotFoundError,
      AlertStateError,
    ]),
    resolve: (_root, { input }, { services, ...asking }) =>
      updateAlertPosition(services, asking, input),
  }),
);
