import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '@alert-button/platform/log.ts';
import { releaseOutcomes } from './commands/release-outcomes.ts';
import type { Services } from './commands/services.ts';
import { forgetUncounted } from './store/counted-alerts.ts';

const everyMilliseconds = 3_600_000;
/** Two half years and a month: the last release in which an alert can be. */
const countedDays = 400;

/** Publishes what is due, at once and every hour until disposed. A failed look is repeated. */
export function releaseRegularly(services: Services, log: Log): AsyncDisposable {
  const closing = new AbortController();
  const run = async () => {
    while (!closing.signal.aborted) {
      try {
        const count = await releaseOutcomes(services);
        if (count > 0) log.info('Published outcomes', { count });
        await forgetUncounted(services.database, countedDays);
      } catch (error) {
        log.warn('Cannot publish outcomes; trying again', { error });
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
