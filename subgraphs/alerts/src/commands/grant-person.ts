import { importJWK, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { Viewer } from '@alert-button/platform/viewer.ts';
import type { SeenAlert } from './visible-alert.ts';

/** Whose alert it is, and by what people may be asked about them. */
export interface GrantedPerson {
  readonly id: string;
  /** Null for the person themself, who needs none. */
  readonly grant: string | null;
}

export type GrantPerson = (viewer: Viewer, seen: SeenAlert) => Promise<GrantedPerson | null>;

const lifetimeSeconds = 120;

/**
 * Tells whose alert it is to those who see it and may know: the person themself, and an officer of
 * a desk it was offered to, with a grant. People cannot judge that alone, so the grant says in our
 * name who may read whom because of which alert, for a moment. To everybody else, null.
 */
export async function createPersonGranter(privateKey: JWK): Promise<GrantPerson> {
  const key = (await importJWK(privateKey, 'EdDSA')) as CryptoKey;
  const header = { alg: 'EdDSA', typ: 'person-grant+jwt', kid: privateKey.kid ?? '' };
  return async (viewer, { record: { alert }, seenBy }) => {
    if (viewer.kind === 'PERSON' && seenBy === 'PERSON') return { id: alert.personId, grant: null };
    if (viewer.kind !== 'OFFICER' || seenBy !== 'DESK') return null;
    const { kind, officerId, desk } = viewer;
    const grant = await new SignJWT({ alert: alert.id, viewer: { kind, id: officerId, desk } })
      .setProtectedHeader(header)
      .setIssuer('alert-button-alerts')
      .setAudience('people')
      .setSubject(alert.personId)
      .setIssuedAt()
      .setExpirationTime(`${lifetimeSeconds}s`)
      .sign(key);
    return { id: alert.personId, grant };
  };
}
