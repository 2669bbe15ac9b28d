import { expect, test } from '@jest/globals';
import { createAccess } from './access.ts';
import { createAuthenticate, type Verifiers } from './authenticate.ts';
import { CredentialError, CredentialUncheckedError, nobody, type Principal } from './credential.ts';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenOf = (header: object) => `${encode({ alg: 'ES256', ...header })}.e30.c2ln`;
const device: Principal = { ...nobody, expiresAt: 1 };
const officer: Principal = {
  viewer: { kind: 'OFFICER', officerId: 'o', desk: 'tucson', role: 'OFFICER' },
  expiresAt: 2,
};
const organisation: Principal = { ...nobody, expiresAt: 3 };
const verifiers: Verifiers = {
  tokens: { 'device-token+jwt': async () => device, 'at+jwt': async () => officer },
  apiKey: async () => organisation,
};
const authenticate = createAuthenticate(verifiers, createAccess());

test('no credential is nobody', async () => {
  expect(await authenticate(undefined)).toBe(nobody);
  expect(await authenticate(null)).toBe(nobody);
});

test('a token goes to the verifier of the type it declares', async () => {
  expect(await authenticate(`Bearer ${tokenOf({ typ: 'device-token+jwt' })}`)).toBe(device);
  expect(await authenticate(`bearer ${tokenOf({ typ: 'at+jwt' })}`)).toBe(officer);
});

test.each([
  '',
  'Bearer',
  'Bearer ',
  'Bearer a',
  'Bearer a.b.c',
  'Bearer a b',
  `Basic ${tokenOf({ typ: 'at+jwt' })}`,
  tokenOf({ typ: 'at+jwt' }),
  `Bearer ${tokenOf({})}`,
  `Bearer ${tokenOf({ typ: 'JWT' })}`,
  `Bearer ${tokenOf({ typ: 'toString' })}`,
  `Bearer ${tokenOf({ typ: '__proto__' })}`,
  `Bearer ${tokenOf({ typ: 7 })}`,
  `Bearer ${'x'.repeat(1_000_000)}`,
])('refuses a value that does not hold: %#', async (authorization) => {
  await expect(authenticate(authorization)).rejects.toThrow(CredentialError);
});

test('says nothing of why', async () => {
  const tokens = {
    ...verifiers.tokens,
    'device-token+jwt': async () => Promise.reject(new Error('secret')),
  };
  const failing = createAuthenticate({ ...verifiers, tokens }, createAccess());
  const refused = failing(`Bearer ${tokenOf({ typ: 'device-token+jwt' })}`);
  await expect(refused).rejects.toThrow(/^The credential does not hold$/);
});

test('a key of an organisation is no token, whatever it looks like', async () => {
  expect(await authenticate('Bearer ab_live_x_y')).toBe(organisation);
  expect(await authenticate(`Bearer ab_${tokenOf({ typ: 'at+jwt' })}`)).toBe(organisation);
});

test('refuses whoever is shut out, however good the credential', async () => {
  const access = createAccess();
  const watched = createAuthenticate(verifiers, access);
  const authorization = `Bearer ${tokenOf({ typ: 'at+jwt' })}`;
  expect(await watched(authorization)).toBe(officer);
  access.change([{ kind: 'OFFICER', id: 'o', inMilliseconds: 0 }]);
  await expect(watched(authorization)).rejects.toThrow(CredentialError);
});

test('keeps apart what is wrong and what cannot be told now', async () => {
  const apiKey = async () => Promise.reject(new CredentialUncheckedError('People is away'));
  const unsure = createAuthenticate({ ...verifiers, apiKey }, createAccess());
  await expect(unsure('Bearer ab_live_x_y')).rejects.toThrow(CredentialUncheckedError);
});
