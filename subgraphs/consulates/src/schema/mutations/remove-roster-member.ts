import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Desk } from '../desk.ts';

const RemoveRosterMemberInput = builder.inputType('RemoveRosterMemberInput', {
  description: 'What `removeRosterMember` needs.',
  fields: (t) => ({
    deskCode: t.string({
      required: true,
      description: "A consulate's code, call-centre, national, or an additional desk's code.",
    }),
    officerId: t.id({ required: true, description: "The ministry's identifier of the officer." }),
  }),
});

builder.mutationField('removeRosterMember', (t) =>
  t.field({
    type: Desk,
    description:
      "An administrator takes an officer off a desk's roster. It shuts nobody out: that is " +
      '`revokeOfficerAccess`.',
    args: {
      input: t.arg({ type: RemoveRosterMemberInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('removeRosterMember', 'desk', [InvalidInputError, NotFoundError]),
    resolve: (_root, { input }, context) => context.commands.removeRosterMember(context, input),
  }),
);
