import { errors, importJWK, jwtVerify, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import type { Officer } from '@alert-button/platform/viewer.ts';

/** What alerts granted: this person, because of this alert. */
export interface PersonGrant {
  readonly personId: string;
  readonly alertId: string;
}

/** Null when it is not a grant, not any more, or not for this officer. */
export type VerifyPersonGrant = (grant: string, officer: Officer) => Promise<PersonGrant | null>;

interface GrantClaims extends JWTPayload {
  readonly alert: string;
  readonly viewer: { readonly kind: string; readonly id: string; readonly desk: string };
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const longestLifetimeSeconds = 120;

/**
 * Verifies grants that alerts signed (RFC 8725: one algorithm, an explicit type, our audience,
 * short-lived). A grant names the officer it was made for: taken by another, it is nothing.
 */
export async function createPersonGrantVerifier(publicKey: JWK): Promise<VerifyPersonGrant> {
  const key = (await importJWK(publicKey, 'EdDSA')) as CryptoKey;
  return async (grant, officer) => {
    try {
      const { payload } = await jwtVerify<GrantClaims>(grant, key, {
        algorithms: ['EdDSA'],
        typ: 'person-grant+jwt',
        issuer: 'alert-button-alerts',
        audience: 'people',
        maxTokenAge: longestLifetimeSeconds,
        clockTolerance: 5,
        requiredClaims: ['sub', 'alert', 'viewer', 'iat', 'exp'],
      });
      const { sub = '', alert, viewer } = payload;
      const isTheirs =
        viewer.kind === officer.kind &&
        viewer.id === officer.officerId &&
        viewer.desk === officer.desk;
      return isTheirs && uuidPattern.test(sub) ? { personId: sub, alertId: alert } : null;
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  };
}
