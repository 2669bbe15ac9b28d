import { calculateJwkThumbprint, errors, importJWK, jwtVerify } from 'jose';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import type { DeviceKey } from '../../domain/device-key.ts';

const validSeconds = 60;
// Devices set their clocks by ours; this covers the way of the request and a little drift.
const leewaySeconds = 30;

const asJwk = (key: DeviceKey) => ({ kty: 'EC', crv: 'P-256', x: key.x, y: key.y });

/** RFC 7638 thumbprint (SHA-256, base64url): the name under which a device is known. */
export function thumbprintOf(key: DeviceKey): Promise<string> {
  return calculateJwkThumbprint(asJwk(key), 'sha256');
}

/**
 * Verifies that whoever sent `proof` holds the private half of `key`. RFC 8725: one algorithm, an
 * explicit type, our audience, made within the last minute; whatever key the header names is
 * ignored. A copied proof is worth nothing: the certificate it earns works only with the key.
 *
 * @throws InvalidInputError for the field `proof`.
 */
export async function verifyDeviceProof(proof: string, key: DeviceKey): Promise<void> {
  try {
    await jwtVerify(proof, await importJWK(asJwk(key), 'ES256'), {
      algorithms: ['ES256'],
      typ: 'device-proof+jwt',
      audience: 'alert-button',
      maxTokenAge: validSeconds,
      clockTolerance: leewaySeconds,
      requiredClaims: ['iat', 'exp', 'jti'],
    });
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    throw new InvalidInputError([{ path: 'proof', message: reasonOf(error) }]);
  }
}

/** What a developer of a client needs to know; never a part of the proof. */
function reasonOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'is not signed by the key';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'must be signed with ES256';
  const claim =
    error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed
      ? error.claim
      : '';
  switch (claim) {
    case 'iat':
    case 'exp':
    case 'nbf':
      return `must have been made within the last ${validSeconds} seconds of the server's clock`;
    case 'typ':
      return 'must have the type device-proof+jwt';
    case 'aud':
      return 'must have the audience alert-button';
    case 'jti':
      return 'must have the claim jti';
    default:
      return 'must be a signed JSON Web Token';
  }
}
