import { decodeProtectedHeader } from 'jose';
import { CredentialError, nobody, type Principal, type VerifyToken } from './credential.ts';

/** A header larger than this is no credential of ours. */
const longestCredential = 8192;

/** Which verifier a token goes to, by the type it declares; an unlisted type has none. */
export interface Verifiers {
  readonly 'device-token+jwt': VerifyToken;
  readonly 'at+jwt': VerifyToken;
}

export type Authenticate = (authorization: string | null | undefined) => Promise<Principal>;

/**
 * Turns an `Authorization` value into a principal, on HTTP and WebSocket alike. No value is
 * nobody, who may still read the public directory; a value that does not hold is refused.
 *
 * @throws CredentialError
 */
export function createAuthenticate(verifiers: Verifiers): Authenticate {
  return async (authorization) => {
    if (authorization === null || authorization === undefined) return nobody;
    const token = /^Bearer (\S+)$/i.exec(authorization.slice(0, longestCredential))?.[1];
    if (token === undefined) throw new CredentialError();
    try {
      const { typ } = decodeProtectedHeader(token);
      const known = Object.hasOwn(verifiers, typ ?? '');
      if (!known) throw new CredentialError();
      return await verifiers[typ as keyof Verifiers](token);
    } catch (cause) {
      throw new CredentialError('The credential does not hold', { cause });
    }
  };
}
