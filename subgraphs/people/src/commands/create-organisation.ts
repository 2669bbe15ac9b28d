import type { RequestContext } from '@alert-button/platform/builder.ts';
import { ConflictError } from '@alert-button/platform/errors.ts';
import { parseOrganisationName, type OrganisationAccount } from '../domain/organisation.ts';
import { findOrganisation, insertOrganisation } from '../store/organisation-store.ts';
import type { Administer } from './administer.ts';

/**
 * An organisation comes to be; it can ask nothing until it has a key.
 *
 * @throws InvalidInputError, or ConflictError when another organisation has the name.
 */
export function createCreateOrganisation(administer: Administer) {
  return (
    request: RequestContext,
    input: { readonly name: string },
  ): Promise<OrganisationAccount> =>
    administer(request, 'createOrganisation', async ({ transaction }) => {
      const name = parseOrganisationName(input.name);
      const id = crypto.randomUUID();
      if (!(await insertOrganisation(transaction, { id, name }))) {
        throw new ConflictError('Another organisation has this name.');
      }
      const organisation = await findOrganisation({ prisma: transaction }, id);
      if (organisation === null) throw new Error('What was just stored is not there');
      return {
        result: organisation,
        subjectId: id,
        event: { kind: 'ORGANISATION_CREATED', version: organisation.version },
      };
    });
}
