import { NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Paging } from '../paging.ts';

const SendTestPageInput = builder.inputType('SendTestPageInput', {
  description: 'What `sendTestPage` needs.',
  fields: (t) => ({
    channelId: t.id({ required: true, description: "One of the officer's own channels." }),
  }),
});

builder.mutationField('sendTestPage', (t) =>
  t.field({
    type: Paging,
    description: 'An officer tries one of their channels. Each sends at most one test a minute.',
    args: {
      input: t.arg({ type: SendTestPageInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('sendTestPage', 'paging', [NotFoundError]),
    resolve: (_root, { input }, context) => context.commands.sendTestPage(context, input),
  }),
);
