import {
  calculateJwkThumbprint,
  decodeJwt,
  importJWK,
  jwtVerify,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from 'jose';
import { CredentialError, type VerifyToken } from './credential.ts';

const audience = 'alert-button';
/** A phone's clock may differ a little from ours even after the offset it learnt. */
const clockTolerance = 60;
const longestLifetimeSeconds = 120;

interface Certificate extends JWTPayload {
  readonly cnf: { readonly jwk: JWK };
  readonly home: string | null;
  readonly environment: 'LIVE' | 'TEST';
}

interface DeviceToken extends JWTPayload {
  readonly certificate: string;
}

/**
 * Verifies a device's transport token without asking anyone: the certificate in it, signed at
 * enrolment, says whose device it is and which key it has; the token is signed with that key
 * (proof of possession). See RFC 7800 for `cnf`, RFC 8725 for the checks.
 */
export async function createDeviceTokenVerifier(certificateKey: JWK): Promise<VerifyToken> {
  const issuerKey = (await importJWK(certificateKey, 'EdDSA')) as CryptoKey;
  return async (token) => {
    const { certificate } = decodeJwt<DeviceToken>(token);
    if (typeof certificate !== 'string') throw new CredentialError();
    const { payload: certified } = await jwtVerify<Certificate>(certificate, issuerKey, {
      algorithms: ['EdDSA'],
      typ: 'device-certificate+jwt',
      issuer: 'alert-button-people',
      requiredClaims: ['sub', 'cnf', 'exp', 'environment'],
    });
    const deviceKey = await importJWK(certified.cnf.jwk, 'ES256');
    const { payload } = await jwtVerify<DeviceToken>(token, deviceKey, {
      algorithms: ['ES256'],
      typ: 'device-token+jwt',
      audience,
      clockTolerance,
      requiredClaims: ['iat', 'exp'],
    });
    const lifetime = (payload.exp ?? 0) - (payload.iat ?? 0);
    if (lifetime > longestLifetimeSeconds) throw new CredentialError();
    return {
      viewer: {
        kind: 'PERSON',
        personId: certified.sub ?? '',
        deviceKey: await calculateJwkThumbprint(certified.cnf.jwk),
        homeConsulate: certified.home,
        environment: certified.environment,
      },
      // The token only opens the door; what is open stays so for as long as the certificate holds.
      expiresAt: (certified.exp ?? 0) * 1000,
    };
  };
}
