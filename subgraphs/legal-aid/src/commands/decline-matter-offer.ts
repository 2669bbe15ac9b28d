import { permit } from '@alert-button/platform/policy.ts';
import type { DeclineReason } from '../domain/matter.ts';
import { policy } from '../policy.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { settleOffer } from '../store/offer-store.ts';
import { releaseSlot } from '../store/slots.ts';
import { actOnMatter } from './act-on-matter.ts';
import { offerNext } from './offer-next.ts';
import { requireStanding } from './require-standing.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';

export interface DeclineMatterOfferInput {
  readonly matterId: string;
  readonly reason: DeclineReason;
}

/**
 * The provider does not take the matter; it goes to whoever is next in line, in the same transaction.
 *
 * @throws NotFoundError, also when the offer has come to nothing meanwhile.
 */
export function declineMatterOffer(
  services: Services,
  asking: Asking,
  { matterId, reason }: DeclineMatterOfferInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'declineMatterOffer', asking.viewer);
  return actOnMatter(
    services,
    { ...asking, viewer },
    {
      matterId,
      act: 'declineMatterOffer',
      does: 'ANSWER_OFFER',
      by: ['OFFERED'],
      work: async ({ transaction, matter, now }) => {
        const { id, providerId } = await requireStanding(transaction, matter);
        await settleOffer(transaction, id, 'DECLINED', now, reason);
        await releaseSlot(transaction, matter.id);
        const declined = await advanceMatter(
          transaction,
          matter,
          'MATTER_OFFER_DECLINED',
          { status: 'UNMATCHED' },
          { providerId, declineReason: reason },
        );
        const next = await offerNext(transaction, declined, now);
        return { matter: next, facts: { providerId, reason } };
      },
    },
  );
}
