import { setTimeout as delay } from 'node:timers/promises';
import { shareOfMachine } from '../world/machine.ts';

const lookMilliseconds = 50;

/**
 * Looks until it holds, but no longer than that. Whether it did. On a machine that is busy with
 * other things time counts less: what is judged is the system, not what it shares a machine with.
 *
 * @throws the signal's reason.
 */
export async function comesTrue(
  holds: () => boolean | Promise<boolean>,
  withinMilliseconds: number,
  signal: AbortSignal,
): Promise<boolean> {
  let before = performance.now();
  let spent = 0;
  while (!(await holds())) {
    signal.throwIfAborted();
    const now = performance.now();
    spent += (now - before) * shareOfMachine();
    before = now;
    if (spent > withinMilliseconds) return false;
    await delay(lookMilliseconds);
  }
  return true;
}
