import type { RequestContext } from '@alert-button/platform/builder.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { DetentionFacility } from '../domain/detention-facility.ts';
import type { FacilityDirectory } from '../domain/facility-directory.ts';
import { policy } from '../policy.ts';

/** The facility with an id, or null when there is none. */
export function createReadDetentionFacility(directory: FacilityDirectory) {
  return ({ viewer }: RequestContext, id: string): DetentionFacility | null => {
    permit(policy, 'detentionFacility', viewer);
    return directory.get(id);
  };
}
