import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { registerProvider } from '../../commands/register-provider.ts';
import { builder, resultOf } from '../builder.ts';
import { LegalAidProvider, LegalArea, ProviderFee, ProviderKind } from '../provider.ts';

const RegisterProviderInput = builder.inputType('RegisterProviderInput', {
  description: 'What `registerProvider` needs.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Its name.' }),
    kind: t.field({ type: ProviderKind, required: true, description: 'What it is.' }),
    organisationId: t.id({
      description: 'The organisation whose keys are its own; left out for one that officers call.',
    }),
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
    capacity: t.int({
      required: true,
      description: 'Matters at once, the offered ones among them; at most 1,000.',
    }),
  }),
});

builder.mutationField('registerProvider', (t) =>
  t.field({
    type: LegalAidProvider,
    description:
      'An administrator adds somebody who helps with the law; matters are offered to them from then on.',
    args: {
      input: t.arg({ type: RegisterProviderInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('registerProvider', 'provider', [
      InvalidInputError,
      NotFoundError,
      ConflictError,
    ]),
    resolve: (_root, { input }, { services, ...asking }) =>
      registerProvider(services, asking, input),
  }),
);
