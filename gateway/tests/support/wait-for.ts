import { setTimeout as delay } from 'node:timers/promises';

const everyMilliseconds = 20;

type Falsy = false | null | undefined | 0 | '';

/**
 * Looks until the condition holds and returns what it gave.
 *
 * @throws what the condition throws, or an error that says what was waited for.
 */
export async function waitFor<Value>(
  condition: () => Value | Promise<Value>,
  what: string,
  withinMilliseconds = 30_000,
): Promise<Exclude<Awaited<Value>, Falsy>> {
  const deadline = performance.now() + withinMilliseconds;
  for (;;) {
    const value = await condition();
    if (value) return value as Exclude<Awaited<Value>, Falsy>;
    if (performance.now() > deadline) {
      throw new Error(`Waited ${withinMilliseconds} ms in vain for ${what}`);
    }
    await delay(everyMilliseconds);
  }
}
