import { NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Desk } from '../desk.ts';

const RemoveDutyShiftInput = builder.inputType('RemoveDutyShiftInput', {
  description: 'What `removeDutyShift` needs.',
  fields: (t) => ({
    shiftId: t.id({ required: true, description: 'The shift.' }),
  }),
});

builder.mutationField('removeDutyShift', (t) =>
  t.field({
    type: Desk,
    description: 'An administrator takes a shift out of the plan of a desk.',
    args: {
      input: t.arg({ type: RemoveDutyShiftInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('removeDutyShift', 'desk', [NotFoundError]),
    resolve: (_root, { input }, context) => context.commands.removeDutyShift(context, input),
  }),
);
