import { importJWK, SignJWT, type CryptoKey } from 'jose';
import type { DevelopmentSecrets } from '@alert-button/dev/secrets.ts';

/** Long enough that no device thinks of renewing it meanwhile. */
export const certificateSeconds = 180 * 86_400;

/**
 * Gives certificates as people does at an enrolment, signed here with its key, so that thousands of
 * different persons cost nothing.
 */
export async function createCertifier({
  certificateKey,
}: Pick<DevelopmentSecrets, 'certificateKey'>) {
  const key = (await importJWK(certificateKey, 'EdDSA')) as CryptoKey;
  return (personId: string, deviceKey: object): Promise<string> => {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ cnf: { jwk: deviceKey }, home: null, environment: 'LIVE' })
      .setProtectedHeader({
        alg: 'EdDSA',
        typ: 'device-certificate+jwt',
        kid: certificateKey.kid ?? '',
      })
      .setIssuer('alert-button-people')
      .setSubject(personId)
      .setIssuedAt(now)
      .setExpirationTime(now + certificateSeconds)
      .sign(key);
  };
}
