import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import type { Log } from '../log.ts';
import { Bell } from './bell.ts';
import {
  countFailure,
  defaultPausesMilliseconds,
  forgetFailures,
  pauseLeft,
  requestedReplays,
  settleReplay,
} from './dead-letters.ts';
import { isFaultOfEvent } from './event-fault.ts';
import type { Consumer, Listen, LoggedEvent } from './event-log.ts';
import { readEvents } from './read-events.ts';

const batchSize = 100;
const defaultPollMilliseconds = 1000;

export interface ConsumerOptions {
  /** Names the cursor in the consumer's own database. */
  readonly name: string;
  /** The producer's database through its reader role, which may read the view `events` only. */
  readonly source: Pool;
  /** Wakes when the producer may have something new. */
  readonly listen: Listen;
  /** The consumer's own database: `consumer_cursor`, `consumer_failure`, `dead_letter`. */
  readonly target: Pool;
  /**
   * The effect, in the same transaction as the cursor: it happens once per event or not at all.
   * When it throws and the event is to blame, the event is tried again after each of the pauses,
   * then put aside as a dead letter. Replayed, it comes after later ones: what it would change may
   * be newer by then, and has to stay.
   */
  readonly apply: (transaction: PoolClient, event: LoggedEvent) => Promise<void>;
  /**
   * Called at the first look and whenever the cursor has moved or a dead letter was replayed, be it
   * by another process of the same name: what this one keeps in memory may be old. When it throws,
   * again at the next look.
   */
  readonly applied: () => Promise<void>;
  readonly log: Log;
  /** How long what no wake-up told of may stay unseen. Default: 1000. */
  readonly pollMilliseconds?: number;
  /** Between the tries of an event that fails. Default: four, some four seconds together. */
  readonly pausesMilliseconds?: readonly number[];
}

/** What one look has done: events it read, and how long one of them wants to be left alone. */
interface Progress {
  readonly count: number;
  readonly retryMilliseconds?: number;
}

/** A durable consumer of another subgraph's log; keeps trying while the producer is away. */
export function createConsumer(options: ConsumerOptions): Consumer {
  const { name, source, listen, target, apply, applied, log } = options;
  const { pollMilliseconds = defaultPollMilliseconds } = options;
  const { pausesMilliseconds = defaultPausesMilliseconds } = options;
  const closing = new AbortController();
  const bell = new Bell();
  let told = '';

  /** Runs `work` in a transaction that holds the cursor: of all processes of the name, one. */
  async function holdingCursor<T>(
    work: (transaction: PoolClient, position: number) => Promise<T>,
  ): Promise<T> {
    const transaction = await target.connect();
    // While it is held and nothing is asked of it, a connection that is lost tells nobody else, and
    // without a listener it would end the process. The next statement on it fails and says so.
    const noticed = () => undefined;
    transaction.on('error', noticed);
    try {
      // What is checked at COMMIT could not be blamed on one event.
      await transaction.query('begin; set constraints all immediate');
      await transaction.query(
        'insert into consumer_cursor (name, position) values ($1, 0) on conflict do nothing',
        [name],
      );
      // The row lock lets two processes share the name: the second waits, then reads on.
      const cursor = await transaction.query<{ position: string }>(
        'select position from consumer_cursor where name = $1 for update',
        [name],
      );
      const result = await work(transaction, Number(cursor.rows[0]?.position ?? 0));
      await transaction.query('commit');
      return result;
    } catch (error) {
      await transaction.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      transaction.off('error', noticed);
      transaction.release();
    }
  }

  /**
   * Applies one event, or undoes it and gives its failure.
   *
   * @throws what is not the event's fault: nothing is counted, and everything is tried again.
   */
  async function attempt(
    transaction: PoolClient,
    event: LoggedEvent,
  ): Promise<{ readonly error: unknown } | undefined> {
    await transaction.query('savepoint event');
    try {
      await apply(transaction, event);
      await transaction.query('release savepoint event');
      return undefined;
    } catch (error) {
      // Fails when the connection is gone, and then the event is not to blame.
      await transaction.query('rollback to savepoint event');
      if (!isFaultOfEvent(error)) throw error;
      return { error };
    }
  }

  /** Applies one batch, up to an event that fails and is to be tried again. */
  async function step(): Promise<Progress> {
    const alarms: (() => void)[] = [];
    const progress = await holdingCursor(async (transaction, before): Promise<Progress> => {
      const batch = await readEvents(source, before, batchSize);
      const left = batch[0] && (await pauseLeft(transaction, name, batch[0].position));
      if (left) return { count: 0, retryMilliseconds: left };
      let position = before;
      let retryMilliseconds: number | undefined;
      for (const event of batch) {
        const failure = await attempt(transaction, event);
        if (failure !== undefined) {
          const { error } = failure;
          const outcome = await countFailure(transaction, name, event, error, pausesMilliseconds);
          const facts = { consumer: name, position: event.position, eventId: event.id, error };
          if (outcome !== 'PUT_ASIDE') {
            alarms.push(() => log.warn('An event cannot be applied; trying it again', facts));
            ({ retryMilliseconds } = outcome);
            break;
          }
          alarms.push(() => log.error('An event was put aside as a dead letter', facts));
        }
        position = event.position;
      }
      if (position !== before) {
        await transaction.query('update consumer_cursor set position = $2 where name = $1', [
          name,
          position,
        ]);
        await forgetFailures(transaction, name, position);
      }
      return {
        count: batch.length,
        ...(retryMilliseconds === undefined ? {} : { retryMilliseconds }),
      };
    });
    for (const raise of alarms) raise();
    return progress;
  }

  /** Applies the dead letters that somebody asked for. */
  async function replay(): Promise<void> {
    if ((await requestedReplays(target, name)).length === 0) return;
    const outcomes: (() => void)[] = [];
    await holdingCursor(async (transaction) => {
      for (const position of await requestedReplays(transaction, name)) {
        const [event] = await readEvents(source, position - 1, 1);
        if (event?.position !== position) throw new Error('The producer no longer has the event');
        const failure = await attempt(transaction, event);
        await settleReplay(transaction, name, position, failure);
        const facts = { consumer: name, position, eventId: event.id };
        outcomes.push(() =>
          failure === undefined
            ? log.info('A dead letter was replayed', facts)
            : log.error('A dead letter could not be replayed', { ...facts, error: failure.error }),
        );
      }
    });
    for (const say of outcomes) say();
  }

  /** Told again until it succeeds: what is committed will not come back. */
  async function tell(): Promise<void> {
    const { rows } = await target.query<{ state: string }>(
      `select position || '/' ||
         (select count(*) from dead_letter where consumer = name and replayed_at is not null) as state
       from consumer_cursor where name = $1`,
      [name],
    );
    const state = rows[0]?.state ?? '';
    if (state !== told) await applied();
    told = state;
  }

  async function drain(): Promise<void> {
    await replay();
    for (;;) {
      const { count, retryMilliseconds } = await step();
      await tell();
      if (retryMilliseconds !== undefined) {
        await delay(retryMilliseconds, undefined, { signal: closing.signal });
      } else if (count === 0) return;
    }
  }

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      const woken = bell.wait(closing.signal, pollMilliseconds);
      try {
        await drain();
      } catch (error) {
        if (!closing.signal.aborted) {
          log.warn('The producer cannot be read; trying again', { consumer: name, error });
        }
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
