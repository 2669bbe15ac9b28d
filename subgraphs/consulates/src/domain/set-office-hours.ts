import { InvalidInputError, type InputIssue } from '@alert-button/platform/errors.ts';
import { readConfirmed, withFieldSource, type Confirmed } from './confirmation.ts';
import type { Consulate, FieldSource } from './consulate.ts';
import { isDay } from './day.ts';
import { byTime, type OfficeHours, type OpeningPeriod } from './office-hours.ts';

/** The source of hours that an administrator had from the office. */
export const hoursSource = 'confirmed with the office';

/** Hours that somebody had from the office itself. */
export interface OfficeHoursConfirmation extends Confirmed {
  readonly consulateId: string;
  readonly hours: OfficeHours;
}

export interface OfficeHoursInput extends OfficeHours, Confirmed {}

/** A week has room for a few breaks a day; a list that grows further is a mistake. */
const mostPeriods = 28;
const mostClosedDays = 100;
const openingPattern = /^([01]\d|2[0-3]):[0-5]\d$/;
const closingPattern = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;
// Intl also takes offsets and abbreviations, which know nothing of daylight-saving time.
const zonePattern = /^[A-Z][A-Za-z]+(\/[A-Z][A-Za-z_-]+){1,2}$/;

function isTimeZone(name: string): boolean {
  if (!zonePattern.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * Checks what an administrator says of an office's hours.
 *
 * @throws InvalidInputError naming every field that cannot be accepted.
 */
export function parseOfficeHours(
  { timeZone, ...input }: OfficeHoursInput,
  now: Date,
): Omit<OfficeHoursConfirmation, 'consulateId'> {
  const issues: InputIssue[] = [];
  if (!isTimeZone(timeZone)) {
    const message = 'must be a time zone of the IANA database, for example America/Chicago';
    issues.push({ path: 'timeZone', message });
  }
  const weekly = readWeekly(input.weekly, issues);
  const closedOn = [...new Set(input.closedOn)].sort();
  if (closedOn.length > mostClosedDays || !closedOn.every(isDay)) {
    const message = `must be at most ${mostClosedDays} days, for example 2026-12-25`;
    issues.push({ path: 'closedOn', message });
  }
  const confirmed = readConfirmed(input, now, issues);
  if (issues.length > 0) throw new InvalidInputError(issues);
  return { hours: { timeZone, weekly, closedOn }, ...confirmed };
}

function readWeekly(given: readonly OpeningPeriod[], issues: InputIssue[]): OpeningPeriod[] {
  if (given.length > mostPeriods) {
    issues.push({ path: 'weekly', message: `must be at most ${mostPeriods} periods` });
    return [];
  }
  given.forEach(({ opens, closes }, index) => {
    const isPeriod = openingPattern.test(opens) && closingPattern.test(closes) && opens < closes;
    if (isPeriod) return;
    const message = 'must be from 00:00 to 24:00 and close after it opens, for example 08:00 17:00';
    issues.push({ path: `weekly.${index}`, message });
  });
  const weekly = given
    .map(({ weekday, opens, closes }) => ({ weekday, opens, closes }))
    .sort(byTime);
  const isOverlapping = weekly.some((period, index) => {
    const next = weekly[index + 1];
    return next?.weekday === period.weekday && next.opens < period.closes;
  });
  if (isOverlapping) issues.push({ path: 'weekly', message: 'must not overlap' });
  return weekly;
}

/** The consulate with these hours in place of what it had, and trust that says so. */
export function withConfirmedHours(
  consulate: Consulate,
  { hours, confirmedOn }: OfficeHoursConfirmation,
): Consulate {
  const source: FieldSource = {
    field: 'HOURS',
    source: hoursSource,
    isVerified: true,
    isRecheckNeeded: false,
    asOf: confirmedOn,
    note: null,
  };
  return { ...withFieldSource(consulate, source), hours };
}
