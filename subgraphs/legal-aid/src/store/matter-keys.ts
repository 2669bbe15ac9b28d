import {
  createDataKey,
  unwrapDataKey,
  UnreadableError,
  type DataKey,
  type KeyProvider,
  type SealedPlace,
} from '@alert-button/platform/keys.ts';
import type { Database, Transaction } from './database.ts';

type Reader = Pick<Database, 'prisma'> | { readonly prisma: Transaction };

/** Seals and opens what is written down or kept of one matter. */
export interface MatterSeal {
  seal(text: string, place: SealedPlace): Uint8Array<ArrayBuffer>;
  /** Throws `UnreadableError`. */
  open(sealed: Uint8Array, place: SealedPlace): string;
  sealBytes(bytes: Uint8Array, place: SealedPlace): Uint8Array<ArrayBuffer>;
  /** Throws `UnreadableError`. */
  openBytes(sealed: Uint8Array, place: SealedPlace): Buffer;
}

export interface MatterKeys {
  /** Makes the key of a new matter. */
  create(transaction: Transaction, matterId: string): Promise<void>;
  /** The key is unwrapped once. Throws `UnreadableError` when it is gone. */
  of(reader: Reader, matterId: string): Promise<MatterSeal>;
}

// Texts are padded to a multiple of this, so that a ciphertext does not tell how long a name is.
const blockBytes = 64;

// Bytes are, to a multiple of this: the exact size of a file says which one it is.
const pageBytes = 4096;
/** Where padded bytes end: a one and zeros (ISO/IEC 7816-4). */
const endOfBytes = 0x80;

const homeOf = (matterId: string) => ({ table: 'matter_key', column: 'wrapped', row: matterId });

function pad(text: string): Buffer {
  const json = Buffer.from(JSON.stringify(text));
  return Buffer.concat([json, Buffer.alloc(-json.length & (blockBytes - 1), ' ')]);
}

function padBytes(bytes: Uint8Array): Buffer {
  const padded = Buffer.alloc(Math.ceil((bytes.length + 1) / pageBytes) * pageBytes);
  padded.set(bytes);
  padded[bytes.length] = endOfBytes;
  return padded;
}

const sealOf = (dataKey: DataKey): MatterSeal => ({
  seal: (text, place) => Uint8Array.from(dataKey.seal(pad(text), place)),
  open: (sealed, place) =>
    JSON.parse(dataKey.open(Buffer.from(sealed), place).toString()) as string,
  sealBytes: (bytes, place) => Uint8Array.from(dataKey.seal(padBytes(bytes), place)),
  openBytes(sealed, place) {
    const padded = dataKey.open(Buffer.from(sealed), place);
    return padded.subarray(0, padded.lastIndexOf(endOfBytes));
  },
});

/** The data keys of matters: one each, so that deleting it makes that matter unreadable. */
export function createMatterKeys(provider: KeyProvider): MatterKeys {
  return {
    async create(transaction, matterId) {
      const { wrapped } = await createDataKey(provider, homeOf(matterId));
      const { keyId, bytes } = wrapped;
      await transaction.matterKey.create({
        data: { matterId, keyId, wrapped: Uint8Array.from(bytes) },
      });
    },
    async of({ prisma }, matterId) {
      const stored = await prisma.matterKey.findUnique({ where: { matterId } });
      if (stored === null) throw new UnreadableError('The key is gone.');
      const wrapped = { keyId: stored.keyId, bytes: Buffer.from(stored.wrapped) };
      return sealOf(await unwrapDataKey(provider, wrapped, homeOf(matterId)));
    },
  };
}
