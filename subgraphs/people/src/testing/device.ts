import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import type { DeviceKey } from '../domain/device-key.ts';

export interface ProofChanges {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Signs instead of the device's own key. */
  readonly key?: CryptoKey | Uint8Array;
}

export interface TestDevice {
  readonly publicKey: DeviceKey;
  readonly privateKey: CryptoKey;
  /** An honest proof, but for the changes; a header or claim changed to undefined is left out. */
  prove(changes?: ProofChanges): Promise<string>;
}

/** A device with a key pair of its own. */
export async function createTestDevice(): Promise<TestDevice> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const { x = '', y = '' } = await exportJWK(publicKey);
  return {
    publicKey: { x, y },
    privateKey,
    prove({ header, claims, key } = {}) {
      const now = Math.floor(Date.now() / 1000);
      const honest = { aud: 'alert-button', iat: now, exp: now + 60, jti: crypto.randomUUID() };
      return new SignJWT({ ...honest, ...claims })
        .setProtectedHeader({ alg: 'ES256', typ: 'device-proof+jwt', ...header })
        .sign(key ?? privateKey);
    },
  };
}
