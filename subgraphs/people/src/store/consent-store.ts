import type { Consent, ConsentEnding, ConsentPurpose, ConsentScope } from '../domain/consent.ts';
import type { Consent as ConsentRow } from './_generated/client.ts';
import type { Database, Transaction } from './database.ts';

function toConsent(row: ConsentRow): Consent {
  const { id, organisationId, textVersion, grantedAt, endedAt } = row;
  return {
    id,
    purpose: row.purpose as ConsentPurpose,
    organisationId,
    textVersion,
    grantedAt,
    end: endedAt === null ? null : { at: endedAt, ending: row.ending as ConsentEnding },
  };
}

/** All consents the person ever gave, newest first. */
export async function findConsents({ prisma }: Database, personId: string): Promise<Consent[]> {
  const orderBy = [{ grantedAt: 'desc' as const }, { id: 'asc' as const }];
  const rows = await prisma.consent.findMany({ where: { personId }, orderBy });
  return rows.map(toConsent);
}

/** The latest consent to this, in force or not; null when there never was one. */
export async function findLatestConsent(
  transaction: Transaction,
  personId: string,
  { purpose, organisationId }: ConsentScope,
): Promise<Consent | null> {
  const row = await transaction.consent.findFirst({
    where: { personId, purpose, organisationId },
    orderBy: [{ grantedAt: 'desc' }, { id: 'asc' }],
  });
  return row === null ? null : toConsent(row);
}

/** Stores that the person agrees from now on. */
export async function insertConsent(
  transaction: Transaction,
  personId: string,
  { purpose, organisationId }: ConsentScope,
  textVersion: string,
): Promise<Consent> {
  const id = crypto.randomUUID();
  const data = { id, personId, purpose, organisationId, textVersion };
  return toConsent(await transaction.consent.create({ data }));
}

/** Ends a consent that is in force; it stays in the history. */
export async function endConsent(
  transaction: Transaction,
  id: string,
  ending: ConsentEnding,
): Promise<Consent> {
  await transaction.$executeRaw`
    update consent set ended_at = clock_timestamp(), ending = ${ending}
    where id = ${id}::uuid and ended_at is null`;
  return toConsent(await transaction.consent.findUniqueOrThrow({ where: { id } }));
}

/** Whether there is such an organisation, and it may work here. */
export async function isOrganisationActive(
  transaction: Transaction,
  organisationId: string,
): Promise<boolean> {
  const rows = await transaction.$queryRaw<unknown[]>`
    select from organisation where id = ${organisationId}::uuid and not is_disabled`;
  return rows.length > 0;
}
