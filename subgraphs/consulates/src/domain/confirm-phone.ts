import { InvalidInputError, type InputIssue } from '@alert-button/platform/errors.ts';
import type { Consulate, ConsulateField, FieldSource } from './consulate.ts';

export type PhoneKind = 'MAIN' | 'PROTECTION';

/** Which part of a consulate's entry a number is. */
export const phoneFields = {
  MAIN: { property: 'phone', field: 'PHONE' },
  PROTECTION: { property: 'protectionPhone', field: 'PROTECTION_PHONE' },
} as const satisfies Record<PhoneKind, { property: keyof Consulate; field: ConsulateField }>;

/** The source of a number that somebody called. */
export const confirmedSource = 'confirmed by a call';

/** Somebody called the number and the office answered. */
export interface PhoneConfirmation {
  readonly consulateId: string;
  readonly phoneKind: PhoneKind;
  /** E.164. */
  readonly number: string;
  /** Day (ISO 8601). */
  readonly confirmedOn: string;
  /** Role of who called, never their name. */
  readonly confirmedBy: string;
}

// Numbers of the North American plan have a length of their own; the others are up to 15 digits.
const phonePattern = /^\+(1[2-9]\d{2}[2-9]\d{6}|[2-9]\d{6,14})$/;
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const longestRole = 80;
// Controls say nothing, and marks of direction can make a text read as another one.
const hidden = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
/** Where the day begins first, UTC+14. */
const earliestDayMilliseconds = 14 * 3600 * 1000;

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/** `Date` takes 30 February for 2 March. */
const isDay = (text: string) =>
  dayPattern.test(text) && !Number.isNaN(Date.parse(text)) && dayOf(Date.parse(text)) === text;

/**
 * Checks what an administrator says of a call.
 *
 * @param now by which the day must have begun somewhere on Earth.
 * @throws InvalidInputError naming every field that cannot be accepted.
 */
export function parseConfirmation(
  input: Omit<PhoneConfirmation, 'consulateId'>,
  now: Date,
): Omit<PhoneConfirmation, 'consulateId'> {
  const issues: InputIssue[] = [];
  const number = input.number.trim();
  if (!phonePattern.test(number)) {
    issues.push({ path: 'number', message: 'must be in E.164 form, for example +12135550100' });
  }
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
  if (issues.length > 0) throw new InvalidInputError(issues);
  return { phoneKind: input.phoneKind, number, confirmedOn, confirmedBy };
}

/** The consulate with the confirmed number in place of what it had, and trust that says so. */
export function withConfirmedPhone(consulate: Consulate, known: PhoneConfirmation): Consulate {
  const { property, field } = phoneFields[known.phoneKind];
  const source: FieldSource = {
    field,
    source: confirmedSource,
    isVerified: true,
    isRecheckNeeded: false,
    asOf: known.confirmedOn,
    note: null,
  };
  const others = consulate.fieldSources.filter((other) => other.field !== field);
  return {
    ...consulate,
    [property]: known.number,
    fieldSources: [...others, source].sort((one, other) => (one.field < other.field ? -1 : 1)),
  };
}
