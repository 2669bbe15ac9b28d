import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { NamedKey } from './env.ts';

/**
 * Wraps data keys under a key that is not in any database: a file or variable here, a key
 * management service in a hardened deployment. `context` is bound to the wrapped key and must be
 * the same when it is unwrapped.
 */
export interface KeyProvider {
  wrap(dataKey: Buffer, context: Buffer): Promise<WrappedKey>;
  /** Throws `UnreadableError` when the key is unknown, altered, or bound to another context. */
  unwrap(wrapped: WrappedKey, context: Buffer): Promise<Buffer>;
}

export interface WrappedKey {
  readonly keyId: string;
  readonly bytes: Buffer;
}

/** Something sealed cannot be opened. Never falls back to handing out what it has. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
}

const cipher = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** AES-256-GCM (NIST SP 800-38D): random 96-bit IV, then ciphertext, then the 128-bit tag. */
function encrypt(key: Buffer, plain: Buffer, context: Buffer): Buffer {
  const iv = randomBytes(ivBytes);
  const encryption = createCipheriv(cipher, key, iv, { authTagLength: tagBytes });
  encryption.setAAD(context);
  const body = Buffer.concat([encryption.update(plain), encryption.final()]);
  return Buffer.concat([iv, body, encryption.getAuthTag()]);
}

function decrypt(key: Buffer, sealed: Buffer, context: Buffer): Buffer {
  try {
    const decryption = createDecipheriv(cipher, key, sealed.subarray(0, ivBytes), {
      authTagLength: tagBytes,
    });
    decryption.setAAD(context);
    decryption.setAuthTag(sealed.subarray(-tagBytes));
    const body = sealed.subarray(ivBytes, -tagBytes);
    return Buffer.concat([decryption.update(body), decryption.final()]);
  } catch (cause) {
    throw new UnreadableError('The sealed value cannot be opened.', { cause });
  }
}

/** Keys held by this process. The first wraps; all of them unwrap, so keys can be rotated. */
export function createLocalKeyProvider(keys: readonly [NamedKey, ...NamedKey[]]): KeyProvider {
  const [current] = keys;
  return {
    async wrap(dataKey, context) {
      return { keyId: current.id, bytes: encrypt(current.secret, dataKey, context) };
    },
    async unwrap(wrapped, context) {
      const key = keys.find((candidate) => candidate.id === wrapped.keyId);
      if (key === undefined) throw new UnreadableError('The wrapping key is not known here.');
      return decrypt(key.secret, wrapped.bytes, context);
    },
  };
}

/** Where a sealed value lives. Bound to it, so a ciphertext cannot be moved to another row. */
export interface SealedPlace {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

export interface Sealer {
  seal(plain: Buffer, place: SealedPlace): Promise<Buffer>;
  /** Throws `UnreadableError`. */
  open(sealed: Buffer, place: SealedPlace): Promise<Buffer>;
}

const formatVersion = 1;

/**
 * Envelope encryption of single values: each gets its own data key, wrapped by the provider.
 * Layout: version (1 byte), length of key id (1), key id, length of wrapped key (2, big-endian),
 * wrapped key, then IV, ciphertext and tag.
 */
export function createSealer(provider: KeyProvider): Sealer {
  const contextOf = (place: SealedPlace) =>
    Buffer.from(JSON.stringify([formatVersion, place.table, place.column, place.row]));
  return {
    async seal(plain, place) {
      const context = contextOf(place);
      const dataKey = randomBytes(32);
      const wrapped = await provider.wrap(dataKey, context);
      const keyId = Buffer.from(wrapped.keyId);
      const lengths = Buffer.alloc(2);
      lengths.writeUInt16BE(wrapped.bytes.length);
      return Buffer.concat([
        Buffer.from([formatVersion, keyId.length]),
        keyId,
        lengths,
        wrapped.bytes,
        encrypt(dataKey, plain, context),
      ]);
    },
    async open(sealed, place) {
      if (sealed[0] !== formatVersion) throw new UnreadableError('The format is not known here.');
      const context = contextOf(place);
      const keyEnd = 2 + (sealed[1] ?? 0);
      if (sealed.length < keyEnd + 2) throw new UnreadableError('The sealed value is cut short.');
      const keyId = sealed.subarray(2, keyEnd).toString();
      const wrappedEnd = keyEnd + 2 + sealed.readUInt16BE(keyEnd);
      const bytes = sealed.subarray(keyEnd + 2, wrappedEnd);
      const dataKey = await provider.unwrap({ keyId, bytes }, context);
      return decrypt(dataKey, sealed.subarray(wrappedEnd), context);
    },
  };
}

/** One key for all that is sealed of one owner: without it, all of that is gone at once. */
export interface DataKey {
  seal(plain: Buffer, place: SealedPlace): Buffer;
  /** Throws `UnreadableError`. */
  open(sealed: Buffer, place: SealedPlace): Buffer;
}

// Another number than that of values with a key each: neither opens as the other.
const dataKeyFormatVersion = 2;

const dataKeyContext = (place: SealedPlace) =>
  Buffer.from(JSON.stringify([dataKeyFormatVersion, place.table, place.column, place.row]));

/** Layout of what it seals: version (1 byte), then IV, ciphertext and tag. */
function dataKeyOf(secret: Buffer): DataKey {
  return {
    seal: (plain, place) =>
      Buffer.concat([
        Buffer.from([dataKeyFormatVersion]),
        encrypt(secret, plain, dataKeyContext(place)),
      ]),
    open(sealed, place) {
      if (sealed[0] !== dataKeyFormatVersion) {
        throw new UnreadableError('The format is not known here.');
      }
      return decrypt(secret, sealed.subarray(1), dataKeyContext(place));
    },
  };
}

/**
 * A new data key, and the same wrapped, to be kept at `home` apart from what it seals. Deleting
 * the wrapped key makes everything sealed with it unreadable, wherever copies of that are.
 */
export async function createDataKey(
  provider: KeyProvider,
  home: SealedPlace,
): Promise<{ readonly dataKey: DataKey; readonly wrapped: WrappedKey }> {
  const secret = randomBytes(32);
  const wrapped = await provider.wrap(secret, dataKeyContext(home));
  return { dataKey: dataKeyOf(secret), wrapped };
}

/** Throws `UnreadableError` when the key was wrapped for another home, or by an unknown key. */
export async function unwrapDataKey(
  provider: KeyProvider,
  wrapped: WrappedKey,
  home: SealedPlace,
): Promise<DataKey> {
  return dataKeyOf(await provider.unwrap(wrapped, dataKeyContext(home)));
}

/**
 * Stands for a value where it is looked up: the same for the same value and purpose, and of no
 * use to anyone who lacks the key (HMAC-SHA-256). Only for values that may be compared at all.
 */
export type BlindIndex = (value: string) => string;

/** The purposes' keys are derived, so that what one of them holds cannot be matched to another's. */
export function createBlindIndex(key: NamedKey, purpose: string): BlindIndex {
  const purposeKey = createHmac('sha256', key.secret).update(`blind-index/${purpose}`).digest();
  return (value) =>
    `${key.id}.${createHmac('sha256', purposeKey).update(value).digest('base64url')}`;
}
