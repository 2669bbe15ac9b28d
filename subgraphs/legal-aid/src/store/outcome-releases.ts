import type { OutcomeCell, Released } from '../domain/outcome-cell.ts';
import type { OutcomeGroup } from '../domain/outcome-groups.ts';
import type { Database, Transaction } from './database.ts';

/** What was told the public of one cell. */
export interface OutcomeRelease extends OutcomeCell {
  readonly id: string;
  readonly groups: readonly OutcomeGroup[];
  readonly releasedAt: Date;
}

/** Until the transaction ends nobody else releases anything; false while somebody does. */
export async function lockReleases(transaction: Transaction): Promise<boolean> {
  const [row] = await transaction.$queryRawUnsafe<{ locked: boolean }[]>(
    `select pg_try_advisory_xact_lock(hashtext('outcome_release')) as locked`,
  );
  return row?.locked === true;
}

export async function readReleased(transaction: Transaction): Promise<Released> {
  const ends = await transaction.outcomeRelease.groupBy({
    by: ['state'],
    _max: { toWeek: true },
    _min: { fromWeek: true },
  });
  const begins = ends.flatMap(({ _min }) => _min.fromWeek ?? []).sort();
  return {
    through: new Map(ends.map(({ state, _max }) => [state, _max.toWeek ?? ''])),
    since: begins[0] ?? null,
  };
}

export async function insertRelease(
  transaction: Transaction,
  cell: OutcomeCell,
  groups: readonly OutcomeGroup[],
): Promise<string> {
  const id = crypto.randomUUID();
  await transaction.outcomeRelease.create({
    data: { ...cell, id, groups: groups.map((group) => structuredClone(group)) as object[] },
    select: { id: true },
  });
  return id;
}

/** In the order in which they were released. */
export async function listReleases(
  { prisma }: Pick<Database, 'prisma'>,
  { first, offset }: { readonly first: number; readonly offset: number },
): Promise<OutcomeRelease[]> {
  const rows = await prisma.outcomeRelease.findMany({
    orderBy: { sequence: 'asc' },
    take: first,
    skip: offset,
  });
  return rows.map(({ sequence: _order, groups, ...row }) => ({
    ...row,
    groups: groups as unknown as readonly OutcomeGroup[],
  }));
}
