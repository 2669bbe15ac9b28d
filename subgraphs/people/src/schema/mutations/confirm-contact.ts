import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { AnsweredContactType } from '../contact-link.ts';
import { ContactStep, PushSubscriptionInput } from '../emergency-contact.ts';

const ConfirmContactInput = builder.inputType('ConfirmContactInput', {
  description: 'Who agrees.',
  fields: (t) => ({
    token: t.string({ required: true, description: 'From the link in a message.' }),
    steps: t.field({
      type: [ContactStep],
      description: 'Of what they want to be told; of everything unless it is said.',
    }),
    push: t.field({
      type: PushSubscriptionInput,
      description: 'Their own browser’s subscription to push messages.',
    }),
  }),
});

builder.mutationField('confirmContact', (t) =>
  t.field({
    type: AnsweredContactType,
    description: 'Agrees to be told of whoever named one; once for each question.',
    errors: resultOf('confirmContact', 'contact', [InvalidInputError, NotFoundError]),
    args: {
      input: t.arg({ type: ConfirmContactInput, required: true, description: 'Who agrees.' }),
    },
    resolve: (_root, { input }, context) => context.commands.confirmContact(context, input),
  }),
);
