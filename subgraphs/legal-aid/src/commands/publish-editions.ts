import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import type { NewEvent } from '@alert-button/platform/event-log/event-log.ts';
import { appendAudit } from '@alert-button/platform/audit/append-audit.ts';
import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import type { Database } from '../store/database.ts';
import { contentHashOf, keepEdition, type Edition } from '../store/editions.ts';

/** An edition, and how the world hears of it the first time it is served. */
export interface Publication {
  readonly edition: Edition;
  event(contentHash: string): NewEvent;
}

/**
 * Records the editions that this release serves and that were never served before. Done at start,
 * by the service itself; a second start records nothing.
 *
 * @param action names the act in the audit trail, and `run` this start.
 * @returns how many editions were new.
 */
export async function publishEditions(
  database: Database,
  publications: readonly Publication[],
  action: string,
  run: string,
): Promise<number> {
  return database.transaction(async (transaction) => {
    let published = 0;
    for (const { edition, event: eventOf } of publications) {
      const contentHash = contentHashOf(edition);
      if (!(await keepEdition(transaction, edition, contentHash))) continue;
      published += 1;
      const event = eventOf(contentHash);
      await appendEvent(runSqlIn(transaction), event);
      await appendAudit(transaction, {
        actorKind: 'SERVICE',
        actorId: 'legal-aid',
        action,
        subjectId: event.subjectId,
        requestId: run,
        facts: { version: edition.version, contentHash },
      });
    }
    return published;
  });
}
