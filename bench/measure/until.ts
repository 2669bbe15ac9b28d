import { setTimeout as delay } from 'node:timers/promises';

const lookMilliseconds = 20;

/** Waits for a condition, but no longer than that; whether it came true. */
export async function until(condition: () => boolean, milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  while (!condition()) {
    if (performance.now() > deadline) return false;
    await delay(lookMilliseconds);
  }
  return true;
}
