import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { createOfficerTokenVerifier } from './officer-token.ts';

const provider = await generateKeyPair('ES256');
const next = await generateKeyPair('ES256');
const stranger = await generateKeyPair('ES256');
const now = () => Math.floor(Date.now() / 1000);

/** A provider that publishes its keys, as OpenID Connect Discovery 1.0 says. */
let server: Server;
let issuer: string;
let keys: JWK[];
let isDown = false;
let asked: string[] = [];

beforeAll(async () => {
  keys = [{ ...(await exportJWK(provider.publicKey)), kid: 'first', alg: 'ES256', use: 'sig' }];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('content-type', 'application/json');
    if (isDown) response.writeHead(503).end('{}');
    else if (request.url === '/.well-known/openid-configuration') {
      response.end(JSON.stringify({ issuer, jwks_uri: `${issuer}/keys` }));
    } else if (request.url === '/keys' || request.url === '/jwks') {
      response.end(JSON.stringify({ keys }));
    } else response.writeHead(404).end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

interface Changes {
  readonly header?: object;
  readonly claims?: object;
  readonly key?: CryptoKey | Uint8Array;
}

const token = ({ header, claims, key }: Changes = {}) =>
  new SignJWT({
    iss: issuer,
    aud: 'alert-button',
    sub: 'officer-1',
    desk: 'houston',
    role: 'OFFICER',
    iat: now(),
    exp: now() + 600,
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'first', ...header })
    .sign(key ?? provider.privateKey);

const verifier = () => createOfficerTokenVerifier(issuer, 'alert-button');

describe("an officer's access token", () => {
  test('says who asks, of which desk, until it ends', async () => {
    const ends = now() + 600;
    expect(await verifier()(await token({ claims: { exp: ends } }))).toEqual({
      viewer: { kind: 'OFFICER', officerId: 'officer-1', desk: 'houston', role: 'OFFICER' },
      expiresAt: ends * 1000,
    });
  });

  test('of the service that hands in texts says so, at whatever desk, and is no officer', async () => {
    for (const desk of [undefined, 'houston']) {
      const { viewer } = await verifier()(await token({ claims: { role: 'TEXTS', desk } }));
      expect(viewer).toEqual({ kind: 'TEXT_SERVICE', serviceId: 'officer-1' });
    }
  });

  test.each<[string, Changes]>([
    ['expired', { claims: { exp: now() - 60 } }],
    ['without an end', { claims: { exp: undefined } }],
    ['not yet valid', { claims: { nbf: now() + 600 } }],
    ['for another service', { claims: { aud: 'elsewhere' } }],
    ['of another provider', { claims: { iss: 'https://evil.example' } }],
    ['of nobody', { claims: { sub: undefined } }],
    ['without a desk', { claims: { desk: undefined } }],
    ['with a desk that is a list', { claims: { desk: ['houston'] } }],
    ['without a role', { claims: { role: undefined } }],
    ['with a role nobody has', { claims: { role: 'ADMIN' } }],
    ['that is an ID token', { header: { typ: 'JWT' } }],
    ['of no type', { header: { typ: undefined } }],
    ['by another key', { key: stranger.privateKey }],
    ['by a key nobody publishes', { header: { kid: "' or 1=1" }, key: stranger.privateKey }],
    ['with an HMAC', { header: { alg: 'HS256' }, key: Buffer.from('a'.repeat(32)) }],
  ])('%s is refused', async (_name, changes) => {
    await expect(verifier()(await token(changes))).rejects.toThrow();
  });

  test('signed by nobody is refused', async () => {
    const [, claims] = (await token()).split('.');
    const header = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    await expect(verifier()(`${header}.${claims}.`)).rejects.toThrow();
  });

  test('needs the provider only once: its keys are kept', async () => {
    const verify = verifier();
    await verify(await token());
    asked = [];
    isDown = true;
    try {
      for (let times = 0; times < 5; times += 1) await verify(await token());
      expect(asked).toEqual([]);
    } finally {
      isDown = false;
    }
  });

  test('is refused while no key was ever fetched, and accepted as soon as one is', async () => {
    const verify = verifier();
    isDown = true;
    await expect(verify(await token())).rejects.toThrow();
    isDown = false;
    await verify(await token());
  });

  test('by a key the provider did not publish is refused after asking once', async () => {
    const verify = verifier();
    await verify(await token());
    asked = [];
    const changes = { header: { kid: 'second' }, key: next.privateKey };
    for (let times = 0; times < 5; times += 1) {
      await expect(verify(await token(changes))).rejects.toThrow();
    }
    expect(asked.length).toBeLessThanOrEqual(1);
  });
});
