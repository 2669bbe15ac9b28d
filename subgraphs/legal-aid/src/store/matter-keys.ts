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

/** Seals and opens texts of one matter. */
export interface MatterSeal {
  seal(text: string, place: SealedPlace): Uint8Array<ArrayBuffer>;
  /** Throws `UnreadableError`. */
  open(sealed: Uint8Array, place: SealedPlace): string;
}

export interface MatterKeys {
  /** Makes the key of a new matter. */
  create(transaction: Transaction, matterId: string): Promise<void>;
  /** The key is unwrapped once. Throws `UnreadableError` when it is gone. */
  of(reader: Reader, matterId: string): Promise<MatterSeal>;
}

// Texts are padded to a multiple of this, so that a ciphertext does not tell how long a name is.
const blockBytes = 64;

const homeOf = (matterId: string) => ({ table: 'matter_key', column: 'wrapped', row: matterId });

function pad(text: string): Buffer {
  const json = Buffer.from(JSON.stringify(text));
  return Buffer.concat([json, Buffer.alloc(-json.length & (blockBytes - 1), ' ')]);
}

const sealOf = (dataKey: DataKey): MatterSeal => ({
  seal: (text, place) => Uint8Array.from(dataKey.seal(pad(text), place)),
  open: (sealed, place) =>
    JSON.parse(dataKey.open(Buffer.from(sealed), place).toString()) as string,
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
