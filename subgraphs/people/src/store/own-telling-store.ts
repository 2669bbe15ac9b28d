import type { OwnStep } from '../domain/own-message.ts';
import type { PersonKeys } from './person-keys.ts';
import { openOwnPhone } from './own-phone-store.ts';

/** Runs a statement in a transaction, of Prisma or of the one that moves a cursor. */
export type Query = <Row>(text: string, values: readonly unknown[]) => Promise<readonly Row[]>;

/** Where somebody is written to. */
export interface OwnAddress {
  readonly languages: readonly string[];
  /** Rejects with `UnreadableError`. */
  readonly phone: () => Promise<string | null>;
}

/** Where a person is written to; null when they have no number, or it said STOP. */
export async function findOwnAddress(
  query: Query,
  keys: PersonKeys,
  personId: string,
): Promise<OwnAddress | null> {
  const [row] = await query<{
    sealed_phone: Buffer;
    languages: string[];
    key_id: string | null;
    wrapped: Buffer | null;
  }>(
    `select own.sealed_phone, person.languages, key.key_id, key.wrapped
     from own_phone own join person on person.id = own.person_id
     left join person_key key on key.person_id = own.person_id
     where own.person_id = $1::uuid and not exists (
       select from stopped_phone stopped where stopped.phone_index = own.phone_index)`,
    [personId],
  );
  if (row === undefined) return null;
  const { key_id: keyId, wrapped } = row;
  const open = keys.opener(
    personId,
    keyId === null || wrapped === null ? null : { keyId, wrapped },
  );
  return {
    languages: row.languages,
    phone: () => openOwnPhone(open, personId, row.sealed_phone),
  };
}

/** Whether the person was told by text message that this alert came in. */
export async function wasReceivedByText(
  query: Query,
  personId: string,
  alertId: string,
): Promise<boolean> {
  const rows = await query(
    `select 1 from own_telling
     where alert_id = $1::uuid and person_id = $2::uuid and step = 'RECEIVED'`,
    [alertId, personId],
  );
  return rows.length > 0;
}

/** Notes that a person is told of a step; false when they were told of it before. */
export async function insertOwnTelling(
  query: Query,
  telling: {
    readonly id: string;
    readonly personId: string;
    readonly alertId: string;
    readonly step: OwnStep;
  },
): Promise<boolean> {
  const rows = await query(
    `insert into own_telling (id, person_id, alert_id, step)
     values ($1::uuid, $2::uuid, $3::uuid, $4) on conflict do nothing returning id`,
    [telling.id, telling.personId, telling.alertId, telling.step],
  );
  return rows.length > 0;
}
