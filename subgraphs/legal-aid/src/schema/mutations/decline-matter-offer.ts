import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import { declineMatterOffer } from '../../commands/decline-matter-offer.ts';
import { builder, resultOf } from '../builder.ts';
import { DeclineReason } from '../matter-enums.ts';
import { Matter } from '../matter.ts';

const DeclineMatterOfferInput = builder.inputType('DeclineMatterOfferInput', {
  description: 'What `declineMatterOffer` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
    reason: t.field({ type: DeclineReason, required: true, description: 'Why.' }),
  }),
});

builder.mutationField('declineMatterOffer', (t) =>
  t.field({
    type: Matter,
    description: 'A provider does not take the matter; the next in line is asked.',
    args: {
      input: t.arg({ type: DeclineMatterOfferInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('declineMatterOffer', 'matter', [NotFoundError, ConflictError]),
    resolve: (_root, { input }, { services, ...asking }) =>
      declineMatterOffer(services, asking, input),
  }),
);
