import { appendAudit } from '@alert-button/platform/audit/append-audit.ts';
import { databaseNow } from '@alert-button/platform/database/open-database.ts';
import { allows } from '../domain/matter.ts';
import type { Transaction } from '../store/database.ts';
import { advanceMatter, findDueLooks, lockIfFree, postponeLook } from '../store/matter-store.ts';
import { findStandingOffer, isOverdue, settleOffer } from '../store/offer-store.ts';
import { findProvider } from '../store/provider-store.ts';
import { releaseSlot } from '../store/slots.ts';
import { nextLook, offerNext, tryOffer } from './offer-next.ts';
import type { Services } from './services.ts';
import { withdrawStanding } from './withdraw-standing.ts';

const mostAtOnce = 50;

const record = (transaction: Transaction, action: string, subjectId: string) =>
  appendAudit(transaction, {
    actorKind: 'SYSTEM',
    actorId: 'matching',
    action,
    subjectId,
    requestId: 'matching',
    facts: {},
  });

/** An offer that nobody answered in time lapses, and the next in line is asked: false if it was not so. */
async function lapse(transaction: Transaction, matterId: string): Promise<boolean> {
  const matter = await lockIfFree(transaction, matterId);
  const offer = matter && (await findStandingOffer({ prisma: transaction }, matterId));
  if (matter === null || offer === null || !allows(matter, 'LAPSE')) return false;
  // Asked under the lock: another process may have been faster, and the next offer is not due.
  if (!(await isOverdue(transaction, offer.id))) return false;
  const now = await databaseNow(transaction);
  const { providerId } = offer;
  await settleOffer(transaction, offer.id, 'LAPSED', now);
  await releaseSlot(transaction, matterId);
  const change = { status: 'UNMATCHED' };
  const kind = 'MATTER_OFFER_LAPSED';
  const lapsed = await advanceMatter(transaction, matter, kind, change, { providerId });
  await offerNext(transaction, lapsed, now);
  await record(transaction, 'lapseMatterOffer', matterId);
  return true;
}

/** Providers are looked for again for a matter that nobody could be asked to take. */
async function lookAgain(transaction: Transaction, matterId: string): Promise<boolean> {
  const matter = await lockIfFree(transaction, matterId);
  if (matter === null || !allows(matter, 'LOOK')) return false;
  const now = await databaseNow(transaction);
  if ((await tryOffer(transaction, matter, now)) === null) {
    await postponeLook(transaction, matterId, nextLook(matter, now));
    return false;
  }
  await record(transaction, 'lookForProvider', matterId);
  return true;
}

/** What a provider had who was removed comes to others. */
async function takeBack(transaction: Transaction, matterId: string): Promise<boolean> {
  const matter = await lockIfFree(transaction, matterId);
  const offer = matter && (await findStandingOffer({ prisma: transaction }, matterId));
  if (matter === null || offer === null) return false;
  const provider = await findProvider({ prisma: transaction }, offer.providerId);
  if (provider?.standing !== 'REMOVED') return false;
  const now = await databaseNow(transaction);
  await offerNext(transaction, await withdrawStanding(transaction, matter, now), now);
  await record(transaction, 'takeBackMatter', matterId);
  return true;
}

type Look = (transaction: Transaction, matterId: string) => Promise<boolean>;

/**
 * Takes everything that is due by the clock of the database, each in a transaction of its own and
 * once, however many processes look. One that fails keeps no other waiting.
 *
 * @returns how many offers were made or came to nothing.
 * @throws AggregateError after all were tried, for those that failed.
 */
export async function lookAtDue({ database, announce }: Services): Promise<number> {
  const due = await findDueLooks(database, mostAtOnce);
  const looks: readonly (readonly [Look, readonly string[]])[] = [
    [lapse, due.lapsedMatterIds],
    [lookAgain, due.unmatchedMatterIds],
    [takeBack, due.abandonedMatterIds],
  ];
  let taken = 0;
  const errors: unknown[] = [];
  for (const [look, ids] of looks) {
    for (const id of ids) {
      try {
        if (await database.transaction((transaction) => look(transaction, id))) taken += 1;
      } catch (error) {
        errors.push(error);
      }
    }
  }
  if (taken > 0) announce();
  if (errors.length > 0) throw new AggregateError(errors, 'Some matters could not be looked at');
  return taken;
}
