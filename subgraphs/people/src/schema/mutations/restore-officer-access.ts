import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { OfficerAccess } from '../officer-access.ts';

const RestoreOfficerAccessInput = builder.inputType('RestoreOfficerAccessInput', {
  description: 'What `restoreOfficerAccess` needs.',
  fields: (t) => ({
    officerId: t.id({ required: true, description: "The ministry's identifier of the officer." }),
  }),
});

builder.mutationField('restoreOfficerAccess', (t) =>
  t.field({
    type: OfficerAccess,
    description: 'An administrator lets an officer in again, as far as the identity provider does.',
    args: {
      input: t.arg({ type: RestoreOfficerAccessInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('restoreOfficerAccess', 'officerAccess', [InvalidInputError, NotFoundError]),
    resolve: (_root, { input }, context) => context.commands.restoreOfficerAccess(context, input),
  }),
);
