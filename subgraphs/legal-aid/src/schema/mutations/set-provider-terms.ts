import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { setProviderTerms } from '../../commands/set-provider-terms.ts';
import { builder, resultOf } from '../builder.ts';
import { LegalAidProvider, LegalArea, ProviderFee } from '../provider.ts';

const SetProviderTermsInput = builder.inputType('SetProviderTermsInput', {
  description: 'What `setProviderTerms` needs.',
  fields: (t) => ({
    providerId: t.id({ required: true, description: 'The provider.' }),
    states: t.stringList({
      required: true,
      description: 'Whole states in which it helps, by their postal abbreviations.',
    }),
    countyFips: t.stringList({
      required: true,
      description: 'Single counties in which it helps: five digits (US Census).',
    }),
    areas: t.field({ type: [LegalArea], required: true, description: 'What it takes on.' }),
    languages: t.stringList({ required: true, description: 'The languages it speaks (BCP 47).' }),
    fee: t.field({ type: ProviderFee, required: true, description: 'What it costs the person.' }),
    hours: t.string({
      description: 'When it is reached, in its own words; at most 300 characters.',
    }),
  }),
});

builder.mutationField('setProviderTerms', (t) =>
  t.field({
    type: LegalAidProvider,
    description: 'An administrator says what a provider takes on, and where, from now on.',
    args: {
      input: t.arg({ type: SetProviderTermsInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('setProviderTerms', 'provider', [InvalidInputError, NotFoundError]),
    resolve: (_root, { input }, { services, ...asking }) =>
      setProviderTerms(services, asking, input),
  }),
);
