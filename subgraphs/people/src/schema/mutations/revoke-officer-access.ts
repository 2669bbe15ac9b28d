import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { OfficerAccess, OfficerRevocationReason } from '../officer-access.ts';

const RevokeOfficerAccessInput = builder.inputType('RevokeOfficerAccessInput', {
  description: 'What `revokeOfficerAccess` needs.',
  fields: (t) => ({
    officerId: t.id({ required: true, description: "The ministry's identifier of the officer." }),
    reason: t.field({
      type: OfficerRevocationReason,
      required: true,
      description: 'Why they are shut out.',
    }),
  }),
});

builder.mutationField('revokeOfficerAccess', (t) =>
  t.field({
    type: OfficerAccess,
    description:
      'An administrator shuts an officer out, whatever the identity provider says, with what is ' +
      'open on their screens.',
    args: {
      input: t.arg({ type: RevokeOfficerAccessInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('revokeOfficerAccess', 'officerAccess', [
      InvalidInputError,
      NotFoundError,
      ConflictError,
    ]),
    resolve: (_root, { input }, context) => context.commands.revokeOfficerAccess(context, input),
  }),
);
