import type { InputIssue } from '@alert-button/platform/errors.ts';
import { readText } from './text.ts';

export const identityDocumentKinds = [
  'PASSPORT',
  'CONSULAR_ID',
  'VOTER_ID',
  'CURP',
  'BIRTH_CERTIFICATE',
  'OTHER',
] as const;
export type IdentityDocumentKind = (typeof identityDocumentKinds)[number];

/** A paper by which a consulate can find the person in its own registers. */
export interface IdentityDocument {
  readonly kind: IdentityDocumentKind;
  /** Capital letters, digits and separators. */
  readonly number: string;
}

export interface IdentityDocumentInput {
  readonly kind: IdentityDocumentKind;
  readonly number: string;
}

const longestNumber = 40;
const numberPattern = /^[A-Z0-9]+([ ./-][A-Z0-9]+)*$/;

/** The document in its one spelling; adds to `issues` what is wrong with it. */
export function parseIdentityDocument(
  { kind, number }: IdentityDocumentInput,
  issues: InputIssue[],
): IdentityDocument {
  const path = 'document.number';
  const text = readText(number, { path, most: longestNumber }, issues).toUpperCase();
  if (text !== '' && !numberPattern.test(text)) {
    issues.push({ path, message: 'must be letters and digits, with single separators' });
  }
  return { kind, number: text };
}
