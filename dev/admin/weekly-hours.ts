import type { OpeningPeriodInput } from '@alert-button/sdk';
import { UsageError } from './admin-error.ts';

type Period = Pick<OpeningPeriodInput, 'weekday' | 'opens' | 'closes'>;

const weekdays = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
] as const;

/** How hours of a week are typed. */
export const weeklyForm = '<mon-fri 08:00-17:00, sat 09:00-13:00>';

const part = /^([a-z]{3})(?:-([a-z]{3}))? (\d{2}:\d{2})-(\d{2}:\d{2})$/;
const indexOf = (typed: string) =>
  weekdays.findIndex((weekday) => weekday.toLowerCase().startsWith(typed));

/**
 * Reads hours of a week as they are typed. `none` is a week without any.
 *
 * @throws UsageError
 */
export function parseWeekly(typed: string): Period[] {
  if (typed.trim() === 'none') return [];
  return typed.split(',').flatMap((one) => {
    const [, from = '', to = from, opens = '', closes = ''] =
      part.exec(one.trim().toLowerCase()) ?? [];
    const [first, last] = [indexOf(from), indexOf(to)];
    if (from === '' || first < 0 || last < first) {
      throw new UsageError(`--weekly must be like ${weeklyForm}`);
    }
    return weekdays.slice(first, last + 1).map((weekday) => ({ weekday, opens, closes }));
  });
}

/** The same as text, a day at a time. */
export function formatWeekly(weekly: readonly Period[]): string {
  if (weekly.length === 0) return 'none';
  return weekly
    .map(({ weekday, opens, closes }) => {
      return `${weekday.slice(0, 3).toLowerCase()} ${opens}-${closes}`;
    })
    .join(', ');
}
