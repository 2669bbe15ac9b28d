import { randomInt } from 'node:crypto';
import type {
  ConsentWay,
  EvidenceInput,
  IncidentConsent,
  IncidentStatus,
  IncidentTerms,
} from '../domain/incident.ts';
import type {
  IncidentEvidence as EvidenceRow,
  IncidentReport as ReportRow,
} from './_generated/client.ts';
import type { Database, Transaction } from './database.ts';
import type { NoteAuthor } from './matter-records.ts';
import type { MatterKeys, MatterSeal } from './matter-keys.ts';

type Reader = Pick<Database, 'prisma'> | { readonly prisma: Transaction };

/** How a report stands, without anybody's words. */
export interface IncidentState {
  readonly id: string;
  readonly matterId: string;
  readonly author: NoteAuthor;
  /** Of the officer, or of the organisation. */
  readonly authorId: string;
  readonly status: IncidentStatus;
  readonly consent: IncidentConsent;
  readonly number: string | null;
}

/** A report as those see it who work on the matter. */
export interface IncidentReport extends Omit<IncidentTerms, 'evidence'>, IncidentState {
  readonly evidence: readonly EvidenceInput[];
  readonly remark: string | null;
  readonly summary: string | null;
  readonly consentGivenBy: ConsentWay | null;
  readonly consentAt: Date | null;
  readonly reportedAt: Date;
  readonly reviewedAt: Date | null;
}

/** What an export is made of. */
export interface PassedOn extends Pick<
  IncidentReport,
  'number' | 'kind' | 'agency' | 'state' | 'facilityId' | 'happenedAt' | 'summary'
> {
  readonly evidence: readonly Pick<EvidenceInput, 'kind'>[];
}

const placeOf = (column: string, row: string) => ({ table: 'incident_report', column, row });
const referenceOf = (row: string) => ({
  table: 'incident_evidence',
  column: 'sealed_reference',
  row,
});

export const countIncidents = (transaction: Transaction, matterId: string): Promise<number> =>
  transaction.incidentReport.count({ where: { matterId } });

/** Null when the matter has no such report. The matter must be locked. */
export async function findIncident(
  transaction: Transaction,
  matterId: string,
  id: string,
): Promise<IncidentState | null> {
  const row = await transaction.incidentReport.findFirst({
    where: { id, matterId },
    select: {
      ...{ id: true, matterId: true, author: true, authorId: true },
      ...{ status: true, consent: true, number: true },
    },
  });
  return row as IncidentState | null;
}

const termsOf = (
  seal: MatterSeal,
  id: string,
  { account, evidence: _own, ...terms }: IncidentTerms,
) => ({ ...terms, sealedAccount: seal.seal(account, placeOf('sealed_account', id)) });

async function insertEvidence(
  transaction: Transaction,
  seal: MatterSeal,
  reportId: string,
  evidence: readonly EvidenceInput[],
): Promise<void> {
  await transaction.incidentEvidence.createMany({
    data: evidence.map(({ kind, reference }) => {
      const id = crypto.randomUUID();
      return { id, reportId, kind, sealedReference: seal.seal(reference, referenceOf(id)) };
    }),
  });
}

/** @returns its id. */
export async function insertIncident(
  transaction: Transaction,
  keys: MatterKeys,
  { matterId, author, authorId }: Pick<IncidentState, 'matterId' | 'author' | 'authorId'>,
  terms: IncidentTerms,
): Promise<string> {
  const id = crypto.randomUUID();
  const seal = await keys.of({ prisma: transaction }, matterId);
  await transaction.incidentReport.create({
    data: { ...termsOf(seal, id, terms), id, matterId, author, authorId },
  });
  await insertEvidence(transaction, seal, id, terms.evidence);
  return id;
}

/** What was said before is replaced by who says it now, and waits for a review again. */
export async function reviseIncident(
  transaction: Transaction,
  keys: MatterKeys,
  { id, matterId, authorId }: Pick<IncidentState, 'id' | 'matterId' | 'authorId'>,
  terms: IncidentTerms,
): Promise<void> {
  const seal = await keys.of({ prisma: transaction }, matterId);
  await transaction.incidentEvidence.deleteMany({ where: { reportId: id } });
  await transaction.incidentReport.update({
    where: { id },
    data: { ...termsOf(seal, id, terms), authorId, status: 'SUBMITTED' },
  });
  await insertEvidence(transaction, seal, id, terms.evidence);
}

