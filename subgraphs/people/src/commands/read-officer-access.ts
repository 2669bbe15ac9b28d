import type { RequestContext } from '@alert-button/platform/builder.ts';
import { permit, requireAdministrator } from '@alert-button/platform/policy.ts';
import { parseOfficerId, type OfficerAccess } from '../domain/officer-access.ts';
import { policy } from '../policy.ts';
import type { Database } from '../store/database.ts';
import { listOfficerAccess } from '../store/officer-access-store.ts';
import { checkFirst, toPage, type Page } from './input.ts';

/**
 * What was decided about officers, for administrators: of one, or of all in the order of their
 * ids. An officer about whom nothing was ever decided is not listed.
 *
 * @throws InvalidInputError
 */
export function createReadOfficerAccess(database: Database) {
  return async (
    { viewer }: RequestContext,
    input: {
      readonly officerId: string | null;
      readonly first: number;
      readonly after: string | null;
    },
  ): Promise<Page<OfficerAccess>> => {
    requireAdministrator(permit(policy, 'officerAccess', viewer));
    const first = checkFirst(input.first);
    const officerId = input.officerId === null ? null : parseOfficerId(input.officerId);
    const page = { first: first + 1, after: input.after };
    return toPage(
      await listOfficerAccess(database, page, officerId),
      first,
      (access) => access.officerId,
    );
  };
}
