import { NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Paging } from '../paging.ts';

const RemoveOfficerChannelInput = builder.inputType('RemoveOfficerChannelInput', {
  description: 'What `removeOfficerChannel` needs.',
  fields: (t) => ({
    channelId: t.id({ required: true, description: "One of the officer's own channels." }),
  }),
});

builder.mutationField('removeOfficerChannel', (t) =>
  t.field({
    type: Paging,
    description: 'An officer is reached by one of their channels no more, in any shift.',
    args: {
      input: t.arg({ type: RemoveOfficerChannelInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('removeOfficerChannel', 'paging', [NotFoundError]),
    resolve: (_root, { input }, context) => context.commands.removeOfficerChannel(context, input),
  }),
);
