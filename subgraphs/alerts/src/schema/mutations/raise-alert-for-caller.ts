import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { raiseAlertForCaller } from '../../commands/raise-alert-for-caller.ts';
import { IdempotencyMismatchError } from '../../domain/errors.ts';
import { Alert } from '../alert.ts';
import { builder, resultOf } from '../builder.ts';
import { AlertPositionInput } from './position-input.ts';

const RaiseAlertForCallerInput = builder.inputType('RaiseAlertForCallerInput', {
  description: 'What `raiseAlertForCaller` needs.',
  fields: (t) => ({
    idempotencyKey: t.id({
      required: true,
      description: 'A UUID made once per call; every retry carries the same.',
    }),
    personId: t.id({
      required: true,
      description: 'Who calls. For somebody who is not known, a new UUID made for them.',
    }),
    position: t.field({
      type: AlertPositionInput,
      description: 'Where they are, if the operator found the place on a map.',
    }),
    countyFips: t.string({
      description: 'The county, five digits of the US Census, where no more is known.',
    }),
    note: t.string({
      required: true,
      description: 'What the caller said, for the desks, at most 2,000 characters.',
    }),
    drill: t.boolean({
      required: true,
      defaultValue: false,
      description: 'A rehearsal, marked as such wherever it shows.',
    }),
  }),
});

builder.mutationField('raiseAlertForCaller', (t) =>
  t.field({
    type: Alert,
    description: 'An operator raises for somebody on the telephone, known or not.',
    args: {
      input: t.arg({ type: RaiseAlertForCallerInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('raiseAlertForCaller', 'alert', [
      InvalidInputError,
      NotFoundError,
      IdempotencyMismatchError,
    ]),
    resolve: (_root, { input }, { services, ...asking }) =>
      raiseAlertForCaller(services, asking, input),
  }),
);
