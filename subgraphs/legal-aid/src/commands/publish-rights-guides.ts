import type { RightsGuide } from '../domain/rights-guide.ts';
import { rightsGuidePublished } from '../events.ts';
import type { Database } from '../store/database.ts';
import { publishEditions } from './publish-editions.ts';

/**
 * Records the wordings of guides that this release serves and that were never served before.
 *
 * @param run names this start in the audit trail.
 * @returns how many wordings were new.
 */
export function publishRightsGuides(
  database: Database,
  guides: readonly RightsGuide[],
  run: string,
): Promise<number> {
  const publications = guides.map((guide) => {
    const { situation, language, version, publishedOn } = guide;
    const subject = `RIGHTS_GUIDE/${situation}/${language}`;
    return {
      edition: { subject, version, publishedOn, content: guide },
      event: (contentHash: string) => rightsGuidePublished(guide, contentHash),
    };
  });
  return publishEditions(database, publications, 'publishRightsGuides', run);
}
