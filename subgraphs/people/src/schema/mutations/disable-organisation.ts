import { NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { OrganisationAccount } from '../organisation-account.ts';

const DisableOrganisationInput = builder.inputType('DisableOrganisationInput', {
  description: 'What `disableOrganisation` needs.',
  fields: (t) => ({
    organisationId: t.id({ required: true, description: 'The organisation.' }),
  }),
});

builder.mutationField('disableOrganisation', (t) =>
  t.field({
    type: OrganisationAccount,
    description:
      'An administrator turns an organisation away, with all its keys and what is open with them.',
    args: {
      input: t.arg({ type: DisableOrganisationInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('disableOrganisation', 'organisation', [NotFoundError]),
    resolve: (_root, { input }, context) => context.commands.disableOrganisation(context, input),
  }),
);
