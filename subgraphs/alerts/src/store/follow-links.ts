import type { PoolClient } from 'pg';
import type { LoggedEvent } from '@alert-button/platform/event-log/event-log.ts';
import type { Sight } from '../domain/followed.ts';
import type { Database } from './database.ts';

interface MadePayload {
  readonly hash?: string;
  readonly personId: string;
  readonly alertId: string | null;
  readonly maySee: Sight;
  readonly expiresAt: string;
}

/**
 * Takes over what people's log says of links, in the transaction that moves the cursor. A link that
 * has ended stays so, in whatever order that is read.
 */
export async function applyFollowLinkEvent(
  transaction: PoolClient,
  { kind, payload, at }: LoggedEvent,
): Promise<void> {
  if (kind === 'FOLLOW_LINK_MADE') {
    const { hash, personId, alertId, maySee, expiresAt } = payload as MadePayload;
    // Emptied since, for the alert was purged.
    if (hash === undefined) return;
    await transaction.query(
      `insert into follow_link
         (token_hash, person_id, alert_id, may_see, made_at, expires_at, revoked_at)
       values ($1, $2, $3, $4, $5, $6,
         (select ended_at from ended_follow_link where token_hash = $1))
       on conflict do nothing`,
      [hash, personId, alertId, maySee, at, expiresAt],
    );
  } else if (kind === 'FOLLOW_LINK_REVOKED') {
    const { hash } = payload as { readonly hash: string };
    const { rowCount } = await transaction.query(
      `update follow_link set revoked_at = coalesce(revoked_at, clock_timestamp())
       where token_hash = $1`,
      [hash],
    );
    if (rowCount === 1) return;
    // Its making could not be read, and may be read again.
    await transaction.query(
      'insert into ended_follow_link (token_hash) values ($1) on conflict do nothing',
      [hash],
    );
  }
}

/** A link that is good now. */
export interface FollowLink {
  readonly tokenHash: string;
  readonly alertId: string;
  readonly maySee: Sight;
}

/**
 * An end that could not be read may have been that of any link there was, so until it is replayed
 * none of those is good.
 */
const isGood = `revoked_at is null and expires_at > clock_timestamp() and not exists (
  select from dead_letter where kind = 'FOLLOW_LINK_REVOKED' and replayed_at is null
    and last_failed_at > follow_link.made_at)`;

/**
 * The link with this hash, if it is good and its alert the person's own: whoever made it may have
 * told the id of another.
 */
export async function findFollowLink(
  { pool }: Database,
  tokenHash: string,
): Promise<FollowLink | null> {
  const { rows } = await pool.query<FollowLink>(
    `select token_hash as "tokenHash", alert.id as "alertId", may_see as "maySee"
     from follow_link join alert on alert.id = follow_link.alert_id
       and alert.person_id = follow_link.person_id
     where token_hash = $1 and ${isGood}`,
    [tokenHash],
  );
  return rows[0] ?? null;
}

/**
 * Gives a link that was made for no alert the one that is open now, or was raised since: the real
 * thing before a rehearsal, and then for good.
 */
export async function bindFollowLink({ pool }: Database, tokenHash: string): Promise<void> {
  await pool.query(
    `update follow_link set alert_id = (
       select alert.id from alert
       where alert.person_id = follow_link.person_id and alert.environment = 'LIVE'
         and (alert.closed_at is null or alert.raised_at >= follow_link.made_at)
       order by alert.is_drill, alert.raised_at desc limit 1
     )
     where token_hash = $1 and alert_id is null and ${isGood}`,
    [tokenHash],
  );
}

/** Counts that a link was opened, with its audit entry. By whom, nobody wants to know. */
export async function countOpening(
  { pool }: Database,
  { tokenHash, alertId }: FollowLink,
  requestId: string,
): Promise<void> {
  await pool.query(
    `with opened as (
       update follow_link set opened_count = opened_count + 1,
         first_opened_at = coalesce(first_opened_at, clock_timestamp()),
         last_opened_at = clock_timestamp()
       where token_hash = $1 returning opened_count
     )
     insert into audit_entry (actor_kind, actor_id, action, subject_id, request_id, facts)
     select 'FOLLOWER', $1, 'openFollowLink', $2, $3, jsonb_build_object('count', opened_count)
     from opened`,
    [tokenHash, alertId, requestId],
  );
}

/** Hashes of the good links to these alerts. */
export async function findFollowers(
  { pool }: Database,
  alertIds: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await pool.query<{ token_hash: string }>(
    `select token_hash from follow_link where alert_id = any($1::uuid[]) and ${isGood}`,
    [alertIds],
  );
  return rows.map((row) => row.token_hash);
}

export interface FollowNews {
  /** By the clock of the database. */
  readonly now: Date;
  /** Whether any link is good: where nobody follows, nobody need be looked for. */
  readonly isAnyGood: boolean;
  /** Hashes of the links that have ended since. */
  readonly ended: readonly string[];
}

/** Which links have ended since a time, or shortly before: two looks may tell the same. */
export async function readFollowNews({ pool }: Database, since: Date): Promise<FollowNews> {
  const { rows } = await pool.query<FollowNews>(
    `select clock_timestamp() as now,
       exists (select from follow_link where ${isGood}) as "isAnyGood",
       array(
         select token_hash from follow_link
         where revoked_at > $1::timestamptz - interval '2 seconds'
         union
         select token_hash from follow_link
         where expires_at > $1::timestamptz - interval '2 seconds'
           and expires_at <= clock_timestamp()
       ) as ended`,
    [since],
  );
  const [news] = rows;
  if (news === undefined) throw new Error('The database does not know the time');
  return news;
}
