import { createHmac, createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmod, link, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JWK } from 'jose';
import type { PerRole } from '@alert-button/platform/database/urls.ts';
import { makeDirectory } from './make-directory.ts';
import { describeFileError, StartError } from './start-error.ts';

/**
 * What production gets from its operator, made at random for one installation. Every id begins
 * with `development-`, by which the services refuse it in production.
 */
export interface DevelopmentSecrets {
  /** Private Ed25519 key with which the gateway signs its tokens to the subgraphs. */
  readonly gatewayKey: JWK;
  /** Private Ed25519 key with which people signs device certificates. */
  readonly certificateKey: JWK;
  /** `<id>:<base64 of 32 bytes>` */
  readonly keyEncryptionKey: string;
  /** `<id>:<base64 of 32 bytes>` */
  readonly cursorKey: string;
  /** Wraps the data keys of persons: `<id>:<base64 of 32 bytes>` */
  readonly personKeyEncryptionKey: string;
  /** Wraps the keys of officers' addresses and of what is sent to them. */
  readonly officerKeyEncryptionKey: string;
  /** Wraps the data keys of matters: `<id>:<base64 of 32 bytes>` */
  readonly matterKeyEncryptionKey: string;
  /** Under which people look up what is sealed: `<id>:<base64 of 32 bytes>` */
  readonly blindIndexKey: string;
  /** Under which alerts hashes PINs: `<id>:<base64 of 32 bytes>` */
  readonly pinKey: string;
  /** Under which people hashes the words of callers: `<id>:<base64 of 32 bytes>` */
  readonly callerWordKey: string;
  /** Signs what a provider hands in to texts: `<id>:<base64 of 32 bytes>` */
  readonly textsWebhookKey: string;
  /** From which texts makes the ids of who nobody knows: `<id>:<base64 of 32 bytes>` */
  readonly texterKey: string;
  /** Private Ed25519 key with which alerts tells people who may see a person. */
  readonly grantKey: JWK;
  /** Private Ed25519 key with which the subgraphs sign their audit checkpoints. */
  readonly auditCheckpointKey: JWK;
  /** What the gateway shows at the internal doors of alerts and people. */
  readonly hintsToken: string;
  /** Private P-256 key with which the identity provider signs access tokens. */
  readonly identityProviderKey: JWK;
  /** From which each officer's client secret is derived. */
  readonly identityProviderSecret: string;
  /** From which each database role's password is derived. */
  readonly databaseSecret: string;
}

export function createSecrets(): DevelopmentSecrets {
  const id = () => `development-${randomBytes(4).toString('hex')}`;
  const namedKey = () => `${id()}:${randomBytes(32).toString('base64')}`;
  const token = () => `${id()}-${randomBytes(32).toString('base64url')}`;
  const signingKey = (): JWK => ({
    ...(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as JWK),
    kid: id(),
    alg: 'EdDSA',
    use: 'sig',
  });
  const identityProviderKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  return {
    gatewayKey: signingKey(),
    certificateKey: signingKey(),
    keyEncryptionKey: namedKey(),
    cursorKey: namedKey(),
    personKeyEncryptionKey: namedKey(),
    officerKeyEncryptionKey: namedKey(),
    matterKeyEncryptionKey: namedKey(),
    blindIndexKey: namedKey(),
    pinKey: namedKey(),
    callerWordKey: namedKey(),
    textsWebhookKey: namedKey(),
    texterKey: namedKey(),
    grantKey: signingKey(),
    auditCheckpointKey: signingKey(),
    hintsToken: token(),
    identityProviderKey: {
      ...(identityProviderKey.export({ format: 'jwk' }) as JWK),
      kid: id(),
      alg: 'ES256',
      use: 'sig',
    },
    identityProviderSecret: token(),
    databaseSecret: token(),
  };
}

/**
 * The secrets of this installation, from `<directory>/secrets.json`, made when there are none.
 * Without them the data beside them cannot be read any more, so they are never made anew for
 * data that exist.
 *
 * @throws StartError when they are lost, damaged, or cannot be read or written.
 */
