import { ConflictError, InvalidInputError } from '@alert-button/platform/errors.ts';

/** A device as its person sees it. Where it was used and when is not kept. */
export interface Device {
  readonly id: string;
  readonly createdAt: Date;
  readonly isRevoked: boolean;
  /** Whether a trusted contact did it, and not the person. */
  readonly isRevokedByContact: boolean;
  /** Whether it can be woken. */
  readonly hasPush: boolean;
}

export const mostDevices = 10;
export const longestLabel = 64;

/** @throws ConflictError when the person has as many devices as can be. */
export function checkDeviceCount(inUse: number): void {
  if (inUse >= mostDevices) {
    throw new ConflictError(`There can be ${mostDevices} devices; revoke one first.`);
  }
}

export const deviceRevoked = () =>
  new InvalidInputError([{ path: 'publicKey', message: 'must be a key that was not revoked' }]);

export const deviceTaken = () =>
  new InvalidInputError([{ path: 'publicKey', message: 'must be a new key' }]);

/** The same for a code that never was, was used, has expired, or belongs to somebody else. */
export const linkCodeRefused = () =>
  new InvalidInputError([{ path: 'linkCode', message: 'is not valid, or not any more' }]);
