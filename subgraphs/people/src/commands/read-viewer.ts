import type { RequestContext } from '@alert-button/platform/builder.ts';
import { unreachable } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { Officer } from '@alert-button/platform/viewer.ts';
import type { Person } from '../domain/person.ts';
import { policy } from '../policy.ts';
import type { Database } from '../store/database.ts';
import { findPerson } from '../store/person-store.ts';

/** Who is asking, or null for someone unknown. An officer is what their token says. */
export function createReadViewer(database: Database) {
  return async ({ viewer }: RequestContext): Promise<Person | Officer | null> => {
    const known = permit(policy, 'viewer', viewer);
    switch (known.kind) {
      case 'ANONYMOUS':
        return null;
      case 'PERSON':
        return findPerson(database, known.personId);
      case 'OFFICER':
        return known;
      default:
        return unreachable(known);
    }
  };
}
