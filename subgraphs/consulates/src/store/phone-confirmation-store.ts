import type { PhoneConfirmation, PhoneKind } from '../domain/confirm-phone.ts';
import type { Transaction } from './database.ts';

/** Every number that somebody called; at most two of each consulate. */
export async function readPhoneConfirmations(
  transaction: Transaction,
): Promise<PhoneConfirmation[]> {
  const rows = await transaction.phoneConfirmation.findMany();
  return rows.map(({ phoneKind, confirmedOn, ...row }) => ({
    ...row,
    phoneKind: phoneKind as PhoneKind,
    confirmedOn: confirmedOn.toISOString().slice(0, 10),
  }));
}

/** Remembers a confirmation, in place of an older one of the same number's kind. */
export async function savePhoneConfirmation(
  transaction: Transaction,
  { consulateId, phoneKind, ...facts }: PhoneConfirmation,
): Promise<void> {
  const confirmed = { ...facts, confirmedOn: new Date(facts.confirmedOn) };
  await transaction.phoneConfirmation.upsert({
    where: { consulateId_phoneKind: { consulateId, phoneKind } },
    create: { consulateId, phoneKind, ...confirmed },
    update: confirmed,
  });
}
