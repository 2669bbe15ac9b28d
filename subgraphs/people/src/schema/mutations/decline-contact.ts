import { NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { AnsweredContactType } from '../contact-link.ts';

const DeclineContactInput = builder.inputType('DeclineContactInput', {
  description: 'Who does not.',
  fields: (t) => ({
    token: t.string({ required: true, description: 'From the link in a message.' }),
  }),
});

builder.mutationField('declineContact', (t) =>
  t.field({
    type: AnsweredContactType,
    description: 'Does not agree to be told; nothing is sent any more.',
    errors: resultOf('declineContact', 'contact', [NotFoundError]),
    args: {
      input: t.arg({ type: DeclineContactInput, required: true, description: 'Who does not.' }),
    },
    resolve: (_root, { input }, context) => context.commands.declineContact(context, input),
  }),
);
