import type { BlindIndex } from '@alert-button/platform/keys.ts';
import type { PhoneBasis } from '../domain/own-phone.ts';
import type { Database, Transaction } from './database.ts';
import type { OpenText, PersonKeys } from './person-keys.ts';

/** What own numbers are sealed and looked up with. */
export interface OwnPhoneKeys {
  readonly personKeys: PersonKeys;
  readonly ownPhoneIndex: BlindIndex;
}

export const ownPhonePlace = (personId: string) => ({
  table: 'own_phone',
  column: 'sealed_phone',
  row: personId,
});

/** Opens what stands there; null when nothing does. */
export const openOwnPhone = async (
  open: OpenText,
  personId: string,
  sealed: Uint8Array | null | undefined,
): Promise<string | null> => (sealed == null ? null : open(sealed, ownPhonePlace(personId)));

/**
 * Until the transaction ends, nobody else decides whose number it is. Taken before any person is
 * locked.
 */
export async function lockOwnPhone(transaction: Transaction, phoneIndex: string): Promise<void> {
  await transaction.$executeRaw`
    select pg_advisory_xact_lock(hashtextextended(${`own_phone/${phoneIndex}`}, 0))`;
}

/** Whose number it is proven to be, or null. */
export async function findProvenOwner(
  transaction: Transaction,
  phoneIndex: string,
): Promise<string | null> {
  const row = await transaction.ownPhone.findFirst({
    where: { phoneIndex, basis: 'PROVEN' },
    select: { personId: true },
  });
  return row?.personId ?? null;
}

/** Seals and stores the number of a locked person; the number must be locked too. */
export async function saveOwnPhone(
  transaction: Transaction,
  { personKeys, ownPhoneIndex }: OwnPhoneKeys,
  personId: string,
  phone: string,
  basis: PhoneBasis,
): Promise<void> {
  const phoneIndex = ownPhoneIndex(phone);
  if (basis === 'PROVEN') {
    // Numbers change hands. Whoever proved it before is not written to there any more.
    await transaction.ownPhone.deleteMany({
      where: { phoneIndex, basis: 'PROVEN', personId: { not: personId } },
    });
  }
  const seal = await personKeys.sealer(transaction, personId);
  const sealedPhone = Uint8Array.from(seal(phone, ownPhonePlace(personId)));
  await transaction.ownPhone.upsert({
    where: { personId },
    create: { personId, sealedPhone, phoneIndex, basis },
    update: { sealedPhone, phoneIndex, basis },
  });
}

export async function hasOwnPhone(transaction: Transaction, personId: string): Promise<boolean> {
  return (await transaction.ownPhone.count({ where: { personId } })) > 0;
}

export async function deleteOwnPhone(transaction: Transaction, personId: string): Promise<void> {
  await transaction.ownPhone.deleteMany({ where: { personId } });
}

/** Whether the number said STOP, and nothing may go there. */
export async function isStopped(transaction: Transaction, phoneIndex: string): Promise<boolean> {
  return (await transaction.stoppedPhone.count({ where: { phoneIndex } })) > 0;
}

/** Nothing goes to the number from now on; gives whose number it is, proven or told. */
export async function stopPhone(transaction: Transaction, phoneIndex: string): Promise<string[]> {
  await transaction.stoppedPhone.createMany({ data: { phoneIndex }, skipDuplicates: true });
  const rows = await transaction.ownPhone.findMany({
    where: { phoneIndex },
    select: { personId: true },
  });
  return rows.map(({ personId }) => personId);
}

/** The number asks for something again. */
export async function resumePhone(transaction: Transaction, phoneIndex: string): Promise<void> {
  await transaction.stoppedPhone.deleteMany({ where: { phoneIndex } });
}

/**
 * Whether the number may be told once more today how to ask for help; notes that it is, once for
 * each message that is answered so.
 */
export async function takeInstruction(
  transaction: Transaction,
  messageId: string,
  phoneIndex: string,
  most: number,
): Promise<boolean> {
  const taken = await transaction.$executeRaw`
    insert into text_instruction (id, phone_index)
    select ${messageId}::uuid, ${phoneIndex} where (
      select count(*) from text_instruction where phone_index = ${phoneIndex}
        and sent_at > clock_timestamp() - interval '1 day') < ${most}
    on conflict do nothing`;
  return taken === 1;
}

/** Forgets what only counted for the limits of a day. */
export async function forgetPhoneLimits({ pool }: Database): Promise<void> {
  for (const [table, at] of [
    ['phone_code', 'created_at'],
    ['caller_try', 'tried_at'],
    ['text_instruction', 'sent_at'],
  ]) {
    await pool.query(`delete from ${table} where ${at} < clock_timestamp() - interval '2 days'`);
  }
}
