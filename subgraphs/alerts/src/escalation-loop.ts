import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '@alert-button/platform/log.ts';
import { escalateDue } from './commands/escalate-due.ts';
import type { Services } from './commands/services.ts';

const everyMilliseconds = 1000;

/**
 * Looks for due steps every second until disposed, and again at once while there were any: what a
 * closed office's alerts wait for is a look. A failed one is repeated at the next.
 */
export function escalateRegularly(services: Services, log: Log): AsyncDisposable {
  const closing = new AbortController();
  const run = async () => {
    while (!closing.signal.aborted) {
      try {
        const taken = await escalateDue(services);
        if (taken > 0) continue;
      } catch (error) {
        log.warn('Cannot escalate; trying again', { error });
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
