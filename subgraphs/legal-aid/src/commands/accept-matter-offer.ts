import { permit } from '@alert-button/platform/policy.ts';
import type { Matter } from '../domain/matter.ts';
import { policy } from '../policy.ts';
import type { Transaction } from '../store/database.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { settleOffer } from '../store/offer-store.ts';
import { actOnMatter } from './act-on-matter.ts';
import { requireStanding } from './require-standing.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';

export interface AcceptMatterOfferInput {
  readonly matterId: string;
}

/** The offer that waits is accepted. */
export async function accept(transaction: Transaction, matter: Matter, now: Date): Promise<Matter> {
  const { id, providerId } = await requireStanding(transaction, matter);
  await settleOffer(transaction, id, 'ACCEPTED', now);
  const change = { status: 'REPRESENTED' };
  return advanceMatter(transaction, matter, 'MATTER_OFFER_ACCEPTED', change, { providerId });
}

/**
 * The provider takes the matter, and sees the rest of it from then on.
 *
 * @throws NotFoundError, also when the offer has come to nothing meanwhile.
 */
export function acceptMatterOffer(
  services: Services,
  asking: Asking,
  { matterId }: AcceptMatterOfferInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'acceptMatterOffer', asking.viewer);
  return actOnMatter(
    services,
    { ...asking, viewer },
    {
      matterId,
      act: 'acceptMatterOffer',
      does: 'ANSWER_OFFER',
      by: ['OFFERED'],
      work: async ({ transaction, matter, now }) => {
        return { matter: await accept(transaction, matter, now) };
      },
    },
  );
}
