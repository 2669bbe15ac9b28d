import { expect, test } from '@jest/globals';
import { createAuthenticate } from './authenticate.ts';
import { CredentialError, nobody, type Principal } from './credential.ts';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenOf = (header: object) => `${encode({ alg: 'ES256', ...header })}.e30.c2ln`;
const device: Principal = { ...nobody, expiresAt: 1 };
const officer: Principal = { ...nobody, expiresAt: 2 };
const authenticate = createAuthenticate({
  'device-token+jwt': async () => device,
  'at+jwt': async () => officer,
});

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
  const failing = createAuthenticate({
    'device-token+jwt': async () => Promise.reject(new Error('secret')),
    'at+jwt': async () => officer,
  });
  const refused = failing(`Bearer ${tokenOf({ typ: 'device-token+jwt' })}`);
  await expect(refused).rejects.toThrow(/^The credential does not hold$/);
});
