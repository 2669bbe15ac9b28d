import { setTimeout as delay } from 'node:timers/promises';
import { createOfficerClient, officerCredential } from '@alert-button/sdk/officer';
import { successOf } from '@alert-button/sdk';
import type { BenchSystem } from './bench-system.ts';
import { officerTokensOf } from './officers.ts';
import { pressDesk } from './presses.ts';

/** Somebody at the desk of all presses of the bench who answers alerts and makes matters of them. */
export interface CaseWorker extends Disposable {
  acknowledge(alertId: string): Promise<void>;
  /** Answers it and opens its matter; gives how long the opening took, in milliseconds. */
  openMatter(alertId: string): Promise<number>;
}

const retryMilliseconds = 200;
const mostAttempts = 100;
const county = '48141';

export async function openCaseWorker(system: BenchSystem): Promise<CaseWorker> {
  const [token = ''] = await officerTokensOf(system, pressDesk, 1);
  const client = createOfficerClient({
    url: system.graphqlUrl,
    credential: officerCredential(() => Promise.resolve(token)),
  });
  const acknowledge = async (alertId: string) => {
    successOf(await client.acknowledgeAlert({ input: { alertId } }));
  };
  return {
    acknowledge,
    async openMatter(alertId) {
      await acknowledge(alertId);
      const input = {
        alertId,
        area: 'IMMIGRATION',
        urgency: 'URGENT',
        countyFips: county,
        languages: ['es'],
      } as const;
      for (let attempts = 1; ; attempts += 1) {
        const begin = performance.now();
        const result = await client.openMatter({ input });
        // legal-aid hears of an acknowledgement by its log, a moment after it.
        const isEarly = result.__typename === 'NotFoundError' && attempts < mostAttempts;
        if (!isEarly) {
          successOf(result);
          return performance.now() - begin;
        }
        await delay(retryMilliseconds);
      }
    },
    [Symbol.dispose]: () => client.close(),
  };
}
