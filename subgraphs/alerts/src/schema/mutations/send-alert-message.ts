import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { sendAlertMessage } from '../../commands/send-alert-message.ts';
import {
  AlertStateError,
  IdempotencyMismatchError,
  MessageLimitError,
  PhoneShowsCancelError,
} from '../../domain/errors.ts';
import { AlertMessage } from '../alert-message.ts';
import { builder, resultOf } from '../builder.ts';

const SendAlertMessageInput = builder.inputType('SendAlertMessageInput', {
  description: 'What `sendAlertMessage` needs.',
  fields: (t) => ({
    alertId: t.id({ required: true, description: 'The alert.' }),
    idempotencyKey: t.id({
      required: true,
      description: 'A UUID made once per message; every retry of it carries the same.',
    }),
    text: t.string({ required: true, description: 'The words, at most 1,000 characters.' }),
  }),
});

builder.mutationField('sendAlertMessage', (t) =>
  t.field({
    type: AlertMessage,
    description:
      'The person writes to the desks that have their alert, or an officer who has taken it to the person.',
    args: {
      input: t.arg({ type: SendAlertMessageInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('sendAlertMessage', 'alertMessage', [
      InvalidInputError,
      NotFoundError,
      AlertStateError,
      IdempotencyMismatchError,
      MessageLimitError,
      PhoneShowsCancelError,
    ]),
    resolve: (_root, { input }, { services, ...asking }) =>
      sendAlertMessage(services, asking, input),
  }),
);
