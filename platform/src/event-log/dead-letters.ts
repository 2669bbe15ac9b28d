import type { Pool, PoolClient } from 'pg';
import { nameFailure } from './event-fault.ts';
import type { LoggedEvent } from './event-log.ts';

/* What a consumer could not apply: counted durably, put aside in the end, replayed when asked. */

/** How long the stream waits after the first, second … failure of an event. */
export const defaultPausesMilliseconds: readonly number[] = [200, 500, 1_000, 2_000];

/** How far an event came that fails: it is tried again after that, or was put aside. */
export type Outcome = { readonly retryMilliseconds: number } | 'PUT_ASIDE';

/** How long the stream still has to wait for the event at `position`; 0 when it need not. */
export async function pauseLeft(
  transaction: PoolClient,
  consumer: string,
  position: number,
): Promise<number> {
  const { rows } = await transaction.query<{ left: number }>(
    `select extract(epoch from retry_at - clock_timestamp())::float8 * 1000 as left
     from consumer_failure where consumer = $1 and position = $2`,
    [consumer, position],
  );
  return Math.max(0, Math.ceil(rows[0]?.left ?? 0));
}

/**
 * Counts a failure of the event, whichever process met it; after the last pause there is no further
 * try and the event is put aside. The caller holds the cursor's lock and moves the cursor past it.
 */
export async function countFailure(
  transaction: PoolClient,
  consumer: string,
  event: LoggedEvent,
  error: unknown,
  pausesMilliseconds: readonly number[],
): Promise<Outcome> {
  const { rows } = await transaction.query<{ attempts: number }>(
    `insert into consumer_failure as failure (consumer, position, attempts, retry_at)
     values ($1, $2, 1, clock_timestamp())
     on conflict (consumer) do update set position = excluded.position,
       attempts = case when failure.position = excluded.position then failure.attempts else 0 end + 1,
       first_failed_at = case when failure.position = excluded.position
         then failure.first_failed_at else excluded.first_failed_at end
     returning attempts`,
    [consumer, event.position],
  );
  const attempts = rows[0]?.attempts ?? 1;
  const retryMilliseconds = pausesMilliseconds[attempts - 1];
  if (retryMilliseconds !== undefined) {
    await transaction.query(
      `update consumer_failure set retry_at = clock_timestamp() + $2 * interval '1 millisecond'
       where consumer = $1`,
      [consumer, retryMilliseconds],
    );
    return { retryMilliseconds };
  }
  await transaction.query(
    `with failure as (delete from consumer_failure where consumer = $1 returning *)
     insert into dead_letter
       (consumer, position, event_id, kind, subject_id, attempts, failure, first_failed_at)
     select consumer, position, $2, $3, $4, attempts, $5, first_failed_at from failure`,
    [consumer, event.id, event.kind, event.subjectId, nameFailure(error)],
  );
  return 'PUT_ASIDE';
}

/** What was counted of events that have gone through since. */
export async function forgetFailures(
  transaction: PoolClient,
  consumer: string,
  position: number,
): Promise<void> {
  await transaction.query('delete from consumer_failure where consumer = $1 and position <= $2', [
    consumer,
    position,
  ]);
}

/** Positions of the dead letters that somebody asked to have applied again. */
export async function requestedReplays(
  database: Pool | PoolClient,
  consumer: string,
): Promise<readonly number[]> {
  const { rows } = await database.query<{ position: string }>(
    `select position from dead_letter
     where consumer = $1 and replay_requested_at is not null and replayed_at is null
     order by position`,
    [consumer],
  );
  return rows.map(({ position }) => Number(position));
}

/** Writes down how a replay went; one that failed has to be asked for again. */
export async function settleReplay(
  transaction: PoolClient,
  consumer: string,
  position: number,
  failure: { readonly error: unknown } | undefined,
): Promise<void> {
  await transaction.query(
    failure === undefined
      ? `update dead_letter set replayed_at = clock_timestamp()
         where consumer = $1 and position = $2`
      : `update dead_letter set replay_requested_at = null, attempts = attempts + 1,
           last_failed_at = clock_timestamp(), failure = $3
         where consumer = $1 and position = $2`,
    failure === undefined ? [consumer, position] : [consumer, position, nameFailure(failure.error)],
  );
}
