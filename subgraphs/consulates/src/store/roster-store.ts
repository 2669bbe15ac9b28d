import type { Desk } from '../domain/desk.ts';
import type { RosterMember } from '../domain/roster.ts';
import type { Database, Transaction } from './database.ts';
import { reachableOf } from './officer-channels.ts';

const member = { officerId: true, addedAt: true } as const;

/** Who answers at a desk, sorted by officer id. */
export async function readRoster(
  { prisma }: { readonly prisma: Database['prisma'] | Transaction },
  deskId: string,
): Promise<RosterMember[]> {
  const rows = await prisma.rosterMember.findMany({ where: { deskId }, select: member });
  return (await withReach({ prisma }, rows)).sort(byOfficerId);
}

/** The rosters of all desks that have one, by the desk's id. */
export async function readRosters(
  transaction: Transaction,
): Promise<ReadonlyMap<string, readonly RosterMember[]>> {
  const rows = await withReach({ prisma: transaction }, await transaction.rosterMember.findMany());
  return Map.groupBy(rows.sort(byOfficerId), ({ deskId }) => deskId);
}

/** With whether each can be reached away from the screens. */
async function withReach<Row extends { readonly officerId: string }>(
  reading: { readonly prisma: Database['prisma'] | Transaction },
  rows: readonly Row[],
): Promise<(Row & { readonly isReachable: boolean })[]> {
  const officerIds = rows.map(({ officerId }) => officerId);
  const reachable = await reachableOf(reading, officerIds);
  return rows.map((row) => ({ ...row, isReachable: reachable.has(row.officerId) }));
}

export async function insertRosterMember(
  transaction: Transaction,
  deskId: string,
  officerId: string,
): Promise<void> {
  await transaction.rosterMember.create({ data: { deskId, officerId } });
}

export async function deleteRosterMember(
  transaction: Transaction,
  deskId: string,
  officerId: string,
): Promise<void> {
  await transaction.rosterMember.delete({ where: { deskId_officerId: { deskId, officerId } } });
}

/** Gives a desk its next version, since its roster has changed. */
export async function advanceDesk(transaction: Transaction, desk: Desk): Promise<Desk> {
  const { id } = desk;
  const data = { version: { increment: 1 } };
  const { version } = await transaction.desk.update({ where: { id }, data });
  return { ...desk, version };
}

// Ids are plain ASCII; the order must not depend on a locale.
function byOfficerId(one: RosterMember, other: RosterMember): number {
  return one.officerId < other.officerId ? -1 : 1;
}
