import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import type { RightsGuide } from '../domain/rights-guide.ts';
import { rightsGuidePublished } from '../events.ts';
import { appendAudit } from '../store/audit.ts';
import { runSqlIn, type Database } from '../store/database.ts';
import { contentHashOf, keepEdition } from '../store/rights-guide-editions.ts';

/**
 * Records the wordings that this release serves and that were never served before. Done at start,
 * by the service itself; a second start records nothing.
 *
 * @param run names this start in the audit trail.
 * @returns how many wordings were new.
 */
export async function publishRightsGuides(
  database: Database,
  guides: readonly RightsGuide[],
  run: string,
): Promise<number> {
  return database.transaction(async (transaction) => {
    let published = 0;
    for (const guide of guides) {
      const contentHash = contentHashOf(guide);
      if (!(await keepEdition(transaction, guide, contentHash))) continue;
      published += 1;
      const event = rightsGuidePublished(guide, contentHash);
      await appendEvent(runSqlIn(transaction), event);
      await appendAudit(transaction, {
        actorKind: 'SERVICE',
        actorId: 'legal-aid',
        action: 'publishRightsGuides',
        subjectId: event.subjectId,
        requestId: run,
        facts: { version: guide.version, contentHash },
      });
    }
    return published;
  });
}
