import type { RequestContext } from '@alert-button/platform/builder.ts';
import { unreachable } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { Officer } from '@alert-button/platform/viewer.ts';
import type { AskingOrganisation } from '../domain/organisation.ts';
import { policy } from '../policy.ts';
import { findOrganisation } from '../store/organisation-store.ts';
import { findPerson, type PersonRecord } from '../store/person-store.ts';
import type { PersonNeeds } from './act-as-person.ts';

/** Who is asking, or null for someone unknown. An officer is what their token says. */
export function createReadViewer({
  database,
  personKeys,
}: Pick<PersonNeeds, 'database' | 'personKeys'>) {
  return async ({
    viewer,
  }: RequestContext): Promise<PersonRecord | Officer | AskingOrganisation | null> => {
    const known = permit(policy, 'viewer', viewer);
    switch (known.kind) {
      case 'ANONYMOUS':
        return null;
      case 'PERSON':
        return findPerson(database, personKeys, known.personId);
      case 'OFFICER':
        return known;
      case 'ORGANISATION': {
        const { kind, organisationId, environment, scopes } = known;
        const organisation = await findOrganisation(database, organisationId);
        if (organisation === null) return null;
        return { kind, id: organisationId, name: organisation.name, environment, scopes };
      }
      default:
        return unreachable(known);
    }
  };
}
