import type { RequestContext } from '@alert-button/platform/builder.ts';
import type { Person } from '../domain/person.ts';
import { maySeePerson } from '../policy.ts';
import type { Database } from '../store/database.ts';
import { findPerson } from '../store/person-store.ts';

/** The person another subgraph points at; null when there is none or it is not for this viewer. */
export function createReadPerson(database: Database) {
  return async ({ viewer }: RequestContext, id: string): Promise<Person | null> =>
    maySeePerson(viewer, id) ? findPerson(database, id) : null;
}
