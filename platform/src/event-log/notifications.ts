import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Log } from '../log.ts';
import type { Listen } from './event-log.ts';

/** The channel on which PostgreSQL says that positions were given. */
export const positionsChannel = 'event_positions';

const againMilliseconds = 1000;

/**
 * Listens for positions given by any process to the log of one database.
 *
 * @param connect a connection of its own for LISTEN; made again when it breaks.
 */
export function listenInDatabase(connect: () => Client, log: Log): Listen {
  return async (wake, signal) => {
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
      await delay(againMilliseconds, undefined, { signal, ref: false }).catch(() => undefined);
    }
  };
}
