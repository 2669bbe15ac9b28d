import { NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { OrganisationAccount } from '../organisation-account.ts';

const EnableOrganisationInput = builder.inputType('EnableOrganisationInput', {
  description: 'What `enableOrganisation` needs.',
  fields: (t) => ({
    organisationId: t.id({ required: true, description: 'The organisation.' }),
  }),
});

builder.mutationField('enableOrganisation', (t) =>
  t.field({
    type: OrganisationAccount,
    description: 'An administrator lets an organisation in again, with the keys that still hold.',
    args: {
      input: t.arg({ type: EnableOrganisationInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('enableOrganisation', 'organisation', [NotFoundError]),
    resolve: (_root, { input }, context) => context.commands.enableOrganisation(context, input),
  }),
);
