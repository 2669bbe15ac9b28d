import { appendAudit } from '@alert-button/platform/audit/append-audit.ts';
import type { Database, Transaction } from './database.ts';
import type { PersonKeys } from './person-keys.ts';

export const codePlace = (codeId: string) => ({
  table: 'phone_code',
  column: 'sealed_phone',
  row: codeId,
});

/** Codes within a day: to the number, whoever asked, and for the person. */
export async function countCodes(
  transaction: Transaction,
  personId: string,
  phoneIndex: string,
): Promise<{ readonly ofPhone: number; readonly ofPerson: number }> {
  const [row] = await transaction.$queryRaw<{ ofPhone: number; ofPerson: number }[]>`
    select count(*) filter (where phone_index = ${phoneIndex})::integer as "ofPhone",
      count(*) filter (where person_id = ${personId}::uuid)::integer as "ofPerson"
    from phone_code
    where (phone_index = ${phoneIndex} or person_id = ${personId}::uuid)
      and created_at > clock_timestamp() - interval '1 day'`;
  return row ?? { ofPhone: 0, ofPerson: 0 };
}

export interface NewPhoneCode {
  readonly id: string;
  readonly personId: string;
  readonly phone: string;
  readonly phoneIndex: string;
  readonly codeHash: string;
  readonly minutes: number;
}

/** Stores a code; those before it are good no more. */
export async function insertCode(
  transaction: Transaction,
  keys: PersonKeys,
  { id, personId, phone, phoneIndex, codeHash, minutes }: NewPhoneCode,
): Promise<void> {
  await endCodes(transaction, personId);
  const seal = await keys.sealer(transaction, personId);
  const sealed = Uint8Array.from(seal(phone, codePlace(id)));
  await transaction.$executeRaw`
    insert into phone_code (id, person_id, sealed_phone, phone_index, code_hash, expires_at)
    values (${id}::uuid, ${personId}::uuid, ${sealed}, ${phoneIndex}, ${codeHash},
      clock_timestamp() + make_interval(mins => ${minutes}::integer))`;
}

export async function endCodes(transaction: Transaction, personId: string): Promise<void> {
  await transaction.$executeRaw`
    update phone_code set ended_at = clock_timestamp()
    where person_id = ${personId}::uuid and ended_at is null`;
}

export interface TriedCode {
  readonly id: string;
  readonly codeHash: string;
  readonly phoneIndex: string;
  /** Rejects with `UnreadableError`. */
  readonly phone: () => Promise<string>;
}

/**
 * Counts a try before it is looked at, so that many at once are counted too; null when there is no
 * code to try, or not any more.
 */
export async function takeCodeTry(
  database: Database,
  keys: PersonKeys,
  personId: string,
  most: number,
  requestId: string,
): Promise<TriedCode | null> {
  return database.transaction(async (transaction) => {
    const [row] = await transaction.$queryRaw<
      { id: string; codeHash: string; phoneIndex: string; sealedPhone: Uint8Array }[]
    >`
      update phone_code set tries = tries + 1
      where person_id = ${personId}::uuid and ended_at is null and tries < ${most}
        and expires_at > clock_timestamp()
      returning id, code_hash as "codeHash", phone_index as "phoneIndex",
        sealed_phone as "sealedPhone"`;
    if (row === undefined) return null;
    await appendAudit(transaction, {
      actorKind: 'PERSON',
      actorId: personId,
      action: 'tryPhoneCode',
      subjectId: personId,
      requestId,
      facts: {},
    });
    const open = keys.opener(
      personId,
      await transaction.personKey.findUnique({ where: { personId } }),
    );
    const { id, codeHash, phoneIndex, sealedPhone } = row;
    return { id, codeHash, phoneIndex, phone: () => open(sealedPhone, codePlace(id)) };
  });
}

/** Uses the code up; false when somebody else did. */
export async function useCode(transaction: Transaction, id: string): Promise<boolean> {
  const used = await transaction.$executeRaw`
    update phone_code set ended_at = clock_timestamp()
    where id = ${id}::uuid and ended_at is null`;
  return used === 1;
}
