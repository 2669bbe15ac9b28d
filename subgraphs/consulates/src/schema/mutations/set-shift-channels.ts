import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { DutyShift } from '../duty-shift.ts';

const SetShiftChannelsInput = builder.inputType('SetShiftChannelsInput', {
  description: 'What `setShiftChannels` needs.',
  fields: (t) => ({
    shiftId: t.id({
      required: true,
      description: "A shift of the officer's own that is not over.",
    }),
    channelIds: t.idList({
      required: true,
      description:
        'Some of their channels, in the order in which they are tried; none for the general order.',
    }),
  }),
});

builder.mutationField('setShiftChannels', (t) =>
  t.field({
    type: DutyShift,
    description:
      'An officer says by which of their channels they are reached in one shift of theirs.',
    args: {
      input: t.arg({ type: SetShiftChannelsInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('setShiftChannels', 'shift', [InvalidInputError, NotFoundError]),
    resolve: (_root, { input }, context) => context.commands.setShiftChannels(context, input),
  }),
);
