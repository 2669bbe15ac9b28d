import { setTimeout as delay } from 'node:timers/promises';
import { connect, type ConnectionOptions, type NatsConnection } from '@nats-io/transport-node';
import type { Log } from '../log.ts';

const againMilliseconds = 1000;
const connectWithinMilliseconds = 5000;
/** A line that does not answer for twice this long is dead. */
const pingMilliseconds = 5000;

/** What is done with a connection; begun anew with the next one. */
export type Session = (connection: NatsConnection) => void;

/** The one connection of this process to NATS, made again for as long as it lives. */
export interface Broker extends AsyncDisposable {
  /** Begins with the connection there is, if any, and with each new one; returns how to stop. */
  attach(session: Session): () => void;
}

/** `nats://user:password@host:4222`, `nats://token@host`, `tls://host`: the client knows no URLs. */
function connectionOptions(url: string): ConnectionOptions {
  const { protocol, host, username, password } = new URL(url);
  const [name, secret] = [username, password].map(decodeURIComponent) as [string, string];
  const credential = secret === '' ? { token: name } : { user: name, pass: secret };
  return {
    servers: host,
    ...(name === '' ? {} : credential),
    ...(protocol === 'tls:' ? { tls: {} } : {}),
  };
}

/**
 * Keeps a connection to NATS. The client's own reconnecting is off: a server that is not there yet,
 * one that went away and one that came back without its data are then the same thing, a new
 * connection, and nothing waits in a buffer meanwhile.
 *
 * @returns null without a URL.
 */
export function openBroker(url: string, log: Log): Broker | null {
  if (url === '') return null;
  const closing = new AbortController();
  const sessions = new Set<Session>();
  let current: NatsConnection | undefined;

  async function keepConnected(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        current = await connect({
          ...connectionOptions(url),
          reconnect: false,
          timeout: connectWithinMilliseconds,
          pingInterval: pingMilliseconds,
          maxPingOut: 2,
        });
        for (const session of sessions) session(current);
        if (closing.signal.aborted) await current.close();
        const error = await current.closed();
        if (!closing.signal.aborted) log.warn('NATS is gone; polling meanwhile', { error });
      } catch (error) {
        log.warn('Cannot reach NATS; polling meanwhile', { error });
      }
      current = undefined;
      const pause = { signal: closing.signal, ref: false };
      await delay(againMilliseconds, undefined, pause).catch(() => undefined);
    }
  }
  const running = keepConnected();

  return {
    attach(session) {
      sessions.add(session);
      if (current !== undefined && !current.isClosed()) session(current);
      return () => sessions.delete(session);
    },
    async [Symbol.asyncDispose]() {
      closing.abort();
      await current?.close();
      await running;
    },
  };
}
