import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '@alert-button/platform/log.ts';
import { shortenLog } from './commands/shorten-log.ts';
import type { Database } from './store/database.ts';

const everyMilliseconds = 3_600_000;

/** Shortens the feeds at start and every hour until disposed. A failed round is made up for later. */
export function shortenLogRegularly(database: Database, days: number, log: Log): AsyncDisposable {
  const closing = new AbortController();
  const run = async () => {
    while (!closing.signal.aborted) {
      try {
        const count = await shortenLog(database, days);
        if (count > 0) log.info('Took old events out of the feeds', { count });
      } catch (error) {
        log.warn('Cannot shorten the feeds; trying again', { error });
      }
      await delay(everyMilliseconds, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    async [Symbol.asyncDispose]() {
      closing.abort();
      await running;
    },
  };
}
