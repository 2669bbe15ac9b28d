import { setTimeout as delay } from 'node:timers/promises';
import type { Clients, Officer } from './clients.ts';
import type { Journal } from './journal.ts';

/** The others wait, and escalate. */
const share = 0.3;
const retryMilliseconds = 200;

/** An officer who takes some of the alerts that appear. */
export interface Taking {
  /** The alert has appeared on the screen. */
  consider(alertId: string): void;
  /** Takes no more. */
  end(): Promise<void>;
}

/** Asks until it is told one way or the other, as an officer would click again. */
export function startTaking(
  officer: Officer,
  { isOutage }: Clients,
  name: string,
  journal: Journal,
  random: () => number,
): Taking {
  const stop = new AbortController();
  const running = new Set<Promise<void>>();

  async function take(alertId: string): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        const result = await officer.acknowledgeAlert({ input: { alertId } });
        if (result.__typename === 'AcknowledgeAlertSuccess') journal.taken.set(alertId, name);
        return;
      } catch (error) {
        if (!isOutage(error)) return;
        await delay(retryMilliseconds, undefined, { signal: stop.signal }).catch(() => undefined);
      }
    }
  }

  return {
    consider(alertId) {
      if (random() >= share) return;
      const work = take(alertId).finally(() => running.delete(work));
      running.add(work);
    },
    async end() {
      stop.abort();
      await Promise.all(running);
    },
  };
}
