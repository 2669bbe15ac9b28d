import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import {
  createBlindIndex,
  createLocalKeyProvider,
  createSealer,
  type KeyProvider,
} from '@alert-button/platform/keys.ts';
import { createPinHasher } from '@alert-button/platform/pin-hasher.ts';
import type { Officer } from '@alert-button/platform/viewer.ts';
import { createCertificateIssuer } from '../commands/credentials/device-certificate.ts';
import { createPersonGrantVerifier } from '../commands/credentials/person-grant.ts';
import { createContactMessages } from '../commands/contact-messages.ts';
import { createOwnMessages } from '../commands/own-messages.ts';
import { mintContactToken } from '../commands/follow-token.ts';
import type { PersonCommandNeeds } from '../commands/person-commands.ts';
import type { Database } from '../store/database.ts';
import { createPersonKeys } from '../store/person-keys.ts';

export interface TestNeeds extends PersonCommandNeeds {
  /** Verifies the certificates. */
  readonly certificateKey: JWK;
  /** Signs grants, as alerts does. */
  readonly grantKey: CryptoKey;
  readonly keyProvider: KeyProvider;
}

/** What the commands need, with keys of its own. */
export async function createTestNeeds(
  database: Database,
  announce: () => void = () => undefined,
): Promise<TestNeeds> {
  const [certificates, grants] = await Promise.all([
    generateKeyPair('EdDSA', { extractable: true }),
    generateKeyPair('EdDSA', { extractable: true }),
  ]);
  const indexKey = { id: 'test', secret: randomBytes(32) };
  const keyProvider = createLocalKeyProvider([{ id: 'test', secret: randomBytes(32) }]);
  const personKeys = createPersonKeys(keyProvider);
  const named = async (key: CryptoKey): Promise<JWK> => ({
    ...(await exportJWK(key)),
    kid: 'test',
  });
  return {
    database,
    announce,
    webPushKey: null,
    personKeys,
    ownMessages: createOwnMessages({ sealer: createSealer(keyProvider), personKeys }),
    ownPhoneIndex: createBlindIndex(indexKey, 'own_phone.phone'),
    phoneCodeIndex: createBlindIndex(indexKey, 'phone_code.code'),
    hashWord: createPinHasher({ id: 'test', secret: randomBytes(32) }),
    phoneIndex: createBlindIndex(indexKey, 'emergency_contact.phone'),
    emailIndex: createBlindIndex(indexKey, 'emergency_contact.email'),
    contactMessages: createContactMessages({
      sealer: createSealer(keyProvider),
      linksUrl: 'https://links.test',
      mintFollowToken: mintContactToken,
    }),
    linkCodeIndex: createBlindIndex(indexKey, 'device_link.code'),
    issueCertificate: await createCertificateIssuer(await named(certificates.privateKey)),
    verifyPersonGrant: await createPersonGrantVerifier(await named(grants.publicKey)),
    certificateKey: await named(certificates.publicKey),
    grantKey: grants.privateKey,
    keyProvider,
  };
}

export interface GrantChanges {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Signs instead of the key of alerts. */
  readonly key?: CryptoKey | Uint8Array;
}

/** An honest grant, but for the changes; a header or claim changed to undefined is left out. */
export function signGrant(
  grantKey: CryptoKey,
  personId: string,
  { kind, officerId, desk }: Officer,
  { header, claims, key }: GrantChanges = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const honest = {
    iss: 'alert-button-alerts',
    aud: 'people',
    sub: personId,
    iat: now,
    exp: now + 120,
    alert: 'an-alert',
    viewer: { kind, id: officerId, desk },
  };
  return new SignJWT({ ...honest, ...claims })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'person-grant+jwt', kid: 'test', ...header })
    .sign(key ?? grantKey);
}
