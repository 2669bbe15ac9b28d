import { describe, expect, test } from '@jest/globals';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { testConsulate } from '../testing/directory.ts';
import { sourceOf } from './consulate.ts';
import type { OpeningPeriod } from './office-hours.ts';
import { parseOfficeHours, withConfirmedHours, type OfficeHoursInput } from './set-office-hours.ts';

const now = new Date('2026-11-22T09:00:00Z');
const monday = (opens: string, closes: string): OpeningPeriod => ({
  weekday: 'MONDAY',
  opens,
  closes,
});
const input: OfficeHoursInput = {
  timeZone: 'America/Indiana/Indianapolis',
  weekly: [monday('08:00', '12:00'), monday('13:00', '24:00')],
  closedOn: ['2026-12-25'],
  confirmedOn: '2026-11-21',
  confirmedBy: 'duty officer',
};

function pathsOf(change: Partial<OfficeHoursInput>): string[] {
  try {
    parseOfficeHours({ ...input, ...change }, now);
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues.map(({ path }) => path);
    throw error;
  }
}

describe('parseOfficeHours', () => {
  test('puts days in order and drops what is said twice', () => {
    const weekly = [monday('13:00', '24:00'), monday('08:00', '12:00')];
    const closedOn = ['2027-01-01', '2026-12-25', '2027-01-01'];
    const { hours } = parseOfficeHours({ ...input, weekly, closedOn }, now);
    expect(hours.weekly).toEqual(input.weekly);
    expect(hours.closedOn).toEqual(['2026-12-25', '2027-01-01']);
  });

  test.each(['America/Phoenix', 'America/Puerto_Rico', 'Pacific/Honolulu'])(
    'takes %s',
    (timeZone) => expect(pathsOf({ timeZone })).toEqual([]),
  );

  test.each(['', 'EST', '+01:00', 'America/Nowhere', 'america/chicago', 'UTC'])(
    'refuses %p as the time zone',
    (timeZone) => expect(pathsOf({ timeZone })).toEqual(['timeZone']),
  );

  test.each([
    ['08:00', '08:00'],
    ['17:00', '08:00'],
    ['8:00', '17:00'],
    ['24:00', '24:00'],
    ['08:60', '17:00'],
    ['08:00', '24:01'],
  ])('refuses from %s to %s, naming the period', (opens, closes) =>
    expect(pathsOf({ weekly: [monday('01:00', '02:00'), monday(opens, closes)] })).toContain(
      'weekly.1',
    ),
  );

  test('refuses periods that overlap, and takes those that touch', () => {
    expect(pathsOf({ weekly: [monday('08:00', '12:00'), monday('11:59', '17:00')] })).toEqual([
      'weekly',
    ]);
    expect(pathsOf({ weekly: [monday('08:00', '12:00'), monday('12:00', '17:00')] })).toEqual([]);
  });

  test('refuses days that are none, and lists without end', () => {
    expect(pathsOf({ closedOn: ['2026-02-30'] })).toEqual(['closedOn']);
    const days = Array.from({ length: 101 }, (_, index) => new Date(index * 86_400_000));
    const closedOn = days.map((day) => day.toISOString().slice(0, 10));
    expect(pathsOf({ closedOn })).toEqual(['closedOn']);
    expect(pathsOf({ weekly: Array<OpeningPeriod>(29).fill(monday('08:00', '09:00')) })).toEqual([
      'weekly',
    ]);
  });
});

test('confirmed hours stand in the consulate with where they are known from', () => {
  const consulate = testConsulate('boise');
  const confirmation = { consulateId: consulate.id, ...parseOfficeHours(input, now) };
  const confirmed = withConfirmedHours(consulate, confirmation);
  expect(confirmed.hours?.timeZone).toBe('America/Indiana/Indianapolis');
  expect(sourceOf(confirmed, 'HOURS')).toMatchObject({
    source: 'confirmed with the office',
    asOf: '2026-11-21',
  });
});
