import { describe, expect, test } from '@jest/globals';
import { halfYearOf, lastWeekOf, weekAfter, weekOf } from './iso-week.ts';

describe('a week', () => {
  test.each([
    ['2026-01-01T00:00:00Z', '2026-W01'],
    ['2025-12-29T00:00:00Z', '2026-W01'],
    ['2025-12-28T23:59:59Z', '2025-W52'],
    ['2026-11-08T23:59:59.999Z', '2026-W45'],
    ['2026-11-09T00:00:00Z', '2026-W46'],
    ['2027-01-03T12:00:00Z', '2026-W53'],
    ['2027-01-04T00:00:00Z', '2027-W01'],
    ['2024-12-30T00:00:00Z', '2025-W01'],
  ])('of %s is %s', (time, week) => {
    expect(weekOf(new Date(time))).toBe(week);
  });

  test('after another is the one seven days later, over many years', () => {
    let time = Date.UTC(2020, 0, 6);
    for (let week = '2020-W02'; week < '2045'; week = weekAfter(week)) {
      expect(weekOf(new Date(time))).toBe(week);
      time += 7 * 24 * 3_600_000;
    }
  });

  test('lies in one half of its year, and the last of the year is the last of the second', () => {
    expect([halfYearOf('2026-W26'), lastWeekOf('2026-W01')]).toEqual(['2026-W01', '2026-W26']);
    expect([halfYearOf('2026-W53'), lastWeekOf('2026-W27')]).toEqual(['2026-W27', '2026-W53']);
    expect(lastWeekOf('2027-W27')).toBe('2027-W52');
  });
});
