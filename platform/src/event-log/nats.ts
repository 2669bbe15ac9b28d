import type { Subscription } from '@nats-io/transport-node';
import type { Broker } from './broker.ts';
import type { EventLog, Listen, Placed } from './event-log.ts';
import { createEventLog, type EventLogOptions } from './postgres.ts';
import { createPublisher } from './publisher.ts';
import { subjectOf } from './stream.ts';

const mostAtOnce = 1000;

/**
 * Listens for positions given to one subgraph's log, by a plain subscription to the subject of its
 * stream. A consumer of the stream would remember a sequence, and after a wipe the sequence begins
 * anew: it would wait for numbers that come only much later. Here the cursor is a position in
 * PostgreSQL, and what was told while nobody listened is found by looking.
 */
export function listenOnBroker(broker: Broker, subgraph: string): Listen {
  const subject = subjectOf(subgraph);
  return (wake, signal) => {
    const ended = Promise.withResolvers<void>();
    let subscription: Subscription | undefined;
    const detach = broker.attach((connection) => {
      subscription = connection.subscribe(subject, { callback: () => wake() });
      // Once the server has the subscription: whatever came before it is found by looking.
      connection.flush().then(wake, () => undefined);
    });
    const end = () => {
      detach();
      subscription?.unsubscribe();
      ended.resolve();
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
    return ended.promise;
  };
}

export interface NatsEventLogOptions extends Omit<EventLogOptions, 'wakeUps'> {
  readonly broker: Broker;
  /** Names the stream. */
  readonly subgraph: string;
}

/** The log with its positions published to JetStream (`stream.ts` says what for). */
export function createNatsEventLog(options: NatsEventLogOptions): EventLog {
  const { broker, subgraph, pool, log } = options;

  /** The next after a position, of the newest ones alone: nobody needs to be told of all. */
  async function read(after: number): Promise<readonly Placed[]> {
    const { rows } = await pool.query<{ id: string; position: string }>(
      `select id, position from event
       where position > greatest($1, (select position from log_head) - $2)
       order by position limit $2`,
      [after, mostAtOnce],
    );
    return rows.map(({ id, position }) => ({ id, position: Number(position) }));
  }

  const publisher = createPublisher({ broker, subgraph, read, log });
  const wakeUps = { send: publisher.send, listen: listenOnBroker(broker, subgraph) };
  const events = createEventLog({ ...options, wakeUps });
  return {
    ...events,
    async [Symbol.asyncDispose]() {
      await events[Symbol.asyncDispose]();
      await publisher[Symbol.asyncDispose]();
    },
  };
}
