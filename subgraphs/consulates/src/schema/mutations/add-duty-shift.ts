import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Desk } from '../desk.ts';

const AddDutyShiftInput = builder.inputType('AddDutyShiftInput', {
  description: 'What `addDutyShift` needs.',
  fields: (t) => ({
    deskCode: t.string({
      required: true,
      description: "A consulate's code, call-centre, national, or an additional desk's code.",
    }),
    officerId: t.id({
      required: true,
      description: "The ministry's identifier of the officer, who is on the desk's roster.",
    }),
    startsAt: t.field({ type: 'DateTime', required: true, description: 'When it begins.' }),
    endsAt: t.field({
      type: 'DateTime',
      required: true,
      description: 'The first moment that is not part of it; at most 72 hours later.',
    }),
  }),
});

builder.mutationField('addDutyShift', (t) =>
  t.field({
    type: Desk,
    description:
      'An administrator puts an officer on duty at a desk. While a desk has shifts that are not ' +
      'over, it is staffed only while somebody is on duty.',
    args: {
      input: t.arg({ type: AddDutyShiftInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('addDutyShift', 'desk', [InvalidInputError, NotFoundError, ConflictError]),
    resolve: (_root, { input }, context) => context.commands.addDutyShift(context, input),
  }),
);
