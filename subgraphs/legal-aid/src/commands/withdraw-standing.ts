import { ConflictError } from '@alert-button/platform/errors.ts';
import type { Matter } from '../domain/matter.ts';
import type { Transaction } from '../store/database.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { findStandingOffer, settleOffer } from '../store/offer-store.ts';
import { lockMatching, releaseSlot } from '../store/slots.ts';

/**
 * Takes a matter back from whoever it is offered to or has it. From then on nobody chooses a provider
 * before the transaction ends.
 *
 * @throws ConflictError when it is that provider's already.
 */
export async function withdrawStanding(
  transaction: Transaction,
  matter: Matter,
  now: Date,
  inFavourOf: string | null = null,
): Promise<Matter> {
  await lockMatching(transaction);
  const offer = await findStandingOffer({ prisma: transaction }, matter.id);
  if (offer === null) return matter;
  const { id, providerId } = offer;
  if (providerId === inFavourOf) throw new ConflictError('The provider has it already.');
  await settleOffer(transaction, id, 'WITHDRAWN', now);
  await releaseSlot(transaction, matter.id);
  const change = { status: 'UNMATCHED' };
  return advanceMatter(transaction, matter, 'MATTER_OFFER_WITHDRAWN', change, { providerId });
}
