import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { issuedApiKey } from './issued-api-key.ts';

const RotateApiKeyInput = builder.inputType('RotateApiKeyInput', {
  description: 'What `rotateApiKey` needs.',
  fields: (t) => ({
    apiKeyId: t.id({ required: true, description: 'The old key.' }),
    overlapHours: t.int({
      required: true,
      defaultValue: 24,
      description: 'How long the old key stays valid beside the new one: from 0 to 168 hours.',
    }),
  }),
});

const { types, union } = resultOf('rotateApiKey', 'apiKey', [
  InvalidInputError,
  NotFoundError,
  ConflictError,
]);

builder.mutationField('rotateApiKey', (t) =>
  t.field({
    type: issuedApiKey('RotateApiKeySuccess', 'rotateApiKey'),
    description:
      'An administrator makes a key that takes the place of another: good for the same, and for ' +
      'as long.',
    args: {
      input: t.arg({ type: RotateApiKeyInput, required: true, description: 'The act.' }),
    },
    errors: { types, union, directResult: true },
    resolve: (_root, { input }, context) => context.commands.rotateApiKey(context, input),
  }),
);
