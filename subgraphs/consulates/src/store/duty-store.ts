import { byStart, type DutyShift } from '../domain/duty-shift.ts';
import type { Database, Transaction } from './database.ts';

/** The shifts of a desk that are not over, in the order of time. */
export async function readDuty(
  { prisma }: { readonly prisma: Database['prisma'] | Transaction },
  deskId: string,
  now: Date,
): Promise<DutyShift[]> {
  const rows = await prisma.dutyShift.findMany({ where: { deskId, endsAt: { gt: now } } });
  return rows.sort(byStart);
}

export function findShift(transaction: Transaction, id: string): Promise<DutyShift | null> {
  return transaction.dutyShift.findUnique({ where: { id } });
}

/** Writes a shift, new or changed. */
export async function saveShift(
  transaction: Transaction,
  { id, ...data }: DutyShift,
): Promise<void> {
  await transaction.dutyShift.upsert({ where: { id }, create: { id, ...data }, update: data });
}

export async function deleteShifts(
  transaction: Transaction,
  shifts: readonly DutyShift[],
): Promise<void> {
  await transaction.dutyShift.deleteMany({ where: { id: { in: shifts.map(({ id }) => id) } } });
}
