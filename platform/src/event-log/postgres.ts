import type { Client, Pool } from 'pg';
import type { Log } from '../log.ts';
import { Bell } from './bell.ts';
import type { EventLog, Hint, WakeUps } from './event-log.ts';
import { listenInDatabase, positionsChannel } from './notifications.ts';

const defaultPollMilliseconds = 200;
const batchSize = 1000;

/**
 * Gives every event that has none its position, in order of insertion. Sent as one simple query:
 * the server runs it as one transaction whatever becomes of the client, so a process that is
 * stopped half-way cannot keep the lock. The lock is a statement of its own because the next one
 * must take its snapshot after the lock is held, or it would miss what its predecessor placed.
 *
 * A bare `sequence > cursor` reader loses events of transactions that commit out of order; one
 * bounded by the oldest open transaction stalls on a neighbour's. Hence positions.
 *
 * What was placed stays in the index of what has no position until a vacuum. A plain scan of it
 * marks such entries and passes them over from then on; a bitmap, which the planner prefers once
 * there are many, reads all of them in every round.
 */
const givePositions = `
  set local enable_bitmapscan = off;
  set local enable_seqscan = off;
  select pg_advisory_xact_lock(hashtext('event_positions'));
  with pending as (
    select id, feeds, row_number() over (order by sequence) as place
    from (select id, feeds, sequence from event where position is null
          order by sequence limit ${batchSize}) as waiting
  ), head as (
    update log_head set position = position + (select count(*) from pending)
    where exists (select from pending)
    returning position - (select count(*) from pending) as base
  ), placed as (
    update event set position = head.base + pending.place
    from pending, head where event.id = pending.id
    returning event.position, event.id, event.feeds
  ), entries as (
    insert into feed_entry (feed, position, event_id)
    select feed, placed.position, placed.id from placed, unnest(placed.feeds) as feed
  )
  select position, id, pg_notify('${positionsChannel}', '') from placed order by position;`;

interface PlacedRow {
  readonly id: string;
  readonly position: string;
}

export interface EventLogOptions {
  readonly pool: Pool;
  readonly wakeUps: WakeUps;
  readonly log: Log;
  /** How long what no wake-up told of may stay unseen. Default: 200. */
  readonly pollMilliseconds?: number;
}

/**
 * The log in PostgreSQL, whatever carries the wake-ups: tables `event`, `feed_entry` and `log_head`
 * of the producer's database.
 */
export function createEventLog(options: EventLogOptions): EventLog {
  const { pool, wakeUps, log, pollMilliseconds = defaultPollMilliseconds } = options;
  const closing = new AbortController();
  const placed = new Bell();
  const announced = new Bell();

  async function place(): Promise<void> {
    // A multi-statement query answers with one result per statement; the last has the rows.
    const results = (await pool.query(givePositions)) as unknown as { rows: PlacedRow[] }[];
    const rows = results.at(-1)?.rows ?? [];
    if (rows.length > 0) {
      placed.ring();
      wakeUps.send(rows.map(({ id, position }) => ({ id, position: Number(position) })));
    }
    if (rows.length === batchSize) await place();
  }

  /** One round at a time: presses that commit during a round share the next. */
  async function keepPlacing(): Promise<void> {
    while (!closing.signal.aborted) {
      const next = announced.wait(closing.signal, pollMilliseconds);
      try {
        await place();
      } catch (error) {
        log.warn('Cannot give positions; trying again', { error });
      }
      await next;
    }
  }

  async function head(): Promise<number> {
    const { rows } = await pool.query<{ position: string }>('select position from log_head');
    return Number(rows[0]?.position ?? 0);
  }

  async function* hints(after: number, signal: AbortSignal): AsyncGenerator<readonly Hint[]> {
    let position = after;
    const ended = AbortSignal.any([signal, closing.signal]);
    while (!ended.aborted) {
      const next = placed.wait(ended, pollMilliseconds);
      const { rows } = await pool.query<{ position: string; feeds: string[] }>(
        'select position, feeds from event where position > $1 order by position limit $2',
        [position, batchSize],
      );
      if (rows.length > 0) {
        const batch = rows.map((row) => ({ position: Number(row.position), feeds: row.feeds }));
        position = batch.at(-1)?.position ?? position;
        yield batch;
      } else {
        await next;
      }
    }
  }

  const running = Promise.all([keepPlacing(), wakeUps.listen(() => placed.ring(), closing.signal)]);

  return {
    announce: () => announced.ring(),
    hints,
    head,
    async [Symbol.asyncDispose]() {
      closing.abort();
      placed.ring();
      announced.ring();
      await running;
    },
  };
}

export interface PostgresEventLogOptions extends Omit<EventLogOptions, 'wakeUps'> {
  /** A connection of its own for LISTEN; made again when it breaks. */
  readonly connect: () => Client;
}

/** The log with PostgreSQL's own notifications, which travel with the positions. */
export function createPostgresEventLog(options: PostgresEventLogOptions): EventLog {
  const listen = listenInDatabase(options.connect, options.log);
  return createEventLog({ ...options, wakeUps: { send: () => undefined, listen } });
}
