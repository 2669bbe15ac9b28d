import { expect, test } from '@jest/globals';
import { createDatabaseClock } from './database-clock.ts';

test('goes on from what the database said last, whatever the clock of this machine shows', () => {
  let timer = 5;
  const clock = createDatabaseClock(new Date('2026-11-22T09:00:00Z'), () => timer);
  timer += 1500;
  expect(clock.now()).toEqual(new Date('2026-11-22T09:00:01.500Z'));
  clock.set(new Date('2026-11-22T09:00:03Z'));
  timer += 10;
  expect(clock.now()).toEqual(new Date('2026-11-22T09:00:03.010Z'));
});
