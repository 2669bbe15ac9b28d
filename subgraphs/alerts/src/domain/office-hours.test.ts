import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isOpenAt, wallTimeAt, weekdays, type WeeklyHours } from './office-hours.ts';

const hour = 3_600_000;
const minute = 60_000;

/** Hours from UTC in winter; whether the zone has daylight-saving time. */
const zones = {
  'America/New_York': [-5, true],
  'America/Chicago': [-6, true],
  'America/Boise': [-7, true],
  'America/Los_Angeles': [-8, true],
  'America/Phoenix': [-7, false],
  'America/Puerto_Rico': [-4, false],
} as const;
type Zone = keyof typeof zones;

/** UTC midnight of the nth Sunday of a month, from 0. */
function sunday(year: number, month: number, nth: number): number {
  const first = new Date(Date.UTC(year, month, 1));
  return Date.UTC(year, month, 1 + ((7 - first.getUTCDay()) % 7) + nth * 7);
}

/** The rule of the United States since 2007, written down a second time. */
function offsetAt(zone: Zone, instant: number): number {
  const [winter, hasSummer] = zones[zone];
  if (!hasSummer) return winter;
  const year = new Date(instant).getUTCFullYear();
  const begins = sunday(year, 2, 1) + (2 - winter) * hour;
  const ends = sunday(year, 10, 0) + (2 - (winter + 1)) * hour;
  return instant >= begins && instant < ends ? winter + 1 : winter;
}

const aZone = fc.constantFrom(...(Object.keys(zones) as Zone[]));
const from = Date.UTC(2025, 0, 1);
const to = Date.UTC(2032, 0, 1);
/** Any moment of seven years, and more often one within a day of a change of the clocks. */
const anInstant = fc.oneof(
  fc.integer({ min: from, max: to }),
  fc
    .tuple(
      fc.integer({ min: 2025, max: 2031 }),
      fc.constantFrom([2, 1] as const, [10, 0] as const),
      fc.integer({ min: -24 * 60, max: 48 * 60 }),
    )
    .map(([year, [month, nth], minutes]) => sunday(year, month, nth) + minutes * minute),
);

const everyDay = (opens: string, closes: string): WeeklyHours => ({
  weekly: weekdays.map((weekday) => ({ weekday, opens, closes })),
  closedOn: [],
});

test('a wall shows what the rule of its zone says, also around a change of the clocks', () => {
  fc.assert(
    fc.property(aZone, anInstant, (zone, instant) => {
      const local = new Date(instant + offsetAt(zone, instant) * hour);
      expect(wallTimeAt(zone, new Date(instant))).toEqual({
        weekday: weekdays[(local.getUTCDay() + 6) % 7],
        day: local.toISOString().slice(0, 10),
        time: local.toISOString().slice(11, 16),
      });
    }),
    { numRuns: 1000 },
  );
});

/** Minutes of a day of New York on which an office with these hours is open. */
function openMinutes(hours: WeeklyHours, day: string): number {
  const start = Date.parse(`${day}T00:00:00Z`) - 12 * hour;
  return Array.from({ length: 48 * 60 }, (_, index) => new Date(start + index * minute)).filter(
    (instant) =>
      wallTimeAt('America/New_York', instant).day === day &&
      isOpenAt(hours, 'America/New_York', instant),
  ).length;
}

describe('an office', () => {
  test('is open an hour less in the night that clocks go forward, an hour more when back', () => {
    expect(openMinutes(everyDay('00:00', '24:00'), '2026-03-08')).toBe(23 * 60);
    expect(openMinutes(everyDay('00:00', '24:00'), '2026-11-01')).toBe(25 * 60);
    expect(openMinutes(everyDay('00:00', '24:00'), '2026-11-02')).toBe(24 * 60);
    expect(openMinutes(everyDay('08:00', '17:00'), '2026-03-08')).toBe(9 * 60);
    expect(openMinutes(everyDay('01:30', '02:00'), '2026-11-01')).toBe(60);
    expect(openMinutes(everyDay('02:00', '03:00'), '2026-03-08')).toBe(0);
  });

  test('is open from the minute it opens until the one it closes', () => {
    const hours = everyDay('08:00', '17:00');
    const at = (time: string) => isOpenAt(hours, 'America/Chicago', new Date(time));
    expect(at('2026-11-23T13:59:59.999Z')).toBe(false);
    expect(at('2026-11-23T14:00:00.000Z')).toBe(true);
    expect(at('2026-11-23T22:59:59.999Z')).toBe(true);
    expect(at('2026-11-23T23:00:00.000Z')).toBe(false);
  });

  test('is closed on a closed day, by its own calendar, and on a weekday without hours', () => {
    const closedOn = ['2026-12-25'];
    const hours = { ...everyDay('00:00', '24:00'), closedOn };
    const at = (time: string) => isOpenAt(hours, 'America/Los_Angeles', new Date(time));
    expect(at('2026-12-25T07:59:00Z')).toBe(true);
    expect(at('2026-12-25T08:00:00Z')).toBe(false);
    expect(at('2026-12-26T07:59:00Z')).toBe(false);
    expect(at('2026-12-26T08:00:00Z')).toBe(true);
    const weekly = hours.weekly.filter(({ weekday }) => weekday !== 'SUNDAY');
    const sundayNoon = new Date('2026-11-22T20:00:00Z');
    expect(isOpenAt({ weekly, closedOn }, 'America/Los_Angeles', sundayNoon)).toBe(false);
  });
});
