import { appendAudit, type NewAuditEntry } from '@alert-button/platform/audit/append-audit.ts';
import { databaseNow } from '@alert-button/platform/database/open-database.ts';
import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import { allows, type Matter, type MatterAct } from '../domain/matter.ts';
import type { MatterSeenBy } from '../domain/matter-view.ts';
import type { policy } from '../policy.ts';
import type { Transaction } from '../store/database.ts';
import { lockMatter } from '../store/matter-store.ts';
import { requireUuid } from './input.ts';
import type { Asking, Services } from './services.ts';
import { actorOf, seenByOf, type Insider, type SeenMatter } from './visible-matter.ts';

export interface MatterContext {
  readonly transaction: Transaction;
  /** As it is stored; nobody else acts on it before the transaction ends. */
  readonly matter: Matter;
  readonly seenBy: MatterSeenBy;
  /** By the database's clock. */
  readonly now: Date;
}

export interface ActOnMatter {
  readonly matterId: string;
  /** Names the act in the audit trail. */
  readonly act: keyof typeof policy;
  readonly does: MatterAct;
  /** Who may do it; for others who see the matter there is no such act. */
  readonly by: readonly MatterSeenBy[];
  /** Appends the events, and gives the matter as it is then. */
  readonly work: (context: MatterContext) => Promise<{
    readonly matter: Matter;
    /** For the audit trail; nothing personal. */
    readonly facts?: NewAuditEntry['facts'];
  }>;
}

/**
 * The common course of every act on a matter: lock it, see it, do it, record it, in one transaction.
 *
 * @throws NotFoundError, ConflictError when the matter does not allow it, and what the act throws.
 */
export async function actOnMatter(
  { database, announce }: Services,
  { viewer, requestId }: Asking & { readonly viewer: Insider },
  { matterId, act, does, by, work }: ActOnMatter,
): Promise<SeenMatter> {
  const id = requireUuid('matterId', matterId);
  const { before, after, seenBy } = await database.transaction(async (transaction) => {
    const matter = await lockMatter(transaction, id);
    const eyes = matter && (await seenByOf({ prisma: transaction }, viewer, matter));
    if (matter === null || eyes === null || !by.includes(eyes)) throw new NotFoundError('matterId');
    if (!allows(matter, does)) {
      throw new ConflictError(`The matter is ${matter.status}, which does not allow this.`);
    }
    const now = await databaseNow(transaction);
    const done = await work({ transaction, matter, seenBy: eyes, now });
    const { facts, ...actor } = actorOf(viewer);
    await appendAudit(transaction, {
      ...actor,
      action: act,
      subjectId: id,
      requestId,
      facts: { ...facts, ...done.facts, version: done.matter.version },
    });
    // What a provider did may be the last they see of it.
    const eyesAfter = await seenByOf({ prisma: transaction }, viewer, done.matter);
    const seenBy: MatterSeenBy = eyesAfter ?? 'FORMER';
    return { before: matter, after: done.matter, seenBy };
  });
  if (after.version !== before.version) announce();
  return { matter: after, seenBy };
}
