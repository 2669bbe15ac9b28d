import { InvalidInputError, type InputIssue } from '@alert-button/platform/errors.ts';
import { readConfirmed, withFieldSource, type Confirmed } from './confirmation.ts';
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
export interface PhoneConfirmation extends Confirmed {
  readonly consulateId: string;
  readonly phoneKind: PhoneKind;
  /** E.164. */
  readonly number: string;
}

// Numbers of the North American plan have a length of their own; the others are up to 15 digits.
const phonePattern = /^\+(1[2-9]\d{2}[2-9]\d{6}|[2-9]\d{6,14})$/;
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
  const confirmed = readConfirmed(input, now, issues);
  if (issues.length > 0) throw new InvalidInputError(issues);
  return { phoneKind: input.phoneKind, number, ...confirmed };
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
  return { ...withFieldSource(consulate, source), [property]: known.number };
}
