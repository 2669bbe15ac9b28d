import type { OfficerRole } from '@alert-button/platform/viewer.ts';
import { createRemoteJWKSet, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { CredentialError, type VerifyToken } from './credential.ts';

const timeoutMilliseconds = 3000;

interface AccessToken extends JWTPayload {
  readonly desk?: unknown;
  readonly role?: unknown;
}

const roles: readonly OfficerRole[] = ['OFFICER', 'OPERATOR', 'ADMINISTRATOR'];
const isRole = (role: unknown): role is OfficerRole => roles.includes(role as OfficerRole);

/** Of the client that hands in text messages. It works at no desk, and is no officer. */
const textRole = 'TEXTS';

/** The provider's keys, from where its discovery document says they are. */
function createKeySet(issuer: string): JWTVerifyGetKey {
  let known: Promise<JWTVerifyGetKey> | undefined;
  const discover = async (): Promise<JWTVerifyGetKey> => {
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const response = await fetch(address, { signal: AbortSignal.timeout(timeoutMilliseconds) });
    const { issuer: named, jwks_uri: keys } = (await response.json()) as Record<string, string>;
    if (named !== issuer || keys === undefined) throw new CredentialError();
    return createRemoteJWKSet(new URL(keys), {
      timeoutDuration: timeoutMilliseconds,
      cooldownDuration: 10_000,
      cacheMaxAge: 24 * 3600 * 1000,
    });
  };
  return async (header, token) => {
    known ??= discover();
    const keys = await known.catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return keys(header, token);
  };
}

/**
 * Verifies an officer's OpenID Connect access token (RFC 9068: typed `at+jwt`, so that an ID token
 * does not pass). The provider's keys are fetched once and kept: signing in needs the provider,
 * an officer at work does not. The service that hands in text messages has a token of the same kind.
 */
export function createOfficerTokenVerifier(issuer: string, audience: string): VerifyToken {
  const keys = createKeySet(issuer);
  return async (token) => {
    const { payload } = await jwtVerify<AccessToken>(token, keys, {
      issuer,
      audience,
      typ: 'at+jwt',
      algorithms: ['RS256', 'ES256', 'EdDSA'],
      clockTolerance: 30,
      requiredClaims: ['sub', 'exp', 'role'],
    });
    const { sub, desk, role, exp } = payload;
    if (typeof sub === 'string' && role === textRole) {
      return { viewer: { kind: 'TEXT_SERVICE', serviceId: sub }, expiresAt: (exp ?? 0) * 1000 };
    }
    if (typeof sub !== 'string' || typeof desk !== 'string' || !isRole(role)) {
      throw new CredentialError();
    }
    return {
      viewer: { kind: 'OFFICER', officerId: sub, desk, role },
      expiresAt: (exp ?? 0) * 1000,
    };
  };
}
