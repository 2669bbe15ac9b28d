import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Desk } from '../desk.ts';

const HandOverDutyShiftInput = builder.inputType('HandOverDutyShiftInput', {
  description: 'What `handOverDutyShift` needs.',
  fields: (t) => ({
    shiftId: t.id({ required: true, description: 'The shift.' }),
    officerId: t.id({
      required: true,
      description: "Who takes it over, by the ministry's identifier; on the desk's roster.",
    }),
  }),
});

builder.mutationField('handOverDutyShift', (t) =>
  t.field({
    type: Desk,
    description:
      'Another officer takes over a shift, or what is left of it. Either of the two says so, or ' +
      'whoever plans the duty.',
    args: {
      input: t.arg({ type: HandOverDutyShiftInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('handOverDutyShift', 'desk', [
      InvalidInputError,
      NotFoundError,
      ConflictError,
    ]),
    resolve: (_root, { input }, context) => context.commands.handOverDutyShift(context, input),
  }),
);
