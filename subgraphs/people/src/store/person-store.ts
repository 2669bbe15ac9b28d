import type { DeviceKey } from '../domain/device-key.ts';
import type { Person } from '../domain/person.ts';
import type { Person as PersonRow } from './_generated/client.ts';
import type { Database, Transaction } from './database.ts';

function toPerson({ id, homeConsulate, languages, version }: PersonRow): Person {
  return { kind: 'PERSON', id, homeConsulate, languages, version };
}

/** The person with this id, or null. */
export async function findPerson(database: Database, id: string): Promise<Person | null> {
  const row = await database.prisma.person.findUnique({ where: { id } });
  return row === null ? null : toPerson(row);
}

/**
 * Whose device this is, or null. Until the transaction ends, nobody else gets an answer about the
 * same device: of two enrolments at once, the second finds what the first made.
 */
export async function findPersonByDevice(
  transaction: Transaction,
  thumbprint: string,
): Promise<Person | null> {
  await transaction.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${thumbprint}, 0))`;
  const device = await transaction.device.findUnique({
    where: { thumbprint },
    include: { person: true },
  });
  return device === null ? null : toPerson(device.person);
}

/** Stores a new person with their first device. */
export async function insertPerson(
  transaction: Transaction,
  { id, homeConsulate, languages, version }: Person,
  thumbprint: string,
  key: DeviceKey,
): Promise<void> {
  await transaction.person.create({
    data: { id, homeConsulate, languages: [...languages], version },
  });
  const publicKey = { kty: 'EC', crv: 'P-256', x: key.x, y: key.y };
  await transaction.device.create({
    data: { id: crypto.randomUUID(), personId: id, thumbprint, publicKey },
  });
}

/** Stores what a known person told anew. */
export async function updatePerson(
  transaction: Transaction,
  { id, homeConsulate, languages, version }: Person,
): Promise<void> {
  await transaction.person.update({
    where: { id },
    data: { homeConsulate, languages: [...languages], version },
  });
}
