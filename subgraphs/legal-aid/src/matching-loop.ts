import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '@alert-button/platform/log.ts';
import { lookAtDue } from './commands/look-at-due.ts';
import type { Services } from './commands/services.ts';
import { forgetAlerts } from './store/known-alerts.ts';

const everyMilliseconds = 1000;
const forgetEveryMilliseconds = 3_600_000;
/** As long as alerts' feeds keep what has ended. */
const rememberedDays = 30;

/**
 * Looks for offers that nobody answered in time, and for matters that wait for a provider, every
 * second until disposed, and again at once while there were any. A failed look is repeated.
 */
export function matchRegularly(services: Services, log: Log): AsyncDisposable {
  const closing = new AbortController();
  const forgetting = setInterval(() => {
    forgetAlerts(services.database, rememberedDays).catch((error: unknown) =>
      log.warn('Cannot forget alerts that ended long ago; trying again', { error }),
    );
  }, forgetEveryMilliseconds);
  const run = async () => {
    while (!closing.signal.aborted) {
      try {
        if ((await lookAtDue(services)) > 0) continue;
      } catch (error) {
        log.warn('Cannot look for providers; trying again', { error });
      }
      await delay(everyMilliseconds, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(forgetting);
      closing.abort();
      await running;
    },
  };
}
