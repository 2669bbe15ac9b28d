import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import { planPublication } from '../domain/publish-directory.ts';
import { publicationEvents } from '../events.ts';
import { appendAudit } from '../store/audit.ts';
import { runSqlIn, type Database } from '../store/database.ts';
import { lockLoadedHash, saveLoadedHash } from '../store/reference-load.ts';
import { saveDirectory } from '../store/save-directory.ts';
import type { ShippedDirectory } from '../store/shipped-directory.ts';
import { readDirectory } from '../store/stored-directory.ts';

export interface LoadReferenceDataNeeds {
  readonly database: Database;
  /** Called after COMMIT when there are new events. */
  readonly announce: () => void;
}

/** Hundreds of statements, on a machine that may be starting everything else meanwhile. */
const loadWithinMilliseconds = 60_000;

/**
 * Takes over the reference data of this release, unless the database holds them already: what
 * changed is stored, published and audited in one transaction. Done at start, by no viewer.
 *
 * @returns how many events were published.
 */
export function createLoadReferenceData({ database, announce }: LoadReferenceDataNeeds) {
  return async (shipped: ShippedDirectory): Promise<number> => {
    const count = await database.transaction(async (transaction) => {
      const { contentHash } = shipped;
      const storedHash = await lockLoadedHash(transaction);
      if (storedHash === contentHash) return 0;

      const stored = await readDirectory(transaction);
      const publication = planPublication(stored, shipped);
      await saveDirectory(transaction, publication);
      await saveLoadedHash(transaction, contentHash);
      const events = publicationEvents(publication, [...stored.desks, ...shipped.desks]);
      for (const event of events) await appendEvent(runSqlIn(transaction), event);
      await appendAudit(transaction, {
        actorKind: 'SYSTEM',
        actorId: 'consulates',
        action: 'loadReferenceData',
        subjectId: 'directory',
        requestId: crypto.randomUUID(),
        facts: { contentHash, eventCount: events.length },
      });
      return events.length;
    }, loadWithinMilliseconds);
    if (count > 0) announce();
    return count;
  };
}
