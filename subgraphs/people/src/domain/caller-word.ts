import { InvalidInputError, type InputIssue } from '@alert-button/platform/errors.ts';

const longestTyped = 64;
const shortest = 4;
const marks = /\p{M}/gu;
const neitherLetterNorDigit = /[^\p{L}\p{N}]/gu;

/** So many tries an hour on one number, and a day by one operator; right ones do not count on a number. */
export const mostTriesPerPhone = 5;
export const mostTriesPerOperator = 300;

/**
 * A word as it is compared. It is said aloud and typed by somebody else: case, accents, spaces and
 * punctuation are not heard.
 */
export function spoken(typed: string): string {
  return typed
    .normalize('NFD')
    .replaceAll(marks, '')
    .replaceAll(neitherLetterNorDigit, '')
    .toLowerCase();
}

/**
 * Reads the word that a person chooses, or adds to `issues`. It has a letter, so it can never be the
 * PIN that cancels an alert: whoever listens to a call must not learn that.
 */
export function readCallerWord(typed: string, issues: InputIssue[]): string {
  const refuse = (message: string) => {
    issues.push({ path: 'word', message });
    return '';
  };
  if (typed.length > longestTyped) return refuse(`must be at most ${longestTyped} characters`);
  if (!typed.isWellFormed()) return refuse('must be well-formed Unicode');
  const word = spoken(typed);
  if (word.length < shortest) return refuse(`must have at least ${shortest} letters and digits`);
  if (!/\p{L}/u.test(word)) return refuse('must have a letter: digits alone are for other PINs');
  return word;
}

/** @throws InvalidInputError */
export function parseCallerWord(typed: string): string {
  const issues: InputIssue[] = [];
  const word = readCallerWord(typed, issues);
  if (issues.length > 0) throw new InvalidInputError(issues);
  return word;
}

/** Why an operator takes somebody for who they say they are without their word. */
export const callerOverrides = [
  'WORD_NEVER_SET',
  'WORD_FORGOTTEN',
  'CANNOT_SPEAK',
  'CALLED_BACK',
] as const;
export type CallerOverride = (typeof callerOverrides)[number];
