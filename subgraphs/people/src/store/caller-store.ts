import { randomBytes } from 'node:crypto';
import type { PhoneBasis } from '../domain/own-phone.ts';
import type { Database, Transaction } from './database.ts';
import type { PersonKeys } from './person-keys.ts';

const saltBytes = 16;

const wordPlace = (personId: string) => ({
  table: 'caller_word',
  column: 'sealed_word',
  row: personId,
});

/** A hash of the word by which a caller is known, and what it was made with. */
export interface WordHash {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

export const newSalt = (): Buffer => randomBytes(saltBytes);

/** Seals and stores the word of a locked person; null clears it. */
export async function saveWord(
  transaction: Transaction,
  keys: PersonKeys,
  personId: string,
  word: WordHash | null,
): Promise<void> {
  if (word === null) {
    await transaction.callerWord.deleteMany({ where: { personId } });
    return;
  }
  const seal = await keys.sealer(transaction, personId);
  const text = Buffer.concat([word.salt, word.hash]).toString('base64');
  const sealedWord = Uint8Array.from(seal(text, wordPlace(personId)));
  await transaction.callerWord.upsert({
    where: { personId },
    create: { personId, sealedWord },
    update: { sealedWord },
  });
}

export async function hasWord({ prisma }: Database, personId: string): Promise<boolean> {
  return (await prisma.callerWord.count({ where: { personId } })) > 0;
}

/** Somebody who could be calling from a number. */
export interface CallerCandidate {
  readonly personId: string;
  readonly basis: PhoneBasis;
  /** Null when none was set. Rejects with `UnreadableError`. */
  readonly word: () => Promise<WordHash | null>;
}

const mostCandidates = 5;

/** Whose number it is: who proved it first, then those who told it, the newest first. */
export async function findCandidates(
  { pool }: Database,
  keys: PersonKeys,
  phoneIndex: string,
): Promise<CallerCandidate[]> {
  const { rows } = await pool.query<{
    person_id: string;
    basis: PhoneBasis;
    sealed_word: Buffer | null;
    key_id: string | null;
    wrapped: Buffer | null;
  }>(
    `select own.person_id, own.basis, word.sealed_word, key.key_id, key.wrapped
     from own_phone own
     left join caller_word word on word.person_id = own.person_id
     left join person_key key on key.person_id = own.person_id
     where own.phone_index = $1
     order by own.basis, own.since desc, own.person_id limit ${mostCandidates}`,
    [phoneIndex],
  );
  return rows.map(({ person_id: personId, basis, sealed_word, key_id: keyId, wrapped }) => {
    const key = keyId === null || wrapped === null ? null : { keyId, wrapped };
    const open = keys.opener(personId, key);
    return {
      personId,
      basis,
      word: async () => {
        if (sealed_word === null) return null;
        const bytes = Buffer.from(await open(sealed_word, wordPlace(personId)), 'base64');
        return { salt: bytes.subarray(0, saltBytes), hash: bytes.subarray(saltBytes) };
      },
    };
  });
}

/**
 * Counts a try before it is looked at, known number or not.
 *
 * @returns Its id; null when there were too many.
 */
export async function takeCallerTry(
  { pool }: Database,
  officerId: string,
  phoneIndex: string,
  most: { readonly perPhone: number; readonly perOfficer: number },
): Promise<string | null> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into caller_try (id, officer_id, phone_index)
     select gen_random_uuid(), $1, $2
     where (select count(*) from caller_try where phone_index = $2 and not is_found
         and tried_at > clock_timestamp() - interval '1 hour') < $3
       and (select count(*) from caller_try where officer_id = $1
         and tried_at > clock_timestamp() - interval '1 day') < $4
     returning id`,
    [officerId, phoneIndex, most.perPhone, most.perOfficer],
  );
  return rows[0]?.id ?? null;
}

/** A right try counts on its number no more. */
export async function noteFound(transaction: Transaction, tryId: string): Promise<void> {
  await transaction.callerTry.update({ where: { id: tryId }, data: { isFound: true } });
}
