import type { FacilityRegister } from '../domain/detention-facility.ts';
import { detentionFacilitiesPublished } from '../events.ts';
import type { Database } from '../store/database.ts';
import { publishEditions } from './publish-editions.ts';

/**
 * Records the register of facilities that this release serves, unless it was served before.
 *
 * @param run names this start in the audit trail.
 * @returns whether it was new, as 1 or 0.
 */
export function publishDetentionFacilities(
  database: Database,
  register: FacilityRegister,
  run: string,
): Promise<number> {
  const { version, publishedOn } = register;
  const publication = {
    edition: { subject: 'DETENTION_FACILITIES', version, publishedOn, content: register },
    event: (contentHash: string) => detentionFacilitiesPublished(register, contentHash),
  };
  return publishEditions(database, [publication], 'publishDetentionFacilities', run);
}
