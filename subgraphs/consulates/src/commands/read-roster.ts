import type { RequestContext } from '@alert-button/platform/builder.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { Desk } from '../domain/desk.ts';
import type { RosterMember } from '../domain/roster.ts';
import { maySeeRoster, policy } from '../policy.ts';
import type { Database } from '../store/database.ts';
import { readRoster } from '../store/roster-store.ts';

/** Who answers at a desk, sorted by officer id; null for whoever may not know. */
export function createReadRoster(database: Database) {
  return async ({ viewer }: RequestContext, desk: Desk): Promise<RosterMember[] | null> => {
    permit(policy, 'desk', viewer);
    return maySeeRoster(viewer, desk.code) ? readRoster(database, desk.id) : null;
  };
}
