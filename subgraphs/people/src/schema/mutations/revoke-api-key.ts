import { NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { ApiKey } from '../organisation-account.ts';

const RevokeApiKeyInput = builder.inputType('RevokeApiKeyInput', {
  description: 'What `revokeApiKey` needs.',
  fields: (t) => ({ apiKeyId: t.id({ required: true, description: 'The key.' }) }),
});

builder.mutationField('revokeApiKey', (t) =>
  t.field({
    type: ApiKey,
    description:
      'An administrator ends a key for good, with what is open with it; a key that took its ' +
      'place stays valid.',
    args: {
      input: t.arg({ type: RevokeApiKeyInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('revokeApiKey', 'apiKey', [NotFoundError]),
    resolve: (_root, { input }, context) => context.commands.revokeApiKey(context, input),
  }),
);
