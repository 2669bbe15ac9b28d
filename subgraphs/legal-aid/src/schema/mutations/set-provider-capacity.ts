import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { setProviderCapacity } from '../../commands/set-provider-capacity.ts';
import { builder, resultOf } from '../builder.ts';
import { LegalAidProvider } from '../provider.ts';

const SetProviderCapacityInput = builder.inputType('SetProviderCapacityInput', {
  description: 'What `setProviderCapacity` needs.',
  fields: (t) => ({
    providerId: t.id({ required: true, description: 'The provider.' }),
    capacity: t.int({
      required: true,
      description: 'Matters at once; at most 1,000. Nothing is taken away.',
    }),
  }),
});

builder.mutationField('setProviderCapacity', (t) =>
  t.field({
    type: LegalAidProvider,
    description: 'An administrator says how many matters a provider has at once.',
    args: {
      input: t.arg({ type: SetProviderCapacityInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('setProviderCapacity', 'provider', [InvalidInputError, NotFoundError]),
    resolve: (_root, { input }, { services, ...asking }) =>
      setProviderCapacity(services, asking, input),
  }),
);
