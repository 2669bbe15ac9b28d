import { type DeviceIdentity, enrol } from '@alert-button/sdk/person';
import type { TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { exportJWK, type JWK } from 'jose';
import { seconds, signed, type TokenParts } from './raw-tokens.ts';

/** An enrolled device whose tokens can be made as one likes. */
export interface RawDevice {
  readonly certificate: string;
  readonly keys: CryptoKeyPair;
  readonly publicKey: JWK;
  /** Claims and header of an honest token, with these instead. */
  parts(changes?: TokenParts): Required<TokenParts>;
  token(changes?: TokenParts): Promise<string>;
}

export async function enrolledDevice(system: TestSystem): Promise<RawDevice> {
  let identity: DeviceIdentity | undefined;
  const person = await enrol({
    url: system.graphqlUrl,
    store: { load: async () => identity, save: async (made) => void (identity = made) },
  });
  person.close();
  if (!identity?.enrolment) throw new Error('An enrolled device has a certificate');
  const { keys, enrolment } = identity;
  const parts = ({ header, claims }: TokenParts = {}) => ({
    header: { typ: 'device-token+jwt', ...header },
    claims: {
      aud: 'alert-button',
      iat: seconds(),
      exp: seconds() + 60,
      jti: crypto.randomUUID(),
      certificate: enrolment.certificate,
      ...claims,
    },
  });
  return {
    certificate: enrolment.certificate,
    keys,
    publicKey: await exportJWK(keys.publicKey),
    parts,
    token: (changes) => signed(keys.privateKey, 'ES256', parts(changes)),
  };
}
