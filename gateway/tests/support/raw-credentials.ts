import { generateKeyPairSync } from 'node:crypto';
import { publicKey } from '@alert-button/dev/secrets.ts';
import type { TestSystem } from '@alert-button/dev/testing/test-system.ts';
import type { JWK } from 'jose';
import type { RawDevice } from './raw-device.ts';
import { seconds, signed, unsigned, type TokenParts } from './raw-tokens.ts';

/** A system, and two devices enrolled in it. */
export interface Credentials {
  readonly system: TestSystem;
  readonly device: RawDevice;
  readonly other: RawDevice;
}

export const foreignKey = generateKeyPairSync('ed25519').privateKey.export({
  format: 'jwk',
}) as JWK;
const foreignEcKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
  format: 'jwk',
}) as JWK;

const officerParts = ({ system }: Credentials, { header, claims }: TokenParts = {}) => ({
  header: { typ: 'at+jwt', kid: system.secrets.identityProviderKey.kid, ...header },
  claims: {
    iss: system.issuer,
    aud: 'alert-button',
    sub: 'officer-houston',
    iat: seconds(),
    exp: seconds() + 600,
    desk: 'houston',
    role: 'OFFICER',
    ...claims,
  },
});

/** An access token as the identity provider signs them, with these claims instead. */
export const officerToken = (from: Credentials, changes?: TokenParts): Promise<string> =>
  signed(from.system.secrets.identityProviderKey, 'ES256', officerParts(from, changes));

/** A token of the first device, with a certificate for its key that `key` signed. */
async function certifiedBy({ device }: Credentials, key: JWK, changes: TokenParts = {}) {
  const certificate = await signed(key, 'EdDSA', {
    header: { typ: 'device-certificate+jwt', kid: key.kid ?? 'foreign', ...changes.header },
    claims: {
      iss: 'alert-button-people',
      sub: '7e57ab1e-0000-4000-8000-00000badc0de',
      cnf: { jwk: device.publicKey },
      home: 'houston',
      environment: 'LIVE',
      iat: seconds(),
      exp: seconds() + 600,
      ...changes.claims,
    },
  });
  return device.token({ claims: { certificate } });
}

type Make = (from: Credentials) => string | Promise<string>;

/** What looks like a credential and is none. */
export const falseCredentials: readonly (readonly [string, Make])[] = [
  ['nothing but the scheme', () => 'Bearer '],
  ['another scheme', () => 'Basic b2ZmaWNlcjpzZWNyZXQ='],
  ['no token at all', () => 'Bearer undefined'],
  ['three dots', () => 'Bearer ...'],
  ['10,000 characters', () => `Bearer ${'x'.repeat(10_000)}`],
  [
    'a device token that has expired',
    ({ device }) => device.token({ claims: { iat: seconds() - 300, exp: seconds() - 180 } }),
  ],
  [
    'a device token that lives an hour',
    ({ device }) => device.token({ claims: { exp: seconds() + 3600 } }),
  ],
  [
    'a device token from the future',
    ({ device }) => device.token({ claims: { nbf: seconds() + 600 } }),
  ],
  [
    'a device token for another service',
    ({ device }) => device.token({ claims: { aud: 'elsewhere' } }),
  ],
  [
    'a device token of another type',
    ({ device }) => device.token({ header: { typ: 'device-proof+jwt' } }),
  ],
  ['a device token without a type', ({ device }) => device.token({ header: { typ: undefined } })],
  [
    'a device token without certificate',
    ({ device }) => device.token({ claims: { certificate: undefined } }),
  ],
  [
    "a device token with another device's certificate",
    ({ device, other }) => device.token({ claims: { certificate: other.certificate } }),
  ],
  [
    'a device token signed by another device',
    ({ device, other }) => signed(other.keys.privateKey, 'ES256', device.parts()),
  ],
  ['a device token signed by nobody', ({ device }) => unsigned('none', device.parts())],
  [
    'a device token signed by nobody, spelt otherwise',
    ({ device }) => unsigned('nOnE', device.parts()),
  ],
  [
    'a device token signed with the public key as secret',
    ({ device }) => unsigned('HS256', device.parts(), JSON.stringify(device.publicKey)),
  ],
  [
    'a device token that brings its own key',
    ({ device }) => signed(foreignEcKey, 'ES256', device.parts({ header: { jwk: foreignEcKey } })),
  ],
  ['a certificate signed by nobody we know', (from) => certifiedBy(from, foreignKey)],
  [
    'a certificate that has expired',
    (from) =>
      certifiedBy(from, from.system.secrets.certificateKey, { claims: { exp: seconds() - 120 } }),
  ],
  [
    'a certificate of another type',
    (from) => certifiedBy(from, from.system.secrets.certificateKey, { header: { typ: 'JWT' } }),
  ],
  [
    'a certificate without a key',
    (from) => certifiedBy(from, from.system.secrets.certificateKey, { claims: { cnf: undefined } }),
  ],
  [
    "the gateway's own key as certificate's",
    (from) => certifiedBy(from, from.system.secrets.gatewayKey),
  ],
  ['the certificate alone', ({ device }) => device.certificate],
  [
    'an officer token that has expired',
    (from) => officerToken(from, { claims: { iat: seconds() - 600, exp: seconds() - 120 } }),
  ],
  [
    'an officer token signed by nobody we know',
    (from) => signed(foreignEcKey, 'ES256', officerParts(from)),
  ],
  ['an officer token signed by nobody', (from) => unsigned('none', officerParts(from))],
  [
    'an officer token signed with the public key as secret',
    (from) =>
      unsigned(
        'HS256',
        officerParts(from),
        JSON.stringify(publicKey(from.system.secrets.identityProviderKey)),
      ),
  ],
  [
    'an officer token whose key is a path',
    (from) => officerToken(from, { header: { kid: '../../dev/null' } }),
  ],
  [
    'an officer token for another service',
    (from) => officerToken(from, { claims: { aud: 'elsewhere' } }),
  ],
  [
    'an officer token of another provider',
    (from) => officerToken(from, { claims: { iss: 'https://evil.example' } }),
  ],
  [
    'an ID token instead of an access token',
    (from) => officerToken(from, { header: { typ: 'JWT' } }),
  ],
  [
    'an officer token without a desk',
    (from) => officerToken(from, { claims: { desk: undefined } }),
  ],
  [
    'an officer token with many desks',
    (from) => officerToken(from, { claims: { desk: ['houston'] } }),
  ],
  [
    'an officer token with an unknown role',
    (from) => officerToken(from, { claims: { role: 'ADMIN' } }),
  ],
];
