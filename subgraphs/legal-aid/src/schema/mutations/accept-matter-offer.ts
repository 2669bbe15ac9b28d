import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import { acceptMatterOffer } from '../../commands/accept-matter-offer.ts';
import { builder, resultOf } from '../builder.ts';
import { Matter } from '../matter.ts';

const AcceptMatterOfferInput = builder.inputType('AcceptMatterOfferInput', {
  description: 'What `acceptMatterOffer` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
  }),
});

builder.mutationField('acceptMatterOffer', (t) =>
  t.field({
    type: Matter,
    description: 'A provider takes the matter that it was offered.',
    args: {
      input: t.arg({ type: AcceptMatterOfferInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('acceptMatterOffer', 'matter', [NotFoundError, ConflictError]),
    resolve: (_root, { input }, { services, ...asking }) =>
      acceptMatterOffer(services, asking, input),
  }),
);
