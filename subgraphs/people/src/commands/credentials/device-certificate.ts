import { importJWK, SignJWT, type JWK } from 'jose';
import type { DeviceKey } from '../../domain/device-key.ts';
import type { Person } from '../../domain/person.ts';

const validDays = 365;

export interface DeviceCertificate {
  /** A JSON Web Token; the gateway verifies it without asking anyone. */
  readonly certificate: string;
  readonly expiresAt: Date;
}

export type IssueCertificate = (person: Person, key: DeviceKey) => Promise<DeviceCertificate>;

/**
 * Signs that a key belongs to a person (RFC 7800: `cnf` names the key, so the certificate is of
 * no use to anyone who lacks its private half).
 */
export async function createCertificateIssuer(privateKey: JWK): Promise<IssueCertificate> {
  const signingKey = await importJWK(privateKey, 'EdDSA');
  const kid = privateKey.kid ?? '';
  return async (person, key) => {
    const issuedAt = Math.floor(Date.now() / 1000);
    const expiresAt = issuedAt + validDays * 24 * 60 * 60;
    const certificate = await new SignJWT({
      cnf: { jwk: { kty: 'EC', crv: 'P-256', x: key.x, y: key.y } },
      home: person.homeConsulate,
      environment: 'LIVE',
    })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'device-certificate+jwt', kid })
      .setIssuer('alert-button-people')
      .setSubject(person.id)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(signingKey);
    return { certificate, expiresAt: new Date(expiresAt * 1000) };
  };
}
