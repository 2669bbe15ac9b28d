import { NotFoundError } from '@alert-button/platform/errors.ts';
import { setProviderStanding } from '../../commands/set-provider-standing.ts';
import { builder, resultOf } from '../builder.ts';
import { LegalAidProvider, ProviderStanding } from '../provider.ts';

const SetProviderStandingInput = builder.inputType('SetProviderStandingInput', {
  description: 'What `setProviderStanding` needs.',
  fields: (t) => ({
    providerId: t.id({ required: true, description: 'The provider.' }),
    standing: t.field({
      type: ProviderStanding,
      required: true,
      description: 'Whether it is offered matters.',
    }),
  }),
});

builder.mutationField('setProviderStanding', (t) =>
  t.field({
    type: LegalAidProvider,
    description: 'An administrator pauses a provider, removes them, or lets them go on.',
    args: {
      input: t.arg({ type: SetProviderStandingInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('setProviderStanding', 'provider', [NotFoundError]),
    resolve: (_root, { input }, { services, ...asking }) =>
      setProviderStanding(services, asking, input),
  }),
);
