import { beforeAll, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, importJWK, SignJWT, UnsecuredJWT, type JWK } from 'jose';
import {
  anonymous,
  createViewerSigner,
  createViewerVerifier,
  type Officer,
  type Organisation,
  type Person,
  type Viewer,
} from './viewer.ts';

interface KeyPair {
  readonly publicKey: JWK;
  readonly privateKey: JWK;
}

async function createKey(kid = 'test'): Promise<KeyPair> {
  const pair = await generateKeyPair('EdDSA', { extractable: true });
  const [publicKey, privateKey] = [
    await exportJWK(pair.publicKey),
    await exportJWK(pair.privateKey),
  ];
  return { publicKey: { ...publicKey, kid }, privateKey: { ...privateKey, kid } };
}

const person: Person = {
  kind: 'PERSON',
  personId: 'p',
  deviceKey: 'd',
  homeConsulate: 'tucson',
  environment: 'LIVE',
};
const officer: Officer = { kind: 'OFFICER', officerId: 'o', desk: 'tucson', role: 'OFFICER' };
const organisation: Organisation = {
  kind: 'ORGANISATION',
  organisationId: 'n',
  keyId: 'k',
  scopes: ['alerts:raise'],
  environment: 'TEST',
};

let key: KeyPair;
let verify: (token: string) => Promise<Viewer>;

beforeAll(async () => {
  key = await createKey();
  verify = await createViewerVerifier(key.publicKey, 'alerts');
});

const now = () => Math.floor(Date.now() / 1000);

/** A token the gateway might have made, but for what is changed. */
async function forge(changes: { header?: object; claims?: object; key?: JWK } = {}) {
  const claims = {
    iss: 'alert-button-gateway',
    aud: 'alerts',
    iat: now(),
    exp: now() + 60,
    viewer: officer,
    ...changes.claims,
  };
  const header = { alg: 'EdDSA', typ: 'internal+jwt', kid: 'test', ...changes.header };
  const signingKey = await importJWK(changes.key ?? key.privateKey, header.alg);
  return new SignJWT(claims).setProtectedHeader(header).sign(signingKey);
}

describe('an internal token', () => {
  test.each<Viewer>([anonymous, person, officer, organisation])(
    'tells that $kind asks',
    async (viewer) => {
      const sign = await createViewerSigner(key.privateKey);
      expect(await verify(await sign(viewer, 'alerts'))).toEqual(viewer);
    },
  );

  test('made by hand as the gateway makes it is accepted, so the refusals below mean something', async () => {
    expect(await verify(await forge())).toEqual(officer);
  });

  test('for one subgraph opens no other', async () => {
    const sign = await createViewerSigner(key.privateKey);
    const token = await sign(officer, 'people');
    await expect(verify(token)).rejects.toMatchObject({ code: 'ERR_JWT_CLAIM_VALIDATION_FAILED' });
  });

  test.each([
    ['an hour old', { iat: now() - 3600, exp: now() - 3540 }],
    ['without an end', { exp: undefined }],
    ['for nobody in particular', { aud: undefined }],
    ['of another issuer', { iss: 'alert-button-people' }],
    ['without a viewer', { viewer: undefined }],
    ['that is not valid yet', { nbf: now() + 3600 }],
  ])('%s is refused', async (_case, claims) => {
    await expect(verify(await forge({ claims }))).rejects.toThrow();
  });

  test.each([['JWT'], ['device-token+jwt'], [undefined]])('of type %s is refused', async (typ) => {
    await expect(verify(await forge({ header: { typ } }))).rejects.toThrow(/typ/);
  });

  test('signed with another key is refused', async () => {
    const stranger = await createKey();
    const token = await forge({ key: stranger.privateKey });
    await expect(verify(token)).rejects.toMatchObject({
      code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    });
  });

  test('that brings its own key is refused', async () => {
    const stranger = await createKey();
    const header = { jwk: stranger.publicKey };
    await expect(verify(await forge({ header, key: stranger.privateKey }))).rejects.toThrow();
  });

  test('that is not signed is refused', async () => {
    const unsigned = new UnsecuredJWT({ viewer: officer })
      .setIssuer('alert-button-gateway')
      .setAudience('alerts')
      .setExpirationTime('1h')
      .encode();
    await expect(verify(unsigned)).rejects.toThrow();
    const [, claims = ''] = unsigned.split('.');
    for (const alg of ['none', 'nOnE', 'None']) {
      const header = Buffer.from(JSON.stringify({ alg, typ: 'internal+jwt' })).toString(
        'base64url',
      );
      for (const signature of ['', 'AAAA']) {
        await expect(verify(`${header}.${claims}.${signature}`)).rejects.toThrow();
      }
    }
  });

  test('signed with the public key as a shared secret is refused', async () => {
    const secret = Buffer.from(JSON.stringify(key.publicKey)).toString('base64url');
    const token = await forge({ header: { alg: 'HS256' }, key: { kty: 'oct', k: secret } });
    await expect(verify(token)).rejects.toMatchObject({ code: 'ERR_JOSE_ALG_NOT_ALLOWED' });
  });

  test('of which a character was changed is refused', async () => {
    const token = await forge();
    const [header = '', claims = '', signature = ''] = token.split('.');
    const viewer = { ...officer, desk: 'houston' };
    const other = {
      ...(JSON.parse(Buffer.from(claims, 'base64url').toString()) as object),
      viewer,
    };
    const altered = Buffer.from(JSON.stringify(other)).toString('base64url');
    await expect(verify(`${header}.${altered}.${signature}`)).rejects.toThrow();
  });

  test.each([[''], ['.'], ['..'], ['a.b.c'], ['\u0000'], ['x'.repeat(1_000_000)]])(
    'is none in %j',
    async (token) => {
      await expect(verify(token)).rejects.toThrow();
    },
  );
});
