import { setTimeout as delay } from 'node:timers/promises';

const longestMilliseconds = 20_000;

/** Waits until it holds, looking again and again; fails when it does not come. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + longestMilliseconds;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}`);
    await delay(10);
  }
}
