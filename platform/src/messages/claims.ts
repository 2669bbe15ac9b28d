import type { Pool } from 'pg';
import type { ChannelKind, Outcome } from './channel.ts';
import type { Course, Next } from './course.ts';

/** An attempt that this process has taken upon itself; the row is nobody else's until the lease ends. */
export interface Claim extends Course {
  readonly id: string;
  /** The letter; null when nothing is to be sent, as of every muted message. */
  readonly sealed: Buffer | null;
  /** Number of the attempt: tells this claim from a later one. */
  readonly attempt: number;
  readonly channel: ChannelKind;
}

interface ClaimRow {
  id: string;
  sealed: Buffer | null;
  channels: ChannelKind[];
  place: number;
  round: number;
  refused: number[];
  attempts: number;
  is_muted: boolean;
  accepted: boolean;
  next_after_seconds: number | null;
  age_seconds: number;
}

export interface ClaimOptions {
  readonly kind: ChannelKind;
  readonly most: number;
  readonly leaseSeconds: number;
}

/**
 * Takes due messages whose next address is of this kind: they fall due again when the lease ends,
 * so what a killed process had taken is taken by another. The attempt is in the log before anything
 * is sent. What waits for other kinds is not even read, however much it is (`message_next`).
 */
export async function claimMessages(pool: Pool, options: ClaimOptions): Promise<Claim[]> {
  const { rows } = await pool.query<ClaimRow>({
    name: 'claim-messages',
    text: `
      with due as (
        select id from message
        where due_at <= clock_timestamp() and channels[place + 1] = $1
        order by due_at limit $2 for update skip locked
      ), claimed as (
        update message set attempts = attempts + 1,
          due_at = clock_timestamp() + make_interval(secs => $3::integer)
        from due where message.id = due.id
        returning message.id, sealed, channels, place, round, refused, attempts, next_after_seconds,
          is_muted,
          accepted_at is not null or is_muted and exists (
            select from delivery_attempt where message_id = message.id and outcome = 'MUTED'
          ) as accepted,
          extract(epoch from clock_timestamp() - queued_at)::float8 as age_seconds
      ), logged as (
        insert into delivery_attempt (message_id, number, channel, place)
        select id, attempts, channels[place + 1], place from claimed
      )
      select * from claimed`,
    values: [options.kind, options.most, options.leaseSeconds],
  });
  return rows.flatMap((row) => {
    const channel = row.channels[row.place];
    if (channel === undefined) return [];
    return {
      id: row.id,
      sealed: row.sealed,
      attempt: row.attempts,
      channel,
      places: row.channels.length,
      place: row.place,
      round: row.round,
      refused: row.refused,
      isMuted: row.is_muted,
      isAccepted: row.accepted,
      nextAfterSeconds: row.next_after_seconds,
      ageSeconds: row.age_seconds,
    };
  });
}

/**
 * Notes what came of an attempt and what follows, unless the message was settled or taken by
 * another meanwhile: then the attempt's outcome alone. Words and addresses go with the end.
 *
 * @returns whether this attempt was the message's end.
 */
export async function recordAttempt(
  pool: Pool,
  { id, attempt }: Claim,
  outcome: Outcome,
  next: Next,
): Promise<boolean> {
  const isAccepted = outcome.kind === 'ACCEPTED';
  const going = next.kind === 'TRY' ? next : null;
  const { rows } = await pool.query<{ ends: boolean }>({
    name: 'record-attempt',
    text: `
      with logged as (
        update delivery_attempt set ended_at = clock_timestamp(), outcome = $3, reason = $4
        where message_id = $1 and number = $2
      ), before as (
        select id, ended_at is null as goes_on from message
        where id = $1 and attempts = $2 for update
      )
      update message set
        accepted_at = case when $5 then coalesce(accepted_at, clock_timestamp()) else accepted_at end,
        status = case
          when ended_at is null then coalesce($6, status)
          when $5 and status = 'SETTLED' then 'SENT' else status end,
        place = coalesce($7::integer, place), round = coalesce($8::integer, round),
        refused = coalesce($9::integer[], refused),
        due_at = case when ended_at is null and $6::text is null
          then clock_timestamp() + make_interval(secs => $10::float8) end,
        sealed = case when $6::text is null then sealed end,
        ended_at = case when $6::text is null then ended_at
          else coalesce(ended_at, clock_timestamp()) end
      from before where message.id = before.id
      returning before.goes_on and ended_at is not null as ends`,
    values: [
      id,
      attempt,
      outcome.kind,
      'reason' in outcome ? outcome.reason : null,
      isAccepted,
      next.kind === 'END' ? next.status : null,
      going?.place ?? null,
      going?.round ?? null,
      going?.refused ?? null,
      going?.afterSeconds ?? null,
    ],
  });
  return rows[0]?.ends === true;
}

/** Deletes what ended so many days ago, with its log. */
export async function purgeMessages(pool: Pool, days: number): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from message where ended_at < clock_timestamp() - make_interval(days => $1::integer)`,
    [days],
  );
  return rowCount ?? 0;
}
