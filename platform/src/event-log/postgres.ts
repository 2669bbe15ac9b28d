import { setTimeout as delay } from 'node:timers/promises';
import type { Client, Pool } from 'pg';
import type { Log } from '../log.ts';
import type { EventLog, Hint } from './event-log.ts';

/** The channel on which a log says that positions were given. A hint to look, never the truth. */
export const positionsChannel = 'event_positions';

const pollMilliseconds = 200;
const batchSize = 1000;

/**
 * Gives every event that has none its position, in order of insertion. Sent as one simple query:
 * the server runs it as one transaction whatever becomes of the client, so a process that is
 * stopped half-way cannot keep the lock. The lock is a statement of its own because the next one
 * must take its snapshot after the lock is held, or it would miss what its predecessor placed.
 *
 * A bare `sequence > cursor` reader loses events of transactions that commit out of order; one
 * bounded by the oldest open transaction stalls on a neighbour's. Hence positions.
 */
const givePositions = `
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
  select position, feeds, pg_notify('${positionsChannel}', '') from placed order by position;`;

/** Several waiters, woken together. */
class Bell {
  #waiting = new Set<() => void>();

  ring(): void {
    const waiting = this.#waiting;
    this.#waiting = new Set();
    for (const wake of waiting) wake();
  }

  /** Resolves at the next ring, after the poll interval, or when aborted. */
  wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, pollMilliseconds).unref();
      signal.addEventListener('abort', wake);
      this.#waiting.add(wake);
      if (signal.aborted) wake();
    });
  }
}

export interface PostgresEventLogOptions {
  readonly pool: Pool;
  /** A connection of its own for LISTEN; made again when it breaks. */
  readonly connect: () => Client;
  readonly log: Log;
}

/** Listens for positions given by any process and calls `wake`; reconnects until aborted. */
export async function listenForPositions(
  connect: () => Client,
  wake: () => void,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const client = connect();
    const lost = new Promise<void>((resolve) => {
      client.on('error', () => resolve());
      client.on('end', () => resolve());
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    try {
      await client.connect();
      client.on('notification', wake);
      await client.query(`listen ${positionsChannel}`);
      wake();
      await lost;
    } catch (error) {
      log.warn('Cannot listen for positions; polling meanwhile', { error });
    }
    await client.end().catch(() => undefined);
    await delay(1000, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** The log in PostgreSQL: tables `event`, `feed_entry` and `log_head` of the producer's database. */
export function createPostgresEventLog(options: PostgresEventLogOptions): EventLog {
  const { pool, connect, log } = options;
  const closing = new AbortController();
  const placed = new Bell();
  const announced = new Bell();

  async function place(): Promise<void> {
    // A multi-statement query answers with one result per statement; the last has the rows.
    const results = (await pool.query(givePositions)) as unknown as { rowCount: number }[];
    const count = results.at(-1)?.rowCount ?? 0;
    if (count > 0) placed.ring();
    if (count === batchSize) await place();
  }

  /** One round at a time: presses that commit during a round share the next. */
  async function keepPlacing(): Promise<void> {
    while (!closing.signal.aborted) {
      const next = announced.wait(closing.signal);
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
      const next = placed.wait(ended);
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

  const running = Promise.all([
    keepPlacing(),
    listenForPositions(connect, () => placed.ring(), log, closing.signal),
  ]);

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
