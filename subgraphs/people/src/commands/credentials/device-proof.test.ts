import { describe, expect, test } from '@jest/globals';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { createTestDevice } from '../../testing/device.ts';
import { thumbprintOf, verifyDeviceProof } from './device-proof.ts';

const device = await createTestDevice();
const stranger = await createTestDevice();
const now = Math.floor(Date.now() / 1000);
const bytes = (text: string) => new TextEncoder().encode(text);
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const withHeader = (proof: string, header: object) => proof.replace(/^[^.]+/, encode(header));

async function refusalOf(proof: string): Promise<string> {
  const error = await verifyDeviceProof(proof, device.publicKey).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InvalidInputError)) throw new Error('The proof was not refused as input');
  expect(error.issues.map((issue) => issue.path)).toEqual(['proof']);
  return error.message;
}

describe('verifyDeviceProof', () => {
  test('accepts an honest proof, also from a clock a little off', async () => {
    await verifyDeviceProof(await device.prove(), device.publicKey);
    const late = { iat: now - 80, exp: now - 20 };
    await verifyDeviceProof(await device.prove({ claims: late }), device.publicKey);
  });

  test('refuses the signature of another key, even when the header brings that key', async () => {
    const jwk = { kty: 'EC', crv: 'P-256', ...stranger.publicKey };
    for (const header of [{}, { jwk }, { kid: '../../dev/null', jku: 'http://127.0.0.1/' }]) {
      const proof = await device.prove({ key: stranger.privateKey, header });
      expect(await refusalOf(proof)).toBe('proof: is not signed by the key');
    }
  });

  test.each(['none', 'nOnE'])('refuses the algorithm %s', async (alg) => {
    const [, claims] = (await device.prove()).split('.');
    const proof = `${encode({ alg, typ: 'device-proof+jwt' })}.${claims}.`;
    expect(await refusalOf(proof)).toBe('proof: must be signed with ES256');
  });

  test('refuses HS256 with the public key as the secret', async () => {
    for (const secret of [JSON.stringify(device.publicKey), device.publicKey.x.padEnd(64)]) {
      const proof = await device.prove({ key: bytes(secret), header: { alg: 'HS256' } });
      expect(await refusalOf(proof)).toBe('proof: must be signed with ES256');
    }
  });

  test.each([undefined, 'JWT', 'device-token+jwt'])('refuses the type %s', async (typ) => {
    expect(await refusalOf(await device.prove({ header: { typ } }))).toMatch(/type/);
  });

  test.each([
    ['too old', { iat: now - 200, exp: now + 60 }],
    ['from the future', { iat: now + 3600, exp: now + 3660 }],
    ['without iat', { iat: undefined }],
    ['without exp', { exp: undefined }],
    ['expired', { exp: now - 40 }],
    ['not valid yet', { nbf: now + 400 }],
  ])('refuses a proof that is %s', async (_name, claims) => {
    expect(await refusalOf(await device.prove({ claims }))).toMatch(/60 seconds/);
  });

  test('refuses another audience, or none', async () => {
    for (const aud of ['somebody-else', undefined]) {
      const proof = await device.prove({ claims: { aud } });
      expect(await refusalOf(proof)).toMatch(/audience/);
    }
  });

  test('refuses what is no token, and a header it must not ignore', async () => {
    const crit = { alg: 'ES256', typ: 'device-proof+jwt', crit: ['other'], other: 1 };
    const proofs = ['', '\u0000', '\ud800.a.b', 'a.b.c', withHeader(await device.prove(), crit)];
    for (const proof of proofs) expect(await refusalOf(proof)).toMatch(/signed JSON Web Token/);
  });
});

test('a thumbprint is that of RFC 7638 with SHA-256', async () => {
  const { x, y } = device.publicKey;
  const canonical = `{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`;
  const digest = await crypto.subtle.digest('SHA-256', bytes(canonical));
  expect(await thumbprintOf({ x, y })).toBe(Buffer.from(digest).toString('base64url'));
});
