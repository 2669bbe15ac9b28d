import { NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { AnsweredContactType } from '../contact-link.ts';

const WithdrawContactInput = builder.inputType('WithdrawContactInput', {
  description: 'Who leaves.',
  fields: (t) => ({
    token: t.string({ required: true, description: 'From the link in a message.' }),
  }),
});

builder.mutationField('withdrawContact', (t) =>
  t.field({
    type: AnsweredContactType,
    description:
      'Does not want to be told any more; nothing is sent from then on. Can be repeated.',
    errors: resultOf('withdrawContact', 'contact', [NotFoundError]),
    args: {
      input: t.arg({ type: WithdrawContactInput, required: true, description: 'Who leaves.' }),
    },
    resolve: (_root, { input }, context) => context.commands.withdrawContact(context, input),
  }),
);
