import { InvalidInputError } from '@alert-button/platform/errors.ts';

/** Why an officer was shut out: a class, so that nothing about them is written down here. */
export const officerRevocationReasons = [
  'LEFT_POST',
  'CREDENTIALS_LOST',
  'MISUSE',
  'PRECAUTION',
] as const;
export type OfficerRevocationReason = (typeof officerRevocationReasons)[number];

/** What was decided about an officer here; the identity provider knows who they are. */
export interface OfficerAccess {
  /** The identity provider's `sub`. */
  readonly officerId: string;
  readonly revokedAt: Date;
  /** Officer id of the administrator. */
  readonly revokedBy: string;
  readonly reason: OfficerRevocationReason;
  /** Null while the officer is shut out. */
  readonly restoredAt: Date | null;
  readonly restoredBy: string | null;
  /** Grows by one with every change. */
  readonly version: number;
}

export const isShutOut = ({ restoredAt }: OfficerAccess): boolean => restoredAt === null;

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
