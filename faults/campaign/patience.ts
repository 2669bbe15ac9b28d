import { setTimeout as delay } from 'node:timers/promises';

const lookMilliseconds = 50;

/**
 * Looks until it holds, but no longer than that. Whether it did.
 *
 * @throws the signal's reason.
 */
export async function comesTrue(
  holds: () => boolean | Promise<boolean>,
  withinMilliseconds: number,
  signal: AbortSignal,
): Promise<boolean> {
  const deadline = performance.now() + withinMilliseconds;
  while (!(await holds())) {
    signal.throwIfAborted();
    if (performance.now() > deadline) return false;
    await delay(lookMilliseconds);
  }
  return true;
}
