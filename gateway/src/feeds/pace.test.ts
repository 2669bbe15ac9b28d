import { describe, expect, test } from '@jest/globals';
import { Pace } from './pace.ts';

/** Looks as fast as it may for so long; returns how often. */
function looksWithin(milliseconds: number, members: number): number {
  const pace = new Pace(0);
  let [now, looks] = [0, 0];
  while (now < milliseconds) {
    // A look takes its time too.
    now += pace.charge(members, now) + 1;
    looks += 1;
  }
  return looks;
}

describe('the pace of a group', () => {
  test('the first looks after a quiet moment wait for nothing', () => {
    const pace = new Pace(0);
    expect([1, 2, 3, 4, 5].map(() => pace.charge(5000, 0))).toEqual([0, 0, 0, 0, 0]);
    expect(pace.charge(5000, 0)).toBe(250);
    expect(pace.charge(5000, 60_000)).toBe(0);
  });

  test('a wide group looks about four times a second, and never waits longer for it', () => {
    expect(looksWithin(10_000, 125)).toBeLessThanOrEqual(46);
    expect(looksWithin(10_000, 125)).toBeGreaterThanOrEqual(40);
    expect(looksWithin(10_000, 5000)).toBe(looksWithin(10_000, 125));
  });

  test('one screen alone is hardly held up', () => {
    expect(looksWithin(1_000, 1)).toBeGreaterThan(490);
  });
});
