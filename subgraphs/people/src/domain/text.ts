import type { InputIssue } from '@alert-button/platform/errors.ts';

// Controls say nothing, and marks of direction can make a name read as another one.
const hidden = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
const hiddenInLines = /[^\P{Cc}\n]|[\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

export interface TextRules {
  /** The field, as the client wrote it. */
  readonly path: string;
  /** Most characters. */
  readonly most: number;
  readonly mayHaveLines?: boolean;
}

/**
 * What somebody typed, in its one spelling (NFC, without space around it). Adds to `issues` and
 * gives the empty text when it cannot be accepted.
 */
export function readText(
  typed: string,
  { path, most, mayHaveLines = false }: TextRules,
  issues: InputIssue[],
): string {
  const issue = (message: string) => {
    issues.push({ path, message });
    return '';
  };
  // Before anything that takes time with its length; NFC makes nothing much shorter.
  if (typed.length > most * 4) return issue(`must be at most ${most} characters`);
  if (!typed.isWellFormed()) return issue('must be well-formed Unicode');
  const text = typed.normalize('NFC').trim();
  if (text === '') return issue('must not be empty');
  if (text.length > most) return issue(`must be at most ${most} characters`);
  if ((mayHaveLines ? hiddenInLines : hidden).test(text)) {
    return issue('must not have control characters');
  }
  return text;
}
