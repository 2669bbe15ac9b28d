import { keepDecisions } from '../domain/keep-decisions.ts';
import { appendAudit } from '@alert-button/platform/audit/append-audit.ts';
import type { Database } from '../store/database.ts';
import { readOfficeHours } from '../store/office-hours-store.ts';
import { readPhoneConfirmations } from '../store/phone-confirmation-store.ts';
import { lockDirectory, readLoadedHash, saveLoadedHash } from '../store/reference-load.ts';
import type { ShippedDirectory } from '../store/shipped-directory.ts';
import { readDirectory } from '../store/stored-directory.ts';
import { publish } from './publish.ts';

export interface LoadReferenceDataNeeds {
  readonly database: Database;
  /** Called after COMMIT when there are new events. */
  readonly announce: () => void;
}

/** Hundreds of statements, on a machine that may be starting everything else meanwhile. */
const loadWithinMilliseconds = 60_000;

/**
 * Takes over the reference data of this release, unless the database holds them already: what
 * changed is stored, published and audited in one transaction. What administrators decided stays.
 * Done at start, by no viewer.
 *
 * @returns how many events were published.
 */
export function createLoadReferenceData({ database, announce }: LoadReferenceDataNeeds) {
  return async (shipped: ShippedDirectory): Promise<number> => {
    const count = await database.transaction(async (transaction) => {
      const { contentHash } = shipped;
      await lockDirectory(transaction);
      if ((await readLoadedHash(transaction)) === contentHash) return 0;

      const stored = await readDirectory(transaction);
      const confirmations = {
        phones: await readPhoneConfirmations(transaction),
        hours: await readOfficeHours(transaction),
      };
      const wanted = keepDecisions(shipped, stored, confirmations);
      const eventCount = await publish(transaction, stored, wanted);
      await saveLoadedHash(transaction, contentHash);
      await appendAudit(transaction, {
        actorKind: 'SYSTEM',
        actorId: 'consulates',
        action: 'loadReferenceData',
        subjectId: 'directory',
        requestId: crypto.randomUUID(),
        facts: { contentHash, eventCount },
      });
      return eventCount;
    }, loadWithinMilliseconds);
    if (count > 0) announce();
    return count;
  };
}
