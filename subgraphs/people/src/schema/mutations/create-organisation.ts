import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { OrganisationAccount } from '../organisation-account.ts';

const CreateOrganisationInput = builder.inputType('CreateOrganisationInput', {
  description: 'What `createOrganisation` needs.',
  fields: (t) => ({
    name: t.string({
      required: true,
      description: 'Its name, at most 200 characters; no other organisation may have it.',
    }),
  }),
});

builder.mutationField('createOrganisation', (t) =>
  t.field({
    type: OrganisationAccount,
    description:
      'An administrator sets up an organisation; it can ask nothing before it has a key.',
    args: {
      input: t.arg({ type: CreateOrganisationInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('createOrganisation', 'organisation', [
      InvalidInputError,
      NotFoundError,
      ConflictError,
    ]),
    resolve: (_root, { input }, context) => context.commands.createOrganisation(context, input),
  }),
);
