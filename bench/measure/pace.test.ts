import { expect, test } from '@jest/globals';
import { answeredBySecond, pace, timesOf, type Timer } from './pace.ts';

/** Runs as far as it is told, so that a stall is as long as the test says. */
function createTimer(): Timer & { pass(milliseconds: number): void } {
  let now = 0;
  return {
    now: () => now,
    async sleep(milliseconds) {
      await new Promise((resolve) => setImmediate(resolve));
      now += milliseconds;
    },
    pass: (milliseconds) => void (now += milliseconds),
  };
}

test('a stall counts for everybody who was due during it', async () => {
  const timer = createTimer();
  const paced = await pace(
    { perSecond: 100, seconds: 0.1 },
    async (index) => {
      if (index === 2) timer.pass(50);
    },
    timer,
  );
  expect(timesOf(paced.arrivals)).toEqual([0, 0, 50, 40, 30, 20, 10, 0, 0, 0]);
});

test('nobody waits for an answer to somebody else', async () => {
  const timer = createTimer();
  const { promise, resolve } = Promise.withResolvers<void>();
  let sent = 0;
  const paced = await pace(
    { perSecond: 10, seconds: 2 },
    () => {
      sent += 1;
      if (sent === 20) resolve();
      return promise;
    },
    timer,
  );
  expect(paced).toMatchObject({ offered: 20, failed: 0 });
  expect(Math.max(...timesOf(paced.arrivals))).toBeGreaterThanOrEqual(1900);
});

test('what gets no answer is counted and has no time', async () => {
  const refuse = async (index: number) => {
    if (index % 2 === 0) throw new Error('refused');
  };
  const paced = await pace({ perSecond: 10, seconds: 1 }, refuse, createTimer());
  expect(paced).toMatchObject({ offered: 10, failed: 5 });
  expect(paced.arrivals).toHaveLength(5);
});

test('a second in which nobody was answered is there, with none', () => {
  const arrivals = [100, 900, 2500].map((answered) => ({ scheduled: 0, answered }));
  expect(answeredBySecond({ begin: 0, arrivals })).toEqual([2, 0, 1]);
});
