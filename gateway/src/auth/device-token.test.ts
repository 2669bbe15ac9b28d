import { describe, expect, test } from '@jest/globals';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWK,
} from 'jose';
import { createDeviceTokenVerifier } from './device-token.ts';

const service = await generateKeyPair('EdDSA', { extractable: true });
const stranger = await generateKeyPair('EdDSA');
const device = await generateKeyPair('ES256', { extractable: true });
const other = await generateKeyPair('ES256', { extractable: true });
const deviceJwk = await exportJWK(device.publicKey);
const otherJwk: JWK = await exportJWK(other.publicKey);
const verify = await createDeviceTokenVerifier({
  ...(await exportJWK(service.publicKey)),
  kid: 'test',
});
const now = () => Math.floor(Date.now() / 1000);

interface Changes {
  readonly header?: object;
  readonly claims?: object;
  readonly key?: CryptoKey | Uint8Array;
}

const certificate = ({ header, claims, key }: Changes = {}) =>
  new SignJWT({
    iss: 'alert-button-people',
    sub: 'person-1',
    cnf: { jwk: deviceJwk },
    home: 'houston',
    environment: 'LIVE',
    iat: now(),
    exp: now() + 3600,
    ...claims,
  })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'device-certificate+jwt', ...header })
    .sign(key ?? service.privateKey);

const token = async ({ header, claims, key }: Changes = {}, from: Changes = {}) =>
  new SignJWT({
    aud: 'alert-button',
    iat: now(),
    exp: now() + 60,
    jti: 'a',
    certificate: await certificate(from),
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'device-token+jwt', ...header })
    .sign(key ?? device.privateKey);

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a device token', () => {
  test('says who asks, with which key, until the certificate ends', async () => {
    const ends = now() + 3600;
    expect(await verify(await token({}, { claims: { exp: ends } }))).toEqual({
      viewer: {
        kind: 'PERSON',
        personId: 'person-1',
        deviceKey: await calculateJwkThumbprint(deviceJwk),
        homeConsulate: 'houston',
        environment: 'LIVE',
      },
      expiresAt: ends * 1000,
    });
  });

  test('of a clock a minute off, either way, still passes', async () => {
    await verify(await token({ claims: { iat: now() - 110, exp: now() - 50 } }));
    await verify(await token({ claims: { iat: now() + 50, exp: now() + 110 } }));
  });

  test.each<[string, Changes]>([
    ['expired', { claims: { iat: now() - 300, exp: now() - 200 } }],
    ['good for an hour', { claims: { exp: now() + 3600 } }],
    ['without an end', { claims: { exp: undefined } }],
    ['without a beginning', { claims: { iat: undefined } }],
    ['not yet valid', { claims: { nbf: now() + 600 } }],
    ['for another service', { claims: { aud: 'elsewhere' } }],
    ['for nobody', { claims: { aud: undefined } }],
    ['without a certificate', { claims: { certificate: undefined } }],
    ['with a certificate that is none', { claims: { certificate: 'a.b.c' } }],
    ['with a certificate that is an object', { claims: { certificate: {} } }],
    ['of another type', { header: { typ: 'device-proof+jwt' } }],
    ['of no type', { header: { typ: undefined } }],
    ['by another key', { key: other.privateKey }],
    ['with an HMAC', { header: { alg: 'HS256' }, key: Buffer.from(JSON.stringify(deviceJwk)) }],
    ['by the service itself', { header: { alg: 'EdDSA' }, key: service.privateKey }],
  ])('%s is refused', async (_name, changes) => {
    await expect(verify(await token(changes))).rejects.toThrow();
  });

  test.each(['none', 'None', 'nOnE', 'HS256', 'RS256'])(
    'with alg %s and no signature is refused',
    async (alg) => {
      const [, claims] = (await token()).split('.');
      const header = encode({ alg, typ: 'device-token+jwt' });
      await expect(verify(`${header}.${claims}.`)).rejects.toThrow();
    },
  );

  test('that brings its own key is judged by the certificate', async () => {
    const changes = {
      header: { jwk: otherJwk, jku: 'https://evil.example', kid: '../../dev/null' },
    };
    await expect(verify(await token({ ...changes, key: other.privateKey }))).rejects.toThrow();
  });

  test('cut or altered anywhere is refused', async () => {
    const whole = await token();
    for (let at = 0; at < whole.length; at += 37) {
      const altered = `${whole.slice(0, at)}${whole[at] === 'A' ? 'B' : 'A'}${whole.slice(at + 1)}`;
      await expect(verify(altered)).rejects.toThrow();
      await expect(verify(whole.slice(0, at))).rejects.toThrow();
    }
  });
});

describe('its certificate', () => {
  test.each<[string, Changes]>([
    ['by another service', { key: stranger.privateKey }],
    ['by the device itself', { header: { alg: 'ES256' }, key: device.privateKey }],
    ['expired', { claims: { exp: now() - 10 } }],
    ['without an end', { claims: { exp: undefined } }],
    ['of another issuer', { claims: { iss: 'somebody' } }],
    ['of another type', { header: { typ: 'JWT' } }],
    ['of nobody', { claims: { sub: undefined } }],
    ['without a key', { claims: { cnf: undefined } }],
    ['with an empty key', { claims: { cnf: {} } }],
    ['with a secret for a key', { claims: { cnf: { jwk: { kty: 'oct', k: 'YQ' } } } }],
    ["for another device's key", { claims: { cnf: { jwk: otherJwk } } }],
    ['without an environment', { claims: { environment: undefined } }],
  ])('%s makes the token worthless', async (_name, changes) => {
    await expect(verify(await token({}, changes))).rejects.toThrow();
  });
});
