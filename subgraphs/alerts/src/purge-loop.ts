import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '@alert-button/platform/log.ts';
import { purgeAlerts } from './commands/purge-alerts.ts';
import type { Services } from './commands/services.ts';

const everyMilliseconds = 10_000;

/**
 * Looks at start and every ten seconds, until disposed, for drills and alerts of the sandbox whose
 * time is over, and again at once while there were any. A failed look is repeated at the next.
 */
export function purgeRegularly(services: Services, log: Log): AsyncDisposable {
  const closing = new AbortController();
  const run = async () => {
    while (!closing.signal.aborted) {
      try {
        const count = await purgeAlerts(services);
        if (count > 0) log.info('Ended or purged rehearsals', { count });
        if (count > 0) continue;
      } catch (error) {
        log.warn('Cannot purge rehearsals; trying again', { error });
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
