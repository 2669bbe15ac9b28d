import type { Pool, PoolClient } from 'pg';
import type { Log } from '../log.ts';
import { Bell } from './bell.ts';
import type { Consumer, Listen, LoggedEvent } from './event-log.ts';

const batchSize = 100;
const defaultPollMilliseconds = 1000;

export interface ConsumerOptions {
  /** Names the cursor in the consumer's own database. */
  readonly name: string;
  /** The producer's database through its reader role, which may read the view `events` only. */
  readonly source: Pool;
  /** Wakes when the producer may have something new. */
  readonly listen: Listen;
  /** The consumer's own database, table `consumer_cursor`. */
  readonly target: Pool;
  /** The effect, in the same transaction as the cursor: it happens once per event or not at all. */
  readonly apply: (transaction: PoolClient, event: LoggedEvent) => Promise<void>;
  /**
   * Called at the first look and whenever the cursor has moved, be it by another process of the
   * same name: what this one keeps in memory may be old. When it throws, again at the next look.
   */
  readonly applied: () => Promise<void>;
  readonly log: Log;
  /** How long what no wake-up told of may stay unseen. Default: 1000. */
  readonly pollMilliseconds?: number;
}

interface EventRow {
  position: string;
  id: string;
  kind: string;
  subject_id: string;
  version: number;
  at: Date;
  payload: object;
}

/** A durable consumer of another subgraph's log; keeps trying while the producer is away. */
export function createConsumer(options: ConsumerOptions): Consumer {
  const { name, source, listen, target, apply, applied, log } = options;
  const { pollMilliseconds = defaultPollMilliseconds } = options;
  const closing = new AbortController();
  const bell = new Bell();
  let told = -1;

  async function readBatch(cursor: number): Promise<LoggedEvent[]> {
    const { rows } = await source.query<EventRow>(
      'select * from events where position > $1 order by position limit $2',
      [cursor, batchSize],
    );
    return rows.map((row) => ({
      position: Number(row.position),
      id: row.id,
      kind: row.kind,
      subjectId: row.subject_id,
      version: row.version,
      at: row.at,
      payload: row.payload,
    }));
  }

  /** Applies one batch; returns how many events it held. */
  async function step(): Promise<number> {
    const transaction = await target.connect();
    // While it is held and nothing is asked of it, a connection that is lost tells nobody else, and
    // without a listener it would end the process. The next statement on it fails and says so.
    const noticed = () => undefined;
    transaction.on('error', noticed);
    try {
      await transaction.query('begin');
      await transaction.query(
        'insert into consumer_cursor (name, position) values ($1, 0) on conflict do nothing',
        [name],
      );
      // The row lock lets two processes share the name: the second waits, then reads on.
      const cursor = await transaction.query<{ position: string }>(
        'select position from consumer_cursor where name = $1 for update',
        [name],
      );
      const before = Number(cursor.rows[0]?.position ?? 0);
      const batch = await readBatch(before);
      for (const event of batch) await apply(transaction, event);
      const position = batch.at(-1)?.position ?? before;
      if (position !== before) {
        await transaction.query('update consumer_cursor set position = $2 where name = $1', [
          name,
          position,
        ]);
      }
      await transaction.query('commit');
      // Told again until it succeeds: the batch is committed and will not come back.
      if (position !== told) await applied();
      told = position;
      return batch.length;
    } catch (error) {
      await transaction.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      transaction.off('error', noticed);
      transaction.release();
    }
  }

  async function drain(): Promise<void> {
    while ((await step()) > 0);
  }

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      const woken = bell.wait(closing.signal, pollMilliseconds);
      try {
        await drain();
      } catch (error) {
        log.warn('The producer cannot be read; trying again', { consumer: name, error });
      }
      await woken;
    }
  }

  const running = Promise.all([run(), listen(() => bell.ring(), closing.signal)]);

  return {
    caughtUp: drain,
    async [Symbol.asyncDispose]() {
      closing.abort();
      await running;
    },
  };
}
