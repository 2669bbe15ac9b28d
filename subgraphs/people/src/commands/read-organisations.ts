import { isUuid } from '@alert-button/platform/uuid.ts';
import type { RequestContext } from '@alert-button/platform/builder.ts';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { permit, requireAdministrator } from '@alert-button/platform/policy.ts';
import type { OrganisationAccount } from '../domain/organisation.ts';
import { policy } from '../policy.ts';
import type { Database } from '../store/database.ts';
import { findOrganisation, listOrganisations } from '../store/organisation-store.ts';
import { checkFirst, toPage, type Page } from './input.ts';

/**
 * The organisations with their keys, for administrators, in the order of their creation.
 *
 * @throws InvalidInputError
 */
export function createReadOrganisations(database: Database) {
  return async (
    { viewer }: RequestContext,
    input: { readonly first: number; readonly after: string | null },
  ): Promise<Page<OrganisationAccount>> => {
    requireAdministrator(permit(policy, 'organisations', viewer));
    const first = checkFirst(input.first);
    const after = input.after?.toLowerCase() ?? null;
    if (after !== null && !isUuid(after)) {
      const message = 'is not a cursor of this list';
      throw new InvalidInputError([{ path: 'after', message }]);
    }
    const read = await listOrganisations(database, { first: first + 1, after });
    return toPage(read, first, ({ id }) => id);
  };
}

/** One organisation with its keys, for administrators, or null. */
export function createReadOrganisation(database: Database) {
  return async ({ viewer }: RequestContext, id: string): Promise<OrganisationAccount | null> => {
    requireAdministrator(permit(policy, 'organisation', viewer));
    return isUuid(id) ? findOrganisation(database, id.toLowerCase()) : null;
  };
}
