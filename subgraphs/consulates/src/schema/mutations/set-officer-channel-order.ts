import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Paging } from '../paging.ts';

const SetOfficerChannelOrderInput = builder.inputType('SetOfficerChannelOrderInput', {
  description: 'What `setOfficerChannelOrder` needs.',
  fields: (t) => ({
    channelIds: t.idList({ required: true, description: 'All of their channels, each once.' }),
  }),
});

builder.mutationField('setOfficerChannelOrder', (t) =>
  t.field({
    type: Paging,
    description:
      'An officer says in which order their channels are tried, where no other is chosen for a shift.',
    args: {
      input: t.arg({ type: SetOfficerChannelOrderInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('setOfficerChannelOrder', 'paging', [InvalidInputError]),
    resolve: (_root, { input }, context) => context.commands.setOfficerChannelOrder(context, input),
  }),
);
