import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { ApiEnvironment, ApiScope } from '../organisation-account.ts';
import { issuedApiKey } from './issued-api-key.ts';

const CreateApiKeyInput = builder.inputType('CreateApiKeyInput', {
  description: 'What `createApiKey` needs.',
  fields: (t) => ({
    organisationId: t.id({ required: true, description: 'Whose key it will be.' }),
    environment: t.field({
      type: ApiEnvironment,
      required: true,
      description: 'Where what is done with it takes effect.',
    }),
    scopes: t.field({ type: [ApiScope], required: true, description: 'What it is good for.' }),
    label: t.string({
      required: true,
      description: 'What to call it, for example where it is used; at most 100 characters.',
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'When it ends; left out, it does not end by itself.',
    }),
  }),
});

const { types, union } = resultOf('createApiKey', 'apiKey', [
  InvalidInputError,
  NotFoundError,
  ConflictError,
]);

builder.mutationField('createApiKey', (t) =>
  t.field({
    type: issuedApiKey('CreateApiKeySuccess', 'createApiKey'),
    description: 'An administrator makes a key for an organisation.',
    args: {
      input: t.arg({ type: CreateApiKeyInput, required: true, description: 'The act.' }),
    },
    errors: { types, union, directResult: true },
    resolve: (_root, { input }, context) => context.commands.createApiKey(context, input),
  }),
);
