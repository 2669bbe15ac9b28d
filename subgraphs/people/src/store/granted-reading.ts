import type { Officer } from '@alert-button/platform/viewer.ts';
import type { Database } from './database.ts';
import type { PersonKeys, StoredKey } from './person-keys.ts';
import { toPersonRecord, type PersonRecord, type PersonRow } from './person-store.ts';

export interface GrantedReading {
  readonly personId: string;
  /** For which alert the officer may see the person. */
  readonly alertId: string;
  readonly officer: Officer;
  readonly requestId: string;
}

const readAndAudit = `
  with seen as (
    select person.id, home_consulate, languages, version, sealed_name, sealed_document,
      sealed_phone, key_id, wrapped
    from person
    left join person_identity identity on identity.person_id = person.id
    left join own_phone own on own.person_id = person.id
    left join person_key key on key.person_id = person.id
    where person.id = $1::uuid
  ), audited as (
    insert into audit_entry (actor_kind, actor_id, action, subject_id, request_id, facts)
    select 'OFFICER', $2, 'readPerson', seen.id::text, $3,
      jsonb_build_object('alertId', $4::text, 'desk', $5::text)
    from seen
  )
  select * from seen`;

interface Row {
  readonly id: string;
  readonly home_consulate: string | null;
  readonly languages: string[];
  readonly version: number;
  readonly sealed_name: Buffer | null;
  readonly sealed_document: Buffer | null;
  readonly sealed_phone: Buffer | null;
  readonly key_id: string | null;
  readonly wrapped: Buffer | null;
}

function toRow(row: Row): PersonRow {
  const { id, home_consulate: homeConsulate, languages, version, key_id: keyId, wrapped } = row;
  const key: StoredKey = keyId === null || wrapped === null ? null : { keyId, wrapped };
  const identity = { sealedName: row.sealed_name, sealedDocument: row.sealed_document };
  const ownPhone = row.sealed_phone === null ? null : { sealedPhone: row.sealed_phone };
  return { id, homeConsulate, languages, version, identity, ownPhone, key };
}

/**
 * Reads a person for an officer and records it: one statement, so one transaction. Without the
 * record nothing is read. Null when there is no such person.
 */
export async function readGrantedPerson(
  { pool }: Database,
  keys: PersonKeys,
  { personId, alertId, officer, requestId }: GrantedReading,
): Promise<PersonRecord | null> {
  const { rows } = await pool.query<Row>({
    name: 'read-granted-person',
    text: readAndAudit,
    values: [personId, officer.officerId, requestId, alertId, officer.desk],
  });
  const [row] = rows;
  return row === undefined ? null : toPersonRecord(toRow(row), keys);
}
