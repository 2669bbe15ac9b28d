import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import type { Matter, MatterStatus } from '../domain/matter.ts';
import { matterEvent, type MatterEventFacts, type MatterEventKind } from '../events.ts';
import type { Matter as MatterRow, Prisma } from './_generated/client.ts';
import type { Database, Transaction } from './database.ts';

type Reader = Pick<Database, 'prisma'> | { readonly prisma: Transaction };

function toMatter(row: MatterRow): Matter {
  const { state, countyFips, lookAt: _look, ...matter } = row;
  return {
    ...matter,
    place: { state, countyFips },
    status: row.status as Matter['status'],
    area: row.area as Matter['area'],
    urgency: row.urgency as Matter['urgency'],
    outcome: row.outcome as Matter['outcome'],
  };
}

export async function findMatter({ prisma }: Reader, id: string): Promise<Matter | null> {
  const row = await prisma.matter.findUnique({ where: { id } });
  return row === null ? null : toMatter(row);
}

export async function findMatterOfAlert({ prisma }: Reader, alertId: string) {
  const row = await prisma.matter.findUnique({ where: { alertId } });
  return row === null ? null : toMatter(row);
}

/** Until the transaction ends nobody else acts on it; null when there is none. */
export async function lockMatter(transaction: Transaction, id: string): Promise<Matter | null> {
  await runSqlIn(transaction)('select 1 from matter where id = $1::uuid for update', [id]);
  return findMatter({ prisma: transaction }, id);
}

/** The same unless somebody else is at it: then null. */
export async function lockIfFree(transaction: Transaction, id: string): Promise<Matter | null> {
  const locked = await transaction.$queryRawUnsafe<unknown[]>(
    'select 1 as locked from matter where id = $1::uuid for update skip locked',
    id,
  );
  return locked.length === 0 ? null : findMatter({ prisma: transaction }, id);
}

export type NewMatter = Pick<
  Matter,
  'id' | 'alertId' | 'personId' | 'deskId' | 'area' | 'urgency' | 'place' | 'languages'
>;

/** Null when the alert has a matter already. */
export async function insertMatter(
  transaction: Transaction,
  { place, languages, ...matter }: NewMatter,
): Promise<Matter | null> {
  const data = { ...matter, ...place, languages: [...languages], status: 'UNMATCHED', version: 1 };
  const { count } = await transaction.matter.createMany({ data: [data], skipDuplicates: true });
  if (count === 0) return null;
  const inserted = await findMatter({ prisma: transaction }, matter.id);
  if (inserted === null) throw new Error('What was inserted is there');
  await append(transaction, inserted, 'MATTER_OPENED', {});
  return inserted;
}

export type MatterChange = Pick<
  Prisma.MatterUncheckedUpdateInput,
  'status' | 'round' | 'lookAt' | 'deskId' | 'askedDeskId' | 'outcome' | 'closedAt'
>;

/**
 * One more event of a matter, with what it changes of it. The matter must be locked.
 *
 * @returns the matter as it is then.
 */
export async function advanceMatter(
  transaction: Transaction,
  matter: Matter,
  kind: MatterEventKind,
  change: MatterChange = {},
  facts: MatterEventFacts = {},
): Promise<Matter> {
  const row = await transaction.matter.update({
    where: { id: matter.id },
    data: { ...change, version: { increment: 1 } },
  });
  const advanced = toMatter(row);
  await append(transaction, advanced, kind, facts);
  return advanced;
}

const append = (
  transaction: Transaction,
  matter: Matter,
  kind: MatterEventKind,
  facts: MatterEventFacts,
) => appendEvent(runSqlIn(transaction), matterEvent(matter, kind, facts));

export interface MatterPageWish {
  readonly first: number;
  readonly offset: number;
  /** Only those that stand so; null for all. */
  readonly status: MatterStatus | null;
}

/** Open and closed matters of a desk, and those it was asked to take over; newest first. */
export async function listMattersOfDesk(
  { prisma }: Reader,
  deskId: string,
  { first, offset, status }: MatterPageWish,
): Promise<Matter[]> {
  const rows = await prisma.matter.findMany({
    where: { OR: [{ deskId }, { askedDeskId: deskId }], ...(status === null ? {} : { status }) },
    orderBy: [{ openedAt: 'desc' }, { id: 'asc' }],
    take: first,
    skip: offset,
  });
  return rows.map(toMatter);
}

/** What is offered to a provider, and what is theirs; newest first. */
export async function listMattersOfProvider(
  { prisma }: Reader,
  providerId: string,
  { first, offset, status }: MatterPageWish,
): Promise<{ readonly matter: Matter; readonly isAccepted: boolean }[]> {
  const standing = { providerId, status: { in: ['OFFERED', 'ACCEPTED'] } };
  const rows = await prisma.matter.findMany({
    where: { offers: { some: standing }, ...(status === null ? {} : { status }) },
    include: { offers: { where: standing, select: { status: true } } },
    orderBy: [{ openedAt: 'desc' }, { id: 'asc' }],
    take: first,
    skip: offset,
  });
  return rows.map(({ offers, ...row }) => ({
    matter: toMatter(row),
    isAccepted: offers.some((offer) => offer.status === 'ACCEPTED'),
  }));
}

export interface MatterEventRecord {
  readonly kind: string;
  readonly version: number;
  readonly at: Date;
}

/** Everything that happened to a matter, in order. */
export async function readHistory(
  { prisma }: Reader,
  matterId: string,
): Promise<MatterEventRecord[]> {
  return prisma.event.findMany({
    where: { subjectId: matterId },
    orderBy: { sequence: 'asc' },
    select: { kind: true, version: true, at: true },
  });
}

/** When a matter is looked at again: nothing has happened to it. It must be locked. */
export async function postponeLook(
  transaction: Transaction,
  id: string,
  look: { readonly round: number; readonly lookAt: Date },
): Promise<void> {
  await transaction.matter.update({ where: { id }, data: look });
}

export interface DueLooks {
  /** Whose offer has waited for its answer for too long. */
  readonly lapsedMatterIds: readonly string[];
  /** For which providers are to be looked for again. */
  readonly unmatchedMatterIds: readonly string[];
  /** Whose provider was removed. */
  readonly abandonedMatterIds: readonly string[];
}

/** What is due by the clock of the database, the longest first. */
export async function findDueLooks({ pool }: Database, most: number): Promise<DueLooks> {
  const { rows } = await pool.query<{ id: string; why: string }>(
    `(select matter_id as id, 'LAPSED' as why from matter_offer
      where status = 'OFFERED' and due_at <= clock_timestamp() order by due_at limit $1)
     union all
     (select id, 'UNMATCHED' from matter
      where look_at <= clock_timestamp() order by look_at limit $1)
     union all
     (select slot.matter_id, 'ABANDONED' from provider_slot slot
      join provider on provider.id = slot.provider_id
      where provider.standing = 'REMOVED' and slot.matter_id is not null limit $1)`,
    [most],
  );
  const idsFor = (reason: string) => rows.filter(({ why }) => why === reason).map(({ id }) => id);
  return {
    lapsedMatterIds: idsFor('LAPSED'),
    unmatchedMatterIds: idsFor('UNMATCHED'),
    abandonedMatterIds: idsFor('ABANDONED'),
  };
}
