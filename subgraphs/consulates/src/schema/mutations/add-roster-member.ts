import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Desk } from '../desk.ts';

const AddRosterMemberInput = builder.inputType('AddRosterMemberInput', {
  description: 'What `addRosterMember` needs.',
  fields: (t) => ({
    deskCode: t.string({
      required: true,
      description: "A consulate's code, call-centre, national, or an additional desk's code.",
    }),
    officerId: t.id({ required: true, description: "The ministry's identifier of the officer." }),
  }),
});

builder.mutationField('addRosterMember', (t) =>
  t.field({
    type: Desk,
    description:
      "An administrator puts an officer on a desk's roster. What the officer may do, the identity " +
      'provider grants.',
    args: {
      input: t.arg({ type: AddRosterMemberInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('addRosterMember', 'desk', [InvalidInputError, NotFoundError, ConflictError]),
    resolve: (_root, { input }, context) => context.commands.addRosterMember(context, input),
  }),
);
