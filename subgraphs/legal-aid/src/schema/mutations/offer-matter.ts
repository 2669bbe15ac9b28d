import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import { offerMatter } from '../../commands/offer-matter.ts';
import { builder, resultOf } from '../builder.ts';
import { Matter } from '../matter.ts';

const OfferMatterInput = builder.inputType('OfferMatterInput', {
  description: 'What `offerMatter` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
    providerId: t.id({ required: true, description: 'The provider.' }),
  }),
});

builder.mutationField('offerMatter', (t) =>
  t.field({
    type: Matter,
    description:
      'An officer chooses the provider past the ranking, also in place of another; it is recorded.',
    args: { input: t.arg({ type: OfferMatterInput, required: true, description: 'The act.' }) },
    errors: resultOf('offerMatter', 'matter', [NotFoundError, ConflictError]),
    resolve: (_root, { input }, { services, ...asking }) => offerMatter(services, asking, input),
  }),
);
