import type { InputIssue } from '@alert-button/platform/errors.ts';
import type { Consulate, FieldSource } from './consulate.ts';
import { isDay } from './day.ts';

/** When somebody asked the office, and in what role they did. */
export interface Confirmed {
  /** Day (ISO 8601). */
  readonly confirmedOn: string;
  /** Never a name. */
  readonly confirmedBy: string;
}

const longestRole = 80;
// Controls say nothing, and marks of direction can make a text read as another one.
const hidden = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
/** Where the day begins first, UTC+14. */
const earliestDayMilliseconds = 14 * 3600 * 1000;

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/**
 * What an administrator says of when and by whom; what cannot be accepted is added to `issues`.
 *
 * @param now by which the day must have begun somewhere on Earth.
 */
export function readConfirmed(input: Confirmed, now: Date, issues: InputIssue[]): Confirmed {
  const { confirmedOn } = input;
  if (!isDay(confirmedOn)) {
    issues.push({ path: 'confirmedOn', message: 'must be a day, for example 2026-11-21' });
  } else if (confirmedOn > dayOf(now.getTime() + earliestDayMilliseconds)) {
    issues.push({ path: 'confirmedOn', message: 'must not be in the future' });
  }
  const confirmedBy = input.confirmedBy.isWellFormed() ? input.confirmedBy.trim() : '';
  if (confirmedBy === '' || confirmedBy.length > longestRole || hidden.test(confirmedBy)) {
    const message = `must be a role of 1 to ${longestRole} characters`;
    issues.push({ path: 'confirmedBy', message });
  }
  return { confirmedOn, confirmedBy };
}

/** The consulate with this source in place of what it had for the field. */
export function withFieldSource(consulate: Consulate, source: FieldSource): Consulate {
  const others = consulate.fieldSources.filter(({ field }) => field !== source.field);
  const fieldSources = [...others, source].sort((one, other) => (one.field < other.field ? -1 : 1));
  return { ...consulate, fieldSources };
}
