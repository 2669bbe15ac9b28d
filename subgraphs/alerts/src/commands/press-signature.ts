import { InvalidInputError } from '@alert-button/platform/errors.ts';
import {
  calculateJwkThumbprint,
  compactVerify,
  decodeProtectedHeader,
  importJWK,
  type JWK,
} from 'jose';

const refused = (message: string) => new InvalidInputError([{ path: 'signature', message }]);

/**
 * A press signature is evidence that this device pressed: a compact JWS (ES256, type `press+jwt`)
 * whose header carries the device's public key and whose payload names the idempotency key. It
 * does not expire. Checked when it arrives, so that what is kept can be relied on.
 *
 * @throws InvalidInputError
 */
export async function verifyPressSignature(
  signature: string,
  deviceKey: string,
  idempotencyKey: string,
): Promise<void> {
  let signed: { idempotencyKey?: unknown };
  let thumbprint: string;
  try {
    const { jwk, alg } = decodeProtectedHeader(signature);
    if (alg !== 'ES256' || jwk === undefined) throw refused('must be ES256 with its public key');
    thumbprint = await calculateJwkThumbprint(jwk as JWK);
    const key = await importJWK(jwk as JWK, 'ES256');
    const { payload, protectedHeader } = await compactVerify(signature, key, {
      algorithms: ['ES256'],
    });
    if (protectedHeader.typ !== 'press+jwt') throw refused('must be of type press+jwt');
    signed = JSON.parse(new TextDecoder().decode(payload)) as typeof signed;
  } catch {
    throw refused('is not a valid press signature');
  }
  if (thumbprint !== deviceKey) throw refused('is of another device');
  if (signed.idempotencyKey !== idempotencyKey) throw refused('is of another press');
}
