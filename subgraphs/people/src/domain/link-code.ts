import { InvalidInputError } from '@alert-button/platform/errors.ts';

/*
 * A code that is read from one screen and typed on another, so without letters that look like
 * digits (Crockford's base 32). Fifty random bits: with ten minutes to try, and an attempt costing
 * a signature and a transaction, guessing finds none.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 10;
const codePattern = /^[0-9A-HJKMNP-TV-Z]{10}$/;

/** A code from as many random bytes as it has characters: `7K3QF-9M2XZ`. */
export function linkCodeFrom(bytes: Uint8Array): string {
  const characters = Array.from(bytes.subarray(0, codeLength), (byte) => alphabet[byte % 32]);
  if (characters.length < codeLength) throw new RangeError(`Needs ${codeLength} random bytes`);
  return `${characters.slice(0, 5).join('')}-${characters.slice(5).join('')}`;
}

export const linkCodeBytes = codeLength;

/** The code as it is looked up, however it was typed; null when it cannot be one. */
export function canonicalLinkCode(typed: string): string | null {
  if (typed.length > 64) return null;
  const code = typed
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return codePattern.test(code) ? code : null;
}

/** How long a code can be good for at most: long enough to type it, too short to guess it. */
export const mostMinutes = 10;

/** Throws `InvalidInputError`. */
export function checkValidMinutes(minutes: number): void {
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= mostMinutes) return;
  const message = `must be from 1 to ${mostMinutes}`;
  throw new InvalidInputError([{ path: 'validMinutes', message }]);
}
