import type { OfficerRole } from '@alert-button/platform/viewer.ts';
import { createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose';
import { CredentialError, type VerifyToken } from './credential.ts';

interface AccessToken extends JWTPayload {
  readonly desk?: unknown;
  readonly role?: unknown;
}

const roles: readonly OfficerRole[] = ['OFFICER', 'OPERATOR'];
const isRole = (role: unknown): role is OfficerRole => roles.includes(role as OfficerRole);

/**
 * Verifies an officer's OpenID Connect access token (RFC 9068: typed `at+jwt`, so that an ID token
 * does not pass). The provider's keys are fetched once and kept: signing in needs the provider,
 * an officer at work does not.
 */
export function createOfficerTokenVerifier(issuer: string, audience: string): VerifyToken {
  const keys = createRemoteJWKSet(new URL(`${issuer.replace(/\/$/, '')}/jwks`), {
    timeoutDuration: 3000,
    cooldownDuration: 10_000,
    cacheMaxAge: 24 * 3600 * 1000,
  });
  return async (token) => {
    const { payload } = await jwtVerify<AccessToken>(token, keys, {
      issuer,
      audience,
      typ: 'at+jwt',
      algorithms: ['RS256', 'ES256', 'EdDSA'],
      clockTolerance: 30,
      requiredClaims: ['sub', 'exp', 'desk', 'role'],
    });
    const { sub, desk, role, exp } = payload;
    if (typeof sub !== 'string' || typeof desk !== 'string' || !isRole(role)) {
      throw new CredentialError();
    }
    return {
      viewer: { kind: 'OFFICER', officerId: sub, desk, role },
      expiresAt: (exp ?? 0) * 1000,
    };
  };
}