export async function loadSecrets(directory: string): Promise<DevelopmentSecrets> {
  const file = join(directory, 'secrets.json');
  try {
    await makeDirectory(directory);
    // Others may pass through (PostgreSQL may run as another account) but not look around.
    if (process.getuid?.() === (await stat(directory)).uid) await chmod(directory, 0o711);
    const stored = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (stored !== undefined) return parse(stored, file);
    if (await stat(join(directory, 'postgres')).catch(() => undefined)) {
      throw new StartError(
        `${file} is gone, and without it the data beside it cannot be read:` +
          ` restore it, or move ${directory} away to begin anew.`,
      );
    }
    return await store(createSecrets(), file);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw describeFileError(error, file);
  }
}

function parse(stored: string, file: string): DevelopmentSecrets {
  const names = Object.keys(createSecrets());
  try {
    const found = JSON.parse(stored) as Record<string, unknown>;
    const later = laterSecrets({ databaseSecret: String(found['databaseSecret']) });
    const secrets: Record<string, unknown> = { ...later, ...found };
    if (names.every((name) => secrets[name] !== undefined)) {
      return secrets as unknown as DevelopmentSecrets;
    }
  } catch {
    // Told below, as an incomplete file is.
  }
  throw new StartError(`${file} is damaged: restore it, or move the directory away to begin anew.`);
}

/** A link appears whole or not at all: of two first starts at once, both use the same secrets. */
async function store(secrets: DevelopmentSecrets, file: string): Promise<DevelopmentSecrets> {
  const unfinished = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  await writeFile(unfinished, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  try {
    await link(unfinished, file);
    return secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return parse(await readFile(file, 'utf8'), file);
  } finally {
    await unlink(unfinished);
  }
}

/** The part of a signing key that others may know. */
export function publicKey(key: JWK): JWK {
  const { d: _private, ...rest } = key;
  return rest;
}

/** Password of the embedded server's superuser. */
export function superuserPassword(secrets: DevelopmentSecrets): string {
  return derive(secrets.databaseSecret, 'superuser');
}

/** Passwords of one database's roles. */
export function databasePasswords(
  secrets: Pick<DevelopmentSecrets, 'databaseSecret'>,
  database: string,
): PerRole {
  const password = (role: string) => derive(secrets.databaseSecret, `${database}/${role}`);
  return { owner: password('owner'), app: password('app'), reader: password('reader') };
}

/** Client secret under which an officer asks the identity provider for a token. */
export function officerSecret(identityProviderSecret: string, clientId: string): string {
  return derive(identityProviderSecret, `officer/${clientId}`);
}

/**
 * Secrets that came later. For an installation made before them they are derived, the same each
 * time, so that it goes on.
 */
function laterSecrets({ databaseSecret }: Pick<DevelopmentSecrets, 'databaseSecret'>) {
  const bytes = (purpose: string) => Buffer.from(derive(databaseSecret, purpose), 'base64url');
  const id = (purpose: string) =>
    `development-${bytes(`${purpose}/id`).toString('hex').slice(0, 8)}`;
  const namedKey = (purpose: string) => `${id(purpose)}:${bytes(purpose).toString('base64')}`;
  const signingKey = (purpose: string): JWK => {
    // RFC 8410: what stands before the 32 bytes of a private Ed25519 key.
    const key = Buffer.concat([
      Buffer.from('302e020100300506032b657004220420', 'hex'),
      bytes(purpose),
    ]);
    const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
    const jwk = privateKey.export({ format: 'jwk' }) as JWK;
    return { ...jwk, kid: id(purpose), alg: 'EdDSA', use: 'sig' };
  };
  return {
    personKeyEncryptionKey: namedKey('person-keys'),
    officerKeyEncryptionKey: namedKey('officer-keys'),
    matterKeyEncryptionKey: namedKey('matter-keys'),
    blindIndexKey: namedKey('blind-index'),
    pinKey: namedKey('pins'),
    callerWordKey: namedKey('caller-words'),
    textsWebhookKey: namedKey('texts-webhook'),
    texterKey: namedKey('texters'),
    grantKey: signingKey('grant-key'),
    auditCheckpointKey: signingKey('audit-checkpoint-key'),
  };
}

function derive(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(purpose).digest('base64url');
}
