import type { RequestContext } from '@alert-button/platform/builder.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { Desk } from '../domain/desk.ts';
import type { DutyShift } from '../domain/duty-shift.ts';
import { maySeeRoster, policy } from '../policy.ts';
import { databaseNow } from '@alert-button/platform/database/open-database.ts';
import type { Database } from '../store/database.ts';
import { readDuty } from '../store/duty-store.ts';

/** Who is on duty at a desk now and later; null for whoever may not know. */
export function createReadDuty(database: Database) {
  return async ({ viewer }: RequestContext, desk: Desk): Promise<DutyShift[] | null> => {
    permit(policy, 'desk', viewer);
    if (!maySeeRoster(viewer, desk.code)) return null;
    return readDuty(database, desk.id, await databaseNow(database.prisma));
  };
}
