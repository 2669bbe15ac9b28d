import { decodeProtectedHeader } from 'jose';
import type { Access } from './access.ts';
import {
  CredentialError,
  CredentialUncheckedError,
  nobody,
  type Principal,
  type VerifyToken,
} from './credential.ts';

/** A header larger than this is no credential of ours. */
const longestCredential = 8192;

/** Which verifier a JSON Web Token goes to, by the type it declares; an unlisted type has none. */
export interface TokenVerifiers {
  readonly 'device-token+jwt': VerifyToken;
  readonly 'at+jwt': VerifyToken;
}

export interface Verifiers {
  readonly tokens: TokenVerifiers;
  /** For what begins with `ab_`: keys of organisations are no tokens. */
  readonly apiKey: VerifyToken;
}

const apiKeyPrefix = 'ab_';

export type Authenticate = (authorization: string | null | undefined) => Promise<Principal>;

/**
 * Turns an `Authorization` value into a principal, on HTTP and WebSocket alike. No value is
 * nobody, who may still read the public directory; a value that does not hold, or whose holder is
 * shut out, is refused.
 *
 * @throws CredentialError, or CredentialUncheckedError when it cannot be told now.
 */
export function createAuthenticate({ tokens, apiKey }: Verifiers, access: Access): Authenticate {
  function verifierOf(token: string): VerifyToken {
    if (token.startsWith(apiKeyPrefix)) return apiKey;
    const { typ } = decodeProtectedHeader(token);
    if (!Object.hasOwn(tokens, typ ?? '')) throw new CredentialError();
    return tokens[typ as keyof TokenVerifiers];
  }

  return async (authorization) => {
    if (authorization === null || authorization === undefined) return nobody;
    const token = /^Bearer (\S+)$/i.exec(authorization.slice(0, longestCredential))?.[1];
    if (token === undefined) throw new CredentialError();
    try {
      const principal = await verifierOf(token)(token);
      access.check(principal);
      return principal;
    } catch (cause) {
      if (cause instanceof CredentialUncheckedError) throw cause;
      throw new CredentialError('The credential does not hold', { cause });
    }
  };
}
