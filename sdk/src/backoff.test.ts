import { expect, test } from '@jest/globals';
import { fullJitter, pause } from './backoff.ts';

const backoff = { firstMilliseconds: 250, capMilliseconds: 10_000 };

test('the ceiling doubles up to the cap, however many attempts', () => {
  const ceilings = [1, 2, 3, 6, 7, 50, 5000].map((attempt) =>
    fullJitter(attempt, backoff, () => 1),
  );
  expect(ceilings).toEqual([250, 500, 1000, 8000, 10_000, 10_000, 10_000]);
});

test('the wait lies anywhere below the ceiling', () => {
  expect(fullJitter(3, backoff, () => 0)).toBe(0);
  expect(fullJitter(3, backoff, () => 0.5)).toBe(500);
});

test('an aborted signal ends a pause at once', async () => {
  const stop = new AbortController();
  const paused = pause(3_600_000, stop.signal);
  stop.abort();
  await paused;
  await pause(3_600_000, stop.signal);
});
