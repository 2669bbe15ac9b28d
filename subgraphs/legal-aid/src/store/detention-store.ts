import type {
  VisitOutcome,
  VisitStatus,
  WhereaboutsConfidence,
  WhereaboutsSource,
} from '../domain/detention.ts';
import type { Database, Transaction } from './database.ts';
import type { MatterKeys } from './matter-keys.ts';

type Reader = Pick<Database, 'prisma'> | { readonly prisma: Transaction };

export interface Whereabouts {
  readonly id: string;
  readonly facilityId: string | null;
  readonly place: string | null;
  readonly source: WhereaboutsSource;
  readonly confidence: WhereaboutsConfidence;
  readonly knownAt: Date;
  readonly recordedAt: Date;
}

export interface ConsularVisit {
  readonly id: string;
  readonly facilityId: string | null;
  /** Who goes; null for nobody in particular. */
  readonly officerId: string | null;
  readonly plannedAt: Date;
  readonly status: VisitStatus;
  readonly report: string | null;
  readonly reportedAt: Date | null;
}

const placeOf = (id: string) => ({ table: 'whereabouts', column: 'sealed_place', row: id });
const reportOf = (id: string) => ({ table: 'consular_visit', column: 'sealed_report', row: id });

export const countWhereabouts = (transaction: Transaction, matterId: string): Promise<number> =>
  transaction.whereabouts.count({ where: { matterId } });

/** The facility of the latest report; undefined when there is none. */
export async function lastFacilityId(
  transaction: Transaction,
  matterId: string,
): Promise<string | null | undefined> {
  const last = await transaction.whereabouts.findFirst({
    where: { matterId },
    orderBy: [{ knownAt: 'desc' }, { recordedAt: 'desc' }],
    select: { facilityId: true },
  });
  return last?.facilityId;
}

export async function insertWhereabouts(
  transaction: Transaction,
  keys: MatterKeys,
  matterId: string,
  { place, ...report }: Omit<Whereabouts, 'id' | 'recordedAt'>,
): Promise<void> {
  const id = crypto.randomUUID();
  const seal = await keys.of({ prisma: transaction }, matterId);
  const sealedPlace = place === null ? null : seal.seal(place, placeOf(id));
  await transaction.whereabouts.create({ data: { ...report, id, matterId, sealedPlace } });
}

/** The latest first. */
export async function readWhereabouts(
  reader: Reader,
  keys: MatterKeys,
  matterId: string,
): Promise<Whereabouts[]> {
  const rows = await reader.prisma.whereabouts.findMany({
    where: { matterId },
    orderBy: [{ knownAt: 'desc' }, { recordedAt: 'desc' }],
  });
  if (rows.length === 0) return [];
  const seal = await keys.of(reader, matterId);
  return rows.map(({ sealedPlace, matterId: _matter, ...row }) => ({
    ...row,
    source: row.source as WhereaboutsSource,
    confidence: row.confidence as WhereaboutsConfidence,
    place: sealedPlace === null ? null : seal.open(sealedPlace, placeOf(row.id)),
  }));
}

export const countVisits = (transaction: Transaction, matterId: string): Promise<number> =>
  transaction.consularVisit.count({ where: { matterId } });

/**
 * Whether an officer means to visit somebody so near to that moment. Until the transaction ends
 * nobody else plans a visit for them.
 */
export async function hasVisitNear(
  transaction: Transaction,
  officerId: string,
  plannedAt: Date,
  minutes: number,
): Promise<boolean> {
  await transaction.$queryRawUnsafe(
    `select pg_advisory_xact_lock(hashtext('visits of ' || $1))::text`,
    officerId,
  );
  const apart = minutes * 60_000;
  const near = {
    gt: new Date(plannedAt.getTime() - apart),
    lt: new Date(plannedAt.getTime() + apart),
  };
  const where = { officerId, status: 'PLANNED', plannedAt: near };
  return (await transaction.consularVisit.count({ where })) > 0;
}

export async function insertVisit(
  transaction: Transaction,
  visit: Pick<ConsularVisit, 'facilityId' | 'officerId' | 'plannedAt'> & {
    readonly matterId: string;
  },
): Promise<void> {
  await transaction.consularVisit.create({ data: { ...visit, id: crypto.randomUUID() } });
}

export interface VisitReport {
  readonly visitId: string;
  readonly outcome: VisitOutcome;
  readonly report: string | null;
  readonly now: Date;
}

/** What came of a visit; a planned one is reported once. */
export async function saveVisitReport(
  transaction: Transaction,
  keys: MatterKeys,
  matterId: string,
  { visitId: id, outcome, report, now }: VisitReport,
): Promise<'DONE' | 'REPORTED_BEFORE' | 'ABSENT'> {
  const visit = await transaction.consularVisit.findFirst({ where: { id, matterId } });
  if (visit === null) return 'ABSENT';
  if (visit.status !== 'PLANNED') return 'REPORTED_BEFORE';
  const seal = await keys.of({ prisma: transaction }, matterId);
  const sealedReport = report === null ? null : seal.seal(report, reportOf(id));
  await transaction.consularVisit.update({
    where: { id },
    data: { status: outcome, sealedReport, reportedAt: now },
  });
  return 'DONE';
}

/** In the order in which they are planned. */
export async function readVisits(
  reader: Reader,
  keys: MatterKeys,
  matterId: string,
): Promise<ConsularVisit[]> {
  const rows = await reader.prisma.consularVisit.findMany({
    where: { matterId },
    orderBy: [{ plannedAt: 'asc' }, { id: 'asc' }],
  });
  if (rows.length === 0) return [];
  const seal = await keys.of(reader, matterId);
  return rows.map(({ id, facilityId, officerId, plannedAt, status, sealedReport, reportedAt }) => ({
    id,
    facilityId,
    officerId,
    plannedAt,
    reportedAt,
    status: status as VisitStatus,
    report: sealedReport === null ? null : seal.open(sealedReport, reportOf(id)),
  }));
}
