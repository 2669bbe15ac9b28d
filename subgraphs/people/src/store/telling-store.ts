import type { PoolClient } from 'pg';
import type { ContactStep } from '../domain/contact-standing.ts';
import {
  contactColumns,
  toContactRecord,
  type ContactRecord,
  type StoredContact,
} from './contact-record.ts';
import type { Database, Transaction } from './database.ts';
import type { PersonKeys } from './person-keys.ts';

/*
 * Who was told of what. Read and written in the transaction that moves the cursor of alerts' log,
 * so by statements of our own.
 */

/** The transaction that moves the cursor of alerts' log. */
export type LogTransaction = PoolClient;

/** A person and whom they want told. */
export interface Family {
  readonly languages: readonly string[];
  /** Whether the person took back that contacts are told. */
  readonly isWithdrawn: boolean;
  /** In their order. */
  readonly contacts: readonly ContactRecord[];
}

interface PersonRow {
  readonly languages: string[];
  readonly key_id: string | null;
  readonly wrapped: Buffer | null;
  readonly is_withdrawn: boolean;
}

/**
 * The family of a person; null when there is no such person. Until the transaction ends nothing of
 * it can change, so whoever leaves meanwhile finds what was queued for them and drops it.
 */
export async function lockFamily(
  transaction: LogTransaction,
  keys: PersonKeys,
  personId: string,
): Promise<Family | null> {
  await transaction.query('select 1 from person where id = $1::uuid for share', [personId]);
  const persons = await transaction.query<PersonRow>(
    `select person.languages, key.key_id, key.wrapped, coalesce((
       select ending = 'WITHDRAWN' from consent
       where person_id = person.id and purpose = 'NOTIFY_CONTACTS'
       order by ended_at desc nulls first limit 1), false) as is_withdrawn
     from person left join person_key key on key.person_id = person.id
     where person.id = $1::uuid`,
    [personId],
  );
  const [person] = persons.rows;
  if (person === undefined) return null;
  const contacts = await transaction.query<StoredContact>(
    `select ${contactColumns} from emergency_contact contact
     where person_id = $1::uuid order by rank, id`,
    [personId],
  );
  const { key_id: keyId, wrapped } = person;
  const open = keys.opener(
    personId,
    keyId === null || wrapped === null ? null : { keyId, wrapped },
  );
  return {
    languages: person.languages,
    isWithdrawn: person.is_withdrawn,
    contacts: contacts.rows.map((row) => toContactRecord(row, open, 0)),
  };
}

export interface Telling {
  /** Also that of the message. */
  readonly id: string;
  readonly personId: string;
  readonly contactId: string;
  readonly alertId: string;
  readonly step: ContactStep;
}

/** Notes that a contact is told of a step; false when they were told of it before. */
export async function insertTelling(
  transaction: LogTransaction,
  { id, personId, contactId, alertId, step }: Telling,
): Promise<boolean> {
  const { rowCount } = await transaction.query(
    `insert into contact_telling (id, person_id, contact_id, alert_id, step)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [id, personId, contactId, alertId, step],
  );
  return rowCount === 1;
}

/** When the log began to be followed: what happened before is old news. */
export async function followedSince(transaction: LogTransaction, consumer: string): Promise<Date> {
  const { rows } = await transaction.query<{ created_at: Date }>(
    'select created_at from consumer_cursor where name = $1',
    [consumer],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('A consumer has a cursor');
  return row.created_at;
}

/** Who was told of what in an alert of the person, in order. */
export async function findTellings(
  { prisma }: Pick<Database, 'prisma'>,
  personId: string,
  alertId: string,
): Promise<(Telling & { readonly toldAt: Date })[]> {
  const rows = await prisma.contactTelling.findMany({
    where: { personId, alertId },
    orderBy: [{ toldAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({ ...row, step: row.step as ContactStep }));
}

/** The alerts of which a contact was told. */
export async function findAlertsToldTo(
  transaction: Transaction,
  contactId: string,
): Promise<string[]> {
  const rows = await transaction.contactTelling.findMany({
    where: { contactId },
    distinct: ['alertId'],
    select: { alertId: true },
  });
  return rows.map(({ alertId }) => alertId);
}

/** Forgets who was told of alerts of which nothing was told for so many days, and who was asked. */
export async function forgetTellings({ pool }: Database, days: number): Promise<void> {
  await pool.query(
    `delete from contact_telling where alert_id in (
       select alert_id from contact_telling group by alert_id
       having max(told_at) < clock_timestamp() - make_interval(days => $1::integer))`,
    [days],
  );
  await pool.query(
    `delete from own_telling where alert_id in (
       select alert_id from own_telling group by alert_id
       having max(told_at) < clock_timestamp() - make_interval(days => $1::integer))`,
    [days],
  );
  await pool.query(
    `delete from contact_question where asked_at < clock_timestamp() - interval '2 days'`,
  );
}
