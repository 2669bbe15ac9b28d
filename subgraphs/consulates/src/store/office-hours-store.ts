import type { OfficeHours } from '../domain/office-hours.ts';
import type { OfficeHoursConfirmation } from '../domain/set-office-hours.ts';
import type { Prisma } from './_generated/client.ts';
import type { Transaction } from './database.ts';

/** All hours that administrators had from offices; at most one set of each. */
export async function readOfficeHours(
  transaction: Transaction,
): Promise<OfficeHoursConfirmation[]> {
  const rows = await transaction.officeHours.findMany();
  return rows.map(({ hours, confirmedOn, ...row }) => ({
    ...row,
    hours: hours as unknown as OfficeHours,
    confirmedOn: confirmedOn.toISOString().slice(0, 10),
  }));
}

/** Remembers the hours of an office, in place of older ones. */
export async function saveOfficeHours(
  transaction: Transaction,
  { consulateId, hours, confirmedOn, confirmedBy }: OfficeHoursConfirmation,
): Promise<void> {
  const facts = {
    hours: hours as unknown as Prisma.InputJsonObject,
    confirmedOn: new Date(confirmedOn),
    confirmedBy,
  };
  await transaction.officeHours.upsert({
    where: { consulateId },
    create: { consulateId, ...facts },
    update: facts,
  });
}
