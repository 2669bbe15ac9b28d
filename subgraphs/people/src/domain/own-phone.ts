import { InvalidInputError, type InputIssue } from '@alert-button/platform/errors.ts';
import type { ReadPhone } from './emergency-contact.ts';

/**
 * How a number is known to be a person's: something that only reached that number came back, or
 * somebody told it to an operator.
 */
export type PhoneBasis = 'PROVEN' | 'TOLD';

/** How long a code is good, and after how many wrong ones it is not. */
export const codeMinutes = 10;
export const mostCodeTries = 5;

/** So many codes a day reach one number, whoever asks, and are sent for one person. */
export const mostCodesPerPhone = 3;
export const mostCodesPerPerson = 6;

/** So often a day one number is told how to ask for help; two machines could answer each other. */
export const mostInstructionsPerPhone = 3;

const longestPhone = 40;
const codePattern = /^\d{6}$/;

/** Reads a number, or adds to `issues` and gives the empty text. */
export function readOwnPhone(typed: string, readPhone: ReadPhone, issues: InputIssue[]): string {
  const phone = typed.length > longestPhone ? null : readPhone(typed);
  if (phone !== null) return phone;
  const message = 'must be a telephone number that begins with + and the country';
  issues.push({ path: 'phone', message });
  return '';
}

/** @throws InvalidInputError */
export function requireOwnPhone(typed: string, readPhone: ReadPhone): string {
  const issues: InputIssue[] = [];
  const phone = readOwnPhone(typed, readPhone, issues);
  if (issues.length > 0) throw new InvalidInputError(issues);
  return phone;
}

/** A code of so many possible ones; `number` is below `codesThereAre`. */
export const codesThereAre = 1_000_000;
export const codeFrom = (number: number): string => String(number).padStart(6, '0');

/** What was typed without the spaces that people put into it; null when it is no code. */
export function readCode(typed: string): string | null {
  const code = typed.slice(0, 20).replaceAll(/[\s-]/g, '');
  return codePattern.test(code) ? code : null;
}

/** Wrong, over, tried too often, never sent: one answer. */
export const codeRefused = () =>
  new InvalidInputError([{ path: 'code', message: 'is not right, or not good any more' }]);
