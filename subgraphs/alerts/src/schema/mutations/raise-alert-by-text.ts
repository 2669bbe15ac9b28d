import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { raiseAlertByText, type TextedAlert } from '../../commands/raise-alert-by-text.ts';
import { IdempotencyMismatchError } from '../../domain/errors.ts';
import { builder, resultOf } from '../builder.ts';

const RaiseAlertByTextInput = builder.inputType('RaiseAlertByTextInput', {
  description: 'What `raiseAlertByText` needs.',
  fields: (t) => ({
    idempotencyKey: t.id({
      required: true,
      description: 'A UUID that follows from the message; when it comes again, the same.',
    }),
    personId: t.id({ required: true, description: 'Who wrote, as people knows the number.' }),
    countyFips: t.string({
      description: 'The county they wrote, five digits of the US Census.',
    }),
    consulateCode: t.string({
      description: 'Code of the consulate to go by where no county is known.',
    }),
    text: t.string({
      required: true,
      description: 'What they wrote, for the desks, at most 2,000 characters.',
    }),
    isRemark: t.boolean({
      required: true,
      defaultValue: false,
      description: 'They do not ask for help: it belongs to the alert that is open, or nowhere.',
    }),
  }),
});

const RaiseAlertByTextSuccess = builder
  .objectRef<TextedAlert>('RaiseAlertByTextSuccess')
  .implement({
    description: '`raiseAlertByText` was done. Of the alert, the service is shown nothing else.',
    fields: (t) => ({
      alertId: t.exposeID('alertId', { description: 'Of the alert that the message is in now.' }),
    }),
  });

const { types, union } = resultOf('raiseAlertByText', 'alertId', [
  InvalidInputError,
  NotFoundError,
  IdempotencyMismatchError,
]);

builder.mutationField('raiseAlertByText', (t) =>
  t.field({
    type: RaiseAlertByTextSuccess,
    description: 'A text message asks for help. For the service that receives them.',
    errors: { types, union, directResult: true },
    args: {
      input: t.arg({ type: RaiseAlertByTextInput, required: true, description: 'The message.' }),
    },
    resolve: (_root, { input }, { services, ...asking }) =>
      raiseAlertByText(services, asking, input),
  }),
);
