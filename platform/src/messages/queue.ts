import type { Pool } from 'pg';
import type { RunSql } from '../event-log/append.ts';
import type { Sealer } from '../keys.ts';
import type { ChannelKind, Outcome } from './channel.ts';
import { openWords, sealLetter, sealWords, type Letter } from './sealed-letter.ts';

/*
 * What is to be sent, in the database of the subgraph that wants it sent: tables `message` and
 * `delivery_attempt`. Queued in the transaction of the act that causes it, so it is sent if and
 * only if that happened.
 */

export interface NewMessage extends Letter {
  /** UUID; the same at every attempt. */
  readonly id: string;
  /** What it is about, opaque: for example an alert's id. Settled together. */
  readonly subject: string;
  /** Whom it is for, opaque. */
  readonly recipient: string;
  /** A second message with the same key is not queued: whoever is told, is told once. */
  readonly onceKey: string;
  /**
   * After a provider has taken it and nobody has settled it, the next address after so long; null
   * when one acceptance is enough.
   */
  readonly nextAfterSeconds: number | null;
  /**
   * Of a rehearsal: it is queued, takes its turns and is settled like a real one, and nothing leaves.
   * Whoever queues has to say it.
   */
  readonly isMuted: boolean;
}

/**
 * Queues a message in the caller's transaction. One without an address is a dead letter at once:
 * that nobody could be reached must be as visible as that a provider failed. Of a muted one no
 * address is kept: what is not stored cannot be handed over, by no process of any release.
 */
export async function enqueueMessage(
  run: RunSql,
  sealer: Sealer,
  message: NewMessage,
): Promise<void> {
  const { id, subject, recipient, onceKey, nextAfterSeconds, isMuted } = message;
  const { content, addresses } = message;
  const isPossible = addresses.length > 0;
  await run(
    `insert into message (id, subject, recipient, once_key, sealed, channels, next_after_seconds,
       status, is_muted, sealed_words, due_at, ended_at)
     values ($1::uuid, $2, $3, $4, $5::bytea, $6::text[], $7::integer, $8, $10, $11::bytea,
       case when $9 then clock_timestamp() end, case when not $9 then clock_timestamp() end)
     on conflict (once_key) do nothing`,
    [
      id,
      subject,
      recipient,
      onceKey,
      isPossible && !isMuted ? await sealLetter(sealer, id, { content, addresses }) : null,
      addresses.map(({ kind }) => kind),
      nextAfterSeconds,
      isPossible ? 'WAITING' : 'DEAD',
      isPossible,
      isMuted,
      isMuted ? await sealWords(sealer, id, content) : null,
    ],
  );
}

/**
 * In the caller's transaction: what still waits about this need not be sent any more. An attempt
 * that is under way is not called back.
 *
 * @param recipient only what waits for them; everybody's when absent.
 */
export async function settleMessages(
  run: RunSql,
  subject: string,
  recipient: string | null = null,
): Promise<void> {
  await run(
    `update message set status = case when accepted_at is not null then 'SENT'
         when is_muted and attempts > 0 then 'MUTED' else 'SETTLED' end,
       sealed = null, due_at = null, ended_at = clock_timestamp()
     where subject = $1 and ended_at is null and ($2::text is null or recipient = $2)`,
    [subject, recipient],
  );
}

export const messageStatuses = ['WAITING', 'SENT', 'SETTLED', 'DEAD', 'MUTED'] as const;
/**
 * `SENT`: a provider took it. `SETTLED`: nobody needed it any more before one did. `DEAD`: nobody
 * took it, and it is not tried any more. `MUTED`: a rehearsal of one that would have been sent.
 */
export type MessageStatus = (typeof messageStatuses)[number];

/** One attempt, as the delivery log keeps it: by what, when, with what result; never to where. */
export interface LoggedAttempt {
  readonly number: number;
  readonly channel: ChannelKind;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** Null while it is under way, or when its process ended before it knew. */
  readonly outcome: Outcome['kind'] | null;
  readonly reason: string | null;
}

export interface LoggedMessage {
  readonly id: string;
  readonly subject: string;
  readonly recipient: string;
  readonly status: MessageStatus;
  readonly isMuted: boolean;
  readonly queuedAt: Date;
  readonly acceptedAt: Date | null;
  readonly attempts: readonly LoggedAttempt[];
}

interface AttemptRow {
  number: number;
  channel: ChannelKind;
  startedAt: string;
  endedAt: string | null;
  outcome: Outcome['kind'] | null;
  reason: string | null;
}

/**
 * What a muted message would have said, for whoever it would have reached; null of every other, and
 * of one that is not there.
 */
export async function readMutedWords(
  pool: Pool,
  sealer: Sealer,
  messageId: string,
): Promise<Letter['content'] | null> {
  const { rows } = await pool.query<{ words: Buffer | null }>(
    'select sealed_words as words from message where id = $1 and is_muted',
    [messageId],
  );
  const words = rows[0]?.words ?? null;
  return words === null ? null : openWords(sealer, messageId, words);
}

/** What was queued about a subject, oldest first, with every attempt. */
export const readMessages = (pool: Pool, subject: string): Promise<LoggedMessage[]> =>
  readLog(pool, 'where subject = $1 order by queued_at, id', [subject]);

/** What reached nobody and is not purged yet, the newest first, with every attempt; no rehearsals. */
export const readDeadLetters = (pool: Pool, most: number): Promise<LoggedMessage[]> =>
  readLog(pool, `where status = 'DEAD' and not is_muted order by ended_at desc, id limit $1`, [
    most,
  ]);

async function readLog(
  pool: Pool,
  which: string,
  values: readonly unknown[],
): Promise<LoggedMessage[]> {
  const { rows } = await pool.query<Omit<LoggedMessage, 'attempts'> & { attempts: AttemptRow[] }>(
    `select id, subject, recipient, status, is_muted as "isMuted", queued_at as "queuedAt", accepted_at as "acceptedAt",
       coalesce((
         select jsonb_agg(jsonb_build_object(
           'number', number, 'channel', channel, 'startedAt', started_at,
           'endedAt', attempt.ended_at, 'outcome', outcome, 'reason', reason
         ) order by number) from delivery_attempt as attempt where message_id = message.id
       ), '[]') as attempts
     from message ${which}`,
    [...values],
  );
  return rows.map(({ attempts, ...message }) => ({
    ...message,
    attempts: attempts.map((attempt) => ({
      ...attempt,
      startedAt: new Date(attempt.startedAt),
      endedAt: attempt.endedAt === null ? null : new Date(attempt.endedAt),
    })),
  }));
}

export interface QueueDepth {
  readonly waiting: number;
  readonly dead: number;
}

/** How much waits, and how much was given up and not purged yet; no rehearsals. */
export async function readQueueDepth(pool: Pool): Promise<QueueDepth> {
  const { rows } = await pool.query<{ waiting: number; dead: number }>(
    `select (select count(*)::integer from message where due_at is not null and not is_muted) as waiting,
       (select count(*)::integer from message where status = 'DEAD' and not is_muted) as dead`,
  );
  return rows[0] ?? { waiting: 0, dead: 0 };
}