/** Without letters and digits that look alike. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const numberLength = 10;

/** By chance: it leads to nothing, and does not tell how many there are. */
const newNumber = () =>
  Array.from({ length: numberLength }, () => alphabet[randomInt(alphabet.length)]).join('');

export interface IncidentReview {
  /** What may be passed on; null returns it to who wrote it. */
  readonly summary: string | null;
  readonly remark: string | null;
  readonly now: Date;
}

export async function saveIncidentReview(
  transaction: Transaction,
  keys: MatterKeys,
  { id, matterId, number }: IncidentState,
  { summary, remark, now }: IncidentReview,
): Promise<void> {
  const seal = await keys.of({ prisma: transaction }, matterId);
  const sealed = (column: string, text: string | null) =>
    text === null ? null : seal.seal(text, placeOf(column, id));
  const isPassed = summary !== null;
  await transaction.incidentReport.update({
    where: { id },
    data: {
      status: isPassed ? 'REVIEWED' : 'RETURNED',
      sealedRemark: sealed('sealed_remark', remark),
      sealedSummary: sealed('sealed_summary', summary),
      number: isPassed ? (number ?? newNumber()) : number,
      reviewedAt: isPassed ? now : null,
    },
  });
}

export async function saveIncidentConsent(
  transaction: Transaction,
  id: string,
  consent: { consent: IncidentConsent; consentGivenBy: ConsentWay | null; consentAt: Date },
): Promise<void> {
  await transaction.incidentReport.update({ where: { id }, data: consent });
}

export async function withdrawIncident(transaction: Transaction, id: string): Promise<void> {
  await transaction.incidentReport.update({ where: { id }, data: { status: 'WITHDRAWN' } });
}

type FullRow = ReportRow & { readonly evidence: readonly EvidenceRow[] };

function toReport(seal: MatterSeal, row: FullRow): IncidentReport {
  const { sealedAccount, sealedRemark, sealedSummary, ...rest } = row;
  const open = (column: string, sealed: Uint8Array | null) =>
    sealed === null ? null : seal.open(sealed, placeOf(column, row.id));
  return {
    ...(rest as unknown as Omit<IncidentReport, 'account' | 'remark' | 'summary' | 'evidence'>),
    account: seal.open(sealedAccount, placeOf('sealed_account', row.id)),
    remark: open('sealed_remark', sealedRemark),
    summary: open('sealed_summary', sealedSummary),
    evidence: row.evidence.map(({ id, kind, sealedReference }) => ({
      kind: kind as EvidenceInput['kind'],
      reference: seal.open(sealedReference, referenceOf(id)),
    })),
  };
}

/** All of a matter, the first first. */
export async function readIncidents(
  reader: Reader,
  keys: MatterKeys,
  matterId: string,
): Promise<IncidentReport[]> {
  const rows = await reader.prisma.incidentReport.findMany({
    where: { matterId },
    include: { evidence: { orderBy: { id: 'asc' } } },
    orderBy: [{ reportedAt: 'asc' }, { id: 'asc' }],
  });
  if (rows.length === 0) return [];
  const seal = await keys.of(reader, matterId);
  return rows.map((row) => toReport(seal, row));
}

/**
 * Those that may be passed on now; of one desk, or of all. Of everybody's words the summary alone is
 * fetched and opened. A matter whose key was deleted has none any more, and keeps no other back.
 */
export async function listPassedOn(
  { prisma }: Pick<Database, 'prisma'>,
  keys: MatterKeys,
  { deskId, first, offset }: { deskId: string | null; first: number; offset: number },
): Promise<PassedOn[]> {
  const rows = await prisma.incidentReport.findMany({
    where: {
      status: 'REVIEWED',
      consent: 'SUMMARY',
      matter: { key: { isNot: null }, ...(deskId === null ? {} : { deskId }) },
    },
    select: {
      ...{ id: true, matterId: true, number: true, kind: true, agency: true, state: true },
      ...{ facilityId: true, happenedAt: true, sealedSummary: true },
      evidence: { select: { kind: true } },
    },
    orderBy: [{ reviewedAt: 'asc' }, { id: 'asc' }],
    take: first,
    skip: offset,
  });
  return Promise.all(
    rows.map(async ({ id, matterId, sealedSummary, ...rest }) => {
      const place = placeOf('sealed_summary', id);
      const summary =
        sealedSummary && (await keys.of({ prisma }, matterId)).open(sealedSummary, place);
      return { ...(rest as Omit<PassedOn, 'summary'>), summary };
    }),
  );
}
