import type { Sealer } from '@alert-button/platform/keys.ts';
import type { Alert } from '../domain/alert.ts';
import { burstOfMessages, type MessageAuthor, type SentBefore } from '../domain/message.ts';
import type { SeenBy } from '../domain/view.ts';
import type { Database } from './database.ts';

/** What one side said to the other. */
export interface Message {
  /** Version of the alert that it made, as whoever reads counts them. */
  readonly version: number;
  readonly at: Date;
  readonly author: MessageAuthor;
  /** Whose officer wrote it; null when the person did. */
  readonly deskId: string | null;
  readonly text: string;
}

/** A message on its way into the statement of its act. */
export interface NewMessage {
  readonly author: MessageAuthor;
  readonly deskId: string | null;
  readonly idempotencyKey: string;
  readonly sealedText: Buffer;
}

interface Row {
  version: number;
  person_version: number;
  at: Date;
  author: MessageAuthor;
  desk_id: string | null;
  sealed_text: Buffer;
}

const columns = 'version, person_version, at, author, desk_id, sealed_text';
const blockBytes = 256;

const placeOf = (alertId: string, version: number) => ({
  table: 'alert_message',
  column: 'sealed_text',
  row: `${alertId}/${version}`,
});

/** Padded, so that a yes and a no have one length; a text begins and ends with no space. */
export function sealMessage(
  sealer: Sealer,
  { id, version }: Pick<Alert, 'id' | 'version'>,
  text: string,
): Promise<Buffer> {
  const plain = Buffer.from(text);
  const padded = Buffer.alloc(Math.ceil(plain.length / blockBytes) * blockBytes, ' ');
  plain.copy(padded);
  return sealer.seal(padded, placeOf(id, version));
}

async function open(sealer: Sealer, alertId: string, seenBy: SeenBy, row: Row): Promise<Message> {
  const { version, at, author } = row;
  const text = await sealer.open(row.sealed_text, placeOf(alertId, version));
  return {
    // The phone counts what it is shown: the desks' versions would count what is hidden there.
    version: seenBy === 'DESK' ? version : row.person_version,
    at,
    author,
    deskId: row.desk_id,
    text: text.toString().trimEnd(),
  };
}

/**
 * The messages of an alert after a version, oldest first.
 *
 * @throws UnreadableError when one was moved, altered, or its key is gone.
 */
export async function readMessages(
  { pool }: Database,
  sealer: Sealer,
  alertId: string,
  seenBy: SeenBy,
  after: number,
): Promise<Message[]> {
  const { rows } = await pool.query<Row>({
    name: 'read-messages',
    text: `
      select ${columns} from alert_message
      where alert_id = $1 and case when $2 = 'DESK' then version else person_version end > $3
      order by version`,
    values: [alertId, seenBy, after],
  });
  return Promise.all(rows.map((row) => open(sealer, alertId, seenBy, row)));
}

/** The message that one side sent under a key; null when it sent none. */
export async function findMessage(
  { pool }: Database,
  sealer: Sealer,
  alertId: string,
  author: MessageAuthor,
  idempotencyKey: string,
): Promise<Message | null> {
  const { rows } = await pool.query<Row>({
    name: 'find-message',
    text: `
      select ${columns} from alert_message
      where alert_id = $1 and author = $2 and idempotency_key = $3`,
    values: [alertId, author, idempotencyKey],
  });
  const [row] = rows;
  return row === undefined ? null : open(sealer, alertId, author, row);
}

interface SentRow {
  total: number;
  burst_age_seconds: number | null;
  is_sent: boolean;
}

/** What one side has written on an alert, and whether that was under this key already. */
export async function readSent(
  { pool }: Database,
  alertId: string,
  author: MessageAuthor,
  idempotencyKey: string,
): Promise<SentBefore & { readonly isSent: boolean }> {
  const { rows } = await pool.query<SentRow>({
    name: 'read-sent',
    text: `
      select count(*)::int as total, coalesce(bool_or(idempotency_key = $3), false) as is_sent,
        extract(epoch from clock_timestamp() - (array_agg(at order by version desc))[$4])::float8
          as burst_age_seconds
      from alert_message where alert_id = $1 and author = $2`,
    values: [alertId, author, idempotencyKey, burstOfMessages],
  });
  const [row] = rows;
  if (row === undefined) throw new Error('A count has a row');
  return { total: row.total, burstAgeSeconds: row.burst_age_seconds, isSent: row.is_sent };
}

/** Those of these alerts whose person wrote last. */
export async function findUnansweredMessages(
  { pool }: Database,
  alertIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ alert_id: string }>({
    name: 'find-unanswered-messages',
    text: `
      select alert_id from (
        select distinct on (alert_id) alert_id, author from alert_message
        where alert_id = any ($1::uuid[]) order by alert_id, version desc
      ) as last where author = 'PERSON'`,
    values: [alertIds],
  });
  return new Set(rows.map((row) => row.alert_id));
}
