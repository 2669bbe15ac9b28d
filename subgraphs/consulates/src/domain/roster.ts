import { InvalidInputError } from '@alert-button/platform/errors.ts';

/** Somebody who answers at a desk. */
export interface RosterMember {
  /** The identity provider's `sub`. */
  readonly officerId: string;
  readonly addedAt: Date;
  /** Whether there is any way to reach the officer away from the screens. */
  readonly isReachable: boolean;
}

/** More do not answer at one desk; a list that grows further is a mistake. */
export const largestRoster = 200;

/**
 * An officer's id as OpenID Connect allows it: up to 255 printable characters of ASCII.
 *
 * @throws InvalidInputError
 */
export function parseOfficerId(officerId: string): string {
  if (!/^[\x21-\x7e]{1,255}$/.test(officerId)) {
    const message = 'must be 1 to 255 printable ASCII characters';
    throw new InvalidInputError([{ path: 'officerId', message }]);
  }
  return officerId;
}
