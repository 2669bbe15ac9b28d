import { setTimeout as delay } from 'node:timers/promises';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Log } from '../log.ts';
import type { Broker } from './broker.ts';
import type { Placed } from './event-log.ts';
import { ensureStream, lastPosition, subjectOf } from './stream.ts';

const againMilliseconds = 1000;

export interface PublisherOptions {
  readonly broker: Broker;
  readonly subgraph: string;
  /** Some of the next events after a position; none when there is no more. */
  readonly read: (after: number) => Promise<readonly Placed[]>;
  readonly log: Log;
}

export interface Publisher extends AsyncDisposable {
  /** Publishes what was placed, or leaves it to the catching up after the next failure. */
  readonly send: (placed: readonly Placed[]) => void;
}

/**
 * Publishes positions to a subgraph's stream. With each new connection, and whenever an
 * acknowledgement is missing, it makes the stream if that is gone and goes on from the last
 * position in it. So a broker that was away, or lost everything, is told again by itself.
 */
export function createPublisher({ broker, subgraph, read, log }: PublisherOptions): Publisher {
  const closing = new AbortController();
  const nothing = () => undefined;
  let send: Publisher['send'] = nothing;
  let running = Promise.resolve();

  async function keepTold(connection: NatsConnection): Promise<void> {
    if (connection.isClosed()) return;
    const client = jetstream(connection);
    const publish = (placed: readonly Placed[]) =>
      Promise.all(
        placed.map(({ id, position }) =>
          client.publish(subjectOf(subgraph), String(position), { msgID: id }),
        ),
      );

    async function catchUp(): Promise<void> {
      const manager = await jetstreamManager(connection);
      await ensureStream(manager, subgraph);
      let position = await lastPosition(manager, subgraph);
      for (;;) {
        const batch = await read(position);
        if (batch.length === 0) return;
        await publish(batch);
        position = batch.at(-1)?.position ?? position;
      }
    }

    const ended = connection.closed();
    while (!closing.signal.aborted && !connection.isClosed()) {
      const failure = Promise.withResolvers<never>();
      failure.promise.catch(nothing);
      // Already while catching up: what both publish has one id, and is kept once.
      send = (placed) => void publish(placed).catch(failure.reject);
      try {
        await catchUp();
        await Promise.race([failure.promise, ended]);
      } catch (error) {
        log.warn('Cannot publish positions; trying again', { subgraph, error });
        const pause = { signal: closing.signal, ref: false };
        await delay(againMilliseconds, undefined, pause).catch(nothing);
      }
    }
    send = nothing;
  }

  const detach = broker.attach((connection) => {
    // After the connection before it, whose last attempt may still be under way.
    running = running.then(() => keepTold(connection));
  });

  return {
    send: (placed) => send(placed),
    async [Symbol.asyncDispose]() {
      detach();
      closing.abort();
      send = nothing;
    },
  };
}
