import type { Credential } from './credentials.ts';
import { epochSeconds, publicKeyOf, signJws } from './jws.ts';

const audience = 'alert-button';
const tokenSeconds = 60;

/**
 * The credential of an enrolled device: a token made for each attempt, good for a minute by the
 * service's clock, that carries the certificate and proves possession of the key.
 */
export function deviceCredential(keys: CryptoKeyPair, certificate: string): Credential {
  return {
    authorization: async ({ now }) => {
      const claims = { ...tokenClaims(now), certificate };
      return `Bearer ${await signJws(keys, 'device-token+jwt', claims)}`;
    },
  };
}

/** What registers a key: its public half, and proof that its private half is here. */
export async function proveKey(keys: CryptoKeyPair, now: Date) {
  const { x, y } = await publicKeyOf(keys);
  const proof = await signJws(keys, 'device-proof+jwt', tokenClaims(now));
  return { publicKey: { x, y }, proof };
}

function tokenClaims(now: Date) {
  const iat = epochSeconds(now);
  return { aud: audience, iat, exp: iat + tokenSeconds, jti: crypto.randomUUID() };
}
