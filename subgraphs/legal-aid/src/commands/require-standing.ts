import type { Matter } from '../domain/matter.ts';
import type { Transaction } from '../store/database.ts';
import { findStandingOffer, type Offer } from '../store/offer-store.ts';

/** The offer of a matter by which a provider sees it. */
export async function requireStanding(transaction: Transaction, matter: Matter): Promise<Offer> {
  const offer = await findStandingOffer({ prisma: transaction }, matter.id);
  if (offer === null) throw new Error('Whoever sees a matter by an offer has one');
  return offer;
}
