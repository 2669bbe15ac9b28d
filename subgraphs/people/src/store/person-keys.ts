import {
  createDataKey,
  unwrapDataKey,
  UnreadableError,
  type DataKey,
  type KeyProvider,
  type SealedPlace,
  type WrappedKey,
} from '@alert-button/platform/keys.ts';
import type { Transaction } from './database.ts';

/** As stored: the wrapped key of one person, or null when there is none (any more). */
export type StoredKey = { readonly keyId: string; readonly wrapped: Uint8Array } | null;

/** Seals texts for one person. */
export type SealText = (text: string, place: SealedPlace) => Buffer;
/** Opens them again. Rejects with `UnreadableError`. */
export type OpenText = (sealed: Uint8Array, place: SealedPlace) => Promise<string>;

export interface PersonKeys {
  /** For writing; a person who had no key gets one. The transaction must have locked the person. */
  sealer(transaction: Transaction, personId: string): Promise<SealText>;
  /** For reading; the key is unwrapped once, when something is opened. */
  opener(personId: string, stored: StoredKey): OpenText;
}

// Texts are padded to a multiple of this, so that a ciphertext does not tell how long a name is.
const blockBytes = 64;

const homeOf = (personId: string) => ({ table: 'person_key', column: 'wrapped', row: personId });

function pad(text: string): Buffer {
  const json = Buffer.from(JSON.stringify(text));
  return Buffer.concat([json, Buffer.alloc(-json.length & (blockBytes - 1), ' ')]);
}

/** The data keys of persons: one each, so that deleting it makes that person unreadable. */
export function createPersonKeys(provider: KeyProvider): PersonKeys {
  const unwrap = (personId: string, { keyId, wrapped }: NonNullable<StoredKey>) =>
    unwrapDataKey(provider, { keyId, bytes: Buffer.from(wrapped) }, homeOf(personId));

  async function create(transaction: Transaction, personId: string): Promise<DataKey> {
    const { dataKey, wrapped } = await createDataKey(provider, homeOf(personId));
    const { keyId, bytes }: WrappedKey = wrapped;
    await transaction.personKey.create({
      data: { personId, keyId, wrapped: Uint8Array.from(bytes) },
    });
    return dataKey;
  }

  return {
    async sealer(transaction, personId) {
      const stored = await transaction.personKey.findUnique({ where: { personId } });
      const dataKey = await (stored === null
        ? create(transaction, personId)
        : unwrap(personId, stored));
      return (text, place) => dataKey.seal(pad(text), place);
    },
    opener(personId, stored) {
      let opening: Promise<DataKey> | undefined;
      return async (sealed, place) => {
        if (stored === null) throw new UnreadableError('The key is gone.');
        const dataKey = await (opening ??= unwrap(personId, stored));
        return JSON.parse(dataKey.open(Buffer.from(sealed), place).toString()) as string;
      };
    },
  };
}
