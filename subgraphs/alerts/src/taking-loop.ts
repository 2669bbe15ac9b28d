import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '@alert-button/platform/log.ts';
import { takeWaiting } from './commands/take-waiting.ts';
import type { Services } from './commands/services.ts';

const everyMilliseconds = 500;

/**
 * Looks twice a second, until disposed, for alerts of groups that an officer has taken, and again at
 * once while there were any. A failed look is repeated at the next.
 */
export function takeRegularly(services: Services, log: Log): AsyncDisposable {
  const closing = new AbortController();
  const run = async () => {
    while (!closing.signal.aborted) {
      try {
        const taken = await takeWaiting(services);
        if (taken > 0) continue;
      } catch (error) {
        log.warn('Cannot acknowledge a group; trying again', { error });
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
