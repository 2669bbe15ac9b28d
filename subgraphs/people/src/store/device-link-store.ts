import type { Transaction } from './database.ts';

/** Stores the code of a new link, in place of one that was not used. */
export async function insertDeviceLink(
  transaction: Transaction,
  personId: string,
  codeIndex: string,
  validMinutes: number,
): Promise<Date> {
  await endDeviceLinks(transaction, personId);
  const rows = await transaction.$queryRaw<{ expiresAt: Date }[]>`
    insert into device_link (id, person_id, code_index, expires_at)
    values (${crypto.randomUUID()}::uuid, ${personId}::uuid, ${codeIndex},
      clock_timestamp() + make_interval(mins => ${validMinutes}::integer))
    returning expires_at as "expiresAt"`;
  const [link] = rows;
  if (link === undefined) throw new Error('An inserted row is returned');
  return link.expiresAt;
}

/** Whose code it is or was; null when it never was one. Lock that person before using it. */
export async function findDeviceLink(
  transaction: Transaction,
  codeIndex: string,
): Promise<string | null> {
  const link = await transaction.deviceLink.findUnique({ where: { codeIndex } });
  return link?.personId ?? null;
}

/** Uses the code up; false when it was used, has expired or is gone. */
export async function useDeviceLink(transaction: Transaction, codeIndex: string): Promise<boolean> {
  const used = await transaction.$executeRaw`
    update device_link set used_at = clock_timestamp()
    where code_index = ${codeIndex} and used_at is null and expires_at > clock_timestamp()`;
  return used === 1;
}

/** Whether this was a code of that person, used or not: a device may repeat its enrolment. */
export async function wasDeviceLinkOf(
  transaction: Transaction,
  codeIndex: string,
  personId: string,
): Promise<boolean> {
  return (await transaction.deviceLink.count({ where: { codeIndex, personId } })) > 0;
}

/** Nobody can join the person any more by a code that was not used yet. */
export async function endDeviceLinks(transaction: Transaction, personId: string): Promise<void> {
  await transaction.deviceLink.deleteMany({ where: { personId, usedAt: null } });
}
