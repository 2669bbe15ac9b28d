import type { RequestContext } from '@alert-button/platform/builder.ts';
import { maySeePerson } from '../policy.ts';
import type { Database, Transaction } from '../store/database.ts';
import { readGrantedPerson } from '../store/granted-reading.ts';
import type { PersonKeys } from '../store/person-keys.ts';
import { findPerson, type PersonRecord } from '../store/person-store.ts';
import type { VerifyPersonGrant } from './credentials/person-grant.ts';

export type { PersonRecord };

/** By what another subgraph points at a person. */
export interface PersonReference {
  readonly id: string;
  /** From alerts, for an officer who may see the person of one alert. */
  readonly grant?: string | null;
}

export interface ReadPersonNeeds {
  readonly database: Database;
  readonly personKeys: PersonKeys;
  readonly verifyPersonGrant: VerifyPersonGrant;
}

/**
 * The person another subgraph points at: for that person, or for an officer with a grant of
 * theirs, whose reading is recorded. Null for everybody else, and when there is none.
 */
export function createReadPerson({ database, personKeys, verifyPersonGrant }: ReadPersonNeeds) {
  return async (
    { viewer, requestId }: RequestContext,
    { id, grant = null }: PersonReference,
  ): Promise<PersonRecord | null> => {
    if (maySeePerson(viewer, id)) return findPerson(database, personKeys, id);
    if (viewer.kind !== 'OFFICER' || typeof grant !== 'string') return null;
    const granted = await verifyPersonGrant(grant, viewer);
    if (granted === null || granted.personId !== id) return null;
    return readGrantedPerson(database, personKeys, { ...granted, officer: viewer, requestId });
  };
}

/** The person as an act left them, in its own transaction. */
export async function readStoredPerson(
  transaction: Transaction,
  personKeys: PersonKeys,
  id: string,
): Promise<PersonRecord> {
  const person = await findPerson({ prisma: transaction }, personKeys, id);
  if (person === null) throw new Error('A locked person is there');
  return person;
}
