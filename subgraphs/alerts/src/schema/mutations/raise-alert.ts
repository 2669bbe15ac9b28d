import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { raiseAlert } from '../../commands/raise-alert.ts';
import { IdempotencyMismatchError } from '../../domain/errors.ts';
import { Alert } from '../alert.ts';
import { builder, resultOf } from '../builder.ts';
import { AlertChannel } from '../enums.ts';
import { AlertPositionInput } from './position-input.ts';

const RaiseAlertInput = builder.inputType('RaiseAlertInput', {
  description: 'What `raiseAlert` needs.',
  fields: (t) => ({
    idempotencyKey: t.id({
      required: true,
      description: 'A UUID made once per press; every retry of the press carries the same.',
    }),
    personId: t.id({
      description: 'For whom an organisation presses, who agreed to it; a device leaves it out.',
    }),
    position: t.field({ type: AlertPositionInput, description: 'Absent when not known.' }),
    occurredAt: t.field({ type: 'DateTime', description: 'When, by the clock of the phone.' }),
    channel: t.field({
      type: AlertChannel,
      required: true,
      defaultValue: 'APP',
      description: 'How the press was made: APP or WEB. An organisation’s is ORGANISATION anyway.',
    }),
    drill: t.boolean({
      required: true,
      defaultValue: false,
      description: 'A rehearsal, marked as such wherever it shows.',
    }),
    signature: t.string({
      description: 'Evidence of the press, a JWS by the device over key and time.',
    }),
  }),
});

builder.mutationField('raiseAlert', (t) =>
  t.field({
    type: Alert,
    description: 'The button: one press becomes one durable alert, however often it is sent.',
    args: { input: t.arg({ type: RaiseAlertInput, required: true, description: 'The act.' }) },
    errors: resultOf('raiseAlert', 'alert', [
      InvalidInputError,
      NotFoundError,
      IdempotencyMismatchError,
    ]),
    resolve: (_root, { input }, { services, ...asking }) => raiseAlert(services, asking, input),
  }),
);
