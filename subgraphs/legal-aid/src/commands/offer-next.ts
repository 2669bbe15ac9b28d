import { match, type Candidate } from '../domain/match.ts';
import { answerMinutes, lookAgainMinutes, type Matter } from '../domain/matter.ts';
import type { Transaction } from '../store/database.ts';
import { readLoads } from '../store/loads.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { findAskedIds, insertOffer } from '../store/offer-store.ts';
import { lockMatching, takeSlot } from '../store/slots.ts';

const minutesAfter = (now: Date, minutes: number) => new Date(now.getTime() + minutes * 60_000);

/** Who may be asked to take a matter, the best first. */
export async function findCandidates(
  transaction: Transaction,
  matter: Matter,
): Promise<readonly Candidate[]> {
  const askedIds = await findAskedIds({ prisma: transaction }, matter);
  const { place, area, languages } = matter;
  return match({ place, area, languages, askedIds }, await readLoads(transaction));
}

/** Offers a matter to one provider, whose room has been taken. */
export async function offerTo(
  transaction: Transaction,
  matter: Matter,
  { providerId, reasons }: Candidate,
  { isManual, now }: { readonly isManual: boolean; readonly now: Date },
): Promise<Matter> {
  const dueAt = minutesAfter(now, answerMinutes[matter.urgency]);
  const offer = {
    id: crypto.randomUUID(),
    matterId: matter.id,
    providerId,
    reasons,
    isManual,
    dueAt,
  };
  await insertOffer(transaction, offer, matter);
  const change = { status: 'OFFERED', lookAt: null };
  return advanceMatter(transaction, matter, 'MATTER_OFFERED', change, { providerId });
}

/** Offers a matter to whoever is next in line; null when nobody can be asked now. */
export async function tryOffer(
  transaction: Transaction,
  matter: Matter,
  now: Date,
): Promise<Matter | null> {
  await lockMatching(transaction);
  for (const candidate of await findCandidates(transaction, matter)) {
    if (await takeSlot(transaction, candidate.providerId, matter.id)) {
      return offerTo(transaction, matter, candidate, { isManual: false, now });
    }
  }
  return null;
}

/**
 * The same for a matter that has just come, or come back. When nobody can be asked, it waits for an
 * officer, and is looked at again after a while: somebody may have room by then, and who let it
 * lapse may answer now.
 */
export async function offerNext(
  transaction: Transaction,
  matter: Matter,
  now: Date,
): Promise<Matter> {
  const offered = await tryOffer(transaction, matter, now);
  if (offered !== null) return offered;
  const change = { status: 'UNMATCHED', ...nextLook(matter, now) };
  return advanceMatter(transaction, matter, 'MATTER_UNMATCHED', change);
}

/** When it is looked at again, and who may be asked then. */
export const nextLook = ({ round }: Matter, now: Date) => ({
  round: round + 1,
  lookAt: minutesAfter(now, lookAgainMinutes),
});
