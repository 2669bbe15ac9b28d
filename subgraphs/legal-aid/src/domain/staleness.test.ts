import { expect, test } from '@jest/globals';
import { freshDays, isStale, staleFrom } from './staleness.ts';

test('a text is stale from the day on that comes 180 days after its own', () => {
  expect(freshDays).toBe(180);
  expect(staleFrom('2026-11-28')).toBe('2027-05-27');
  expect(isStale('2026-11-28', new Date('2027-05-26T23:59:59Z'))).toBe(false);
  expect(isStale('2026-11-28', new Date('2027-05-27T00:00:00Z'))).toBe(true);
});

test('leap years and turns of the year count as the days they are', () => {
  expect(staleFrom('2027-09-01')).toBe('2028-02-28');
  expect(staleFrom('2027-09-03')).toBe('2028-03-01');
});
