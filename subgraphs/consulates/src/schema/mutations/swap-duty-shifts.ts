import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Desk } from '../desk.ts';

const SwapDutyShiftsInput = builder.inputType('SwapDutyShiftsInput', {
  description: 'What `swapDutyShifts` needs.',
  fields: (t) => ({
    shiftId: t.id({ required: true, description: 'A shift that has not begun.' }),
    otherShiftId: t.id({ required: true, description: 'Another one of the same desk.' }),
  }),
});

builder.mutationField('swapDutyShifts', (t) =>
  t.field({
    type: Desk,
    description:
      "Two officers of a desk take each other's shift. Either of them says so, or whoever plans the duty.",
    args: {
      input: t.arg({ type: SwapDutyShiftsInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('swapDutyShifts', 'desk', [NotFoundError, ConflictError]),
    resolve: (_root, { input }, context) => context.commands.swapDutyShifts(context, input),
  }),
);
