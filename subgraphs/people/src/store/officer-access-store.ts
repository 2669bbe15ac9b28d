import type { OfficerAccess, OfficerRevocationReason } from '../domain/officer-access.ts';
import type { OfficerAccess as OfficerAccessRow } from './_generated/client.ts';
import type { Database, Transaction } from './database.ts';

function toOfficerAccess(row: OfficerAccessRow): OfficerAccess {
  return { ...row, reason: row.reason as OfficerRevocationReason };
}

/** What is decided about officers, in the order of their ids, after that id. */
export async function listOfficerAccess(
  database: Database,
  { first, after }: { readonly first: number; readonly after: string | null },
  officerId: string | null,
): Promise<OfficerAccess[]> {
  const rows = await database.prisma.officerAccess.findMany({
    where: {
      officerId: {
        ...(officerId === null ? {} : { equals: officerId }),
        ...(after === null ? {} : { gt: after }),
      },
    },
    orderBy: { officerId: 'asc' },
    take: first,
  });
  return rows.map(toOfficerAccess);
}

/** What is decided about an officer, or null; nobody else decides until the transaction ends. */
export async function takeOfficerAccess(
  transaction: Transaction,
  officerId: string,
): Promise<OfficerAccess | null> {
  await transaction.$executeRaw`
    select pg_advisory_xact_lock(hashtextextended(${`officer:${officerId}`}, 0))`;
  const row = await transaction.officerAccess.findUnique({ where: { officerId } });
  return row === null ? null : toOfficerAccess(row);
}

export async function saveOfficerAccess(
  transaction: Transaction,
  access: OfficerAccess,
): Promise<void> {
  await transaction.officerAccess.upsert({
    where: { officerId: access.officerId },
    create: access,
    update: access,
  });
}
