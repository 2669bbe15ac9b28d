import { describe, expect, test } from '@jest/globals';
import { UsageError } from './admin-error.ts';
import { formatWeekly, parseWeekly } from './weekly-hours.ts';

describe('hours of a week', () => {
  test('are typed by days or runs of days, and said a day at a time', () => {
    const weekly = parseWeekly('mon-wed 08:00-17:00, SAT 09:00-13:00,sat 15:00-24:00');
    expect(formatWeekly(weekly)).toBe(
      'mon 08:00-17:00, tue 08:00-17:00, wed 08:00-17:00, sat 09:00-13:00, sat 15:00-24:00',
    );
    expect(parseWeekly(formatWeekly(weekly))).toEqual(weekly);
  });

  test('may be none', () => {
    expect(parseWeekly('none')).toEqual([]);
    expect(formatWeekly([])).toBe('none');
  });

  test.each(['', 'mon', 'mon 8-17', 'fri-mon 08:00-17:00', 'xyz 08:00-17:00', 'mon 08:00-17:00,'])(
    'are refused as %j',
    (typed) => expect(() => parseWeekly(typed)).toThrow(UsageError),
  );
});
