import { describe, expect, test } from '@jest/globals';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import fc from 'fast-check';
import { handOver, parseDutyPeriod, requireNoOverlap, type DutyShift } from './duty-shift.ts';

const now = new Date('2026-11-22T09:00:00Z');
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);

function shift(officerId: string, from: number, to: number): DutyShift {
  const id = `${officerId} ${from}`;
  return { id, deskId: 'desk', officerId, startsAt: hours(from), endsAt: hours(to) };
}

function pathsOf(from: number, to: number): string[] {
  try {
    parseDutyPeriod({ startsAt: hours(from), endsAt: hours(to) }, now);
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues.map(({ path }) => path);
    throw error;
  }
}

describe('parseDutyPeriod', () => {
  test('takes a shift that has begun, and one of three days', () => {
    expect(pathsOf(-8, 1)).toEqual([]);
    expect(pathsOf(0, 72)).toEqual([]);
  });

  test.each([
    [0, 0],
    [2, 1],
    [0, 72.01],
    [-8, 0],
  ])('refuses from %d h to %d h', (from, to) => expect(pathsOf(from, to)).toEqual(['endsAt']));

  test('refuses what is no moment, and what is years away', () => {
    expect(pathsOf(NaN, 1)).toEqual(['endsAt']);
    expect(pathsOf(401 * 24, 401 * 24 + 8)).toEqual(['startsAt']);
  });
});

test('nobody is on duty twice at once; shifts that touch, and two officers at once, are fine', () => {
  const plan = [shift('one', 0, 8), shift('one', 8, 16), shift('two', 4, 12)];
  expect(() => requireNoOverlap(plan)).not.toThrow();
  expect(() => requireNoOverlap([...plan, shift('two', 11, 13)])).toThrow('twice at once');
});

test('a hand-over leaves every moment of the shift with exactly one of the two', () => {
  const start = fc.integer({ min: -20, max: 20 });
  fc.assert(
    fc.property(start, fc.integer({ min: 1, max: 72 }), (from, length) => {
      const before = shift('one', from, from + length);
      fc.pre(before.endsAt > now);
      const after = handOver(before, 'two', now, 'new');
      const total = after.reduce((sum, { startsAt, endsAt }) => sum + (+endsAt - +startsAt), 0);
      expect(total).toBe(+before.endsAt - +before.startsAt);
      for (const { officerId, startsAt, endsAt } of after) {
        if (officerId === 'one') expect(+endsAt).toBeLessThanOrEqual(+now);
        else expect(+startsAt).toBeGreaterThanOrEqual(+now);
      }
    }),
  );
});
