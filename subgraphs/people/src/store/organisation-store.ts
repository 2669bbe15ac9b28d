import type { Organisation, OrganisationAccount } from '../domain/organisation.ts';
import type { Organisation as OrganisationRow } from './_generated/client.ts';
import { toApiKey } from './api-key-store.ts';
import type { Database, Transaction } from './database.ts';

function toOrganisation(row: OrganisationRow): Organisation {
  const { id, name, isDisabled, createdAt, version } = row;
  return { id, name, isDisabled, createdAt, version };
}

/** Organisations in the order of their creation, after the one with that id. */
export async function listOrganisations(
  database: Database,
  { first, after }: { readonly first: number; readonly after: string | null },
): Promise<OrganisationAccount[]> {
  const rows = await database.prisma.organisation.findMany({
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: first,
    ...(after === null ? {} : { cursor: { id: after }, skip: 1 }),
    include: { keys: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] } },
  });
  return rows.map((row) => ({ ...toOrganisation(row), keys: row.keys.map(toApiKey) }));
}

/** The organisation with its keys, or null. */
export async function findOrganisation(
  { prisma }: Pick<Database, 'prisma'> | { readonly prisma: Transaction },
  id: string,
): Promise<OrganisationAccount | null> {
  const row = await prisma.organisation.findUnique({
    where: { id },
    include: { keys: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] } },
  });
  return row === null ? null : { ...toOrganisation(row), keys: row.keys.map(toApiKey) };
}

/** Until the transaction ends nobody else changes the organisation or makes keys of it. */
export async function lockOrganisation(transaction: Transaction, id: string): Promise<void> {
  await transaction.$queryRaw`select 1 from organisation where id = ${id}::uuid for update`;
}

/** False when another has the name. */
export async function insertOrganisation(
  transaction: Transaction,
  { id, name }: Pick<Organisation, 'id' | 'name'>,
): Promise<boolean> {
  const inserted = await transaction.$executeRaw`
    insert into organisation (id, name) values (${id}::uuid, ${name})
    on conflict (name) do nothing`;
  return inserted === 1;
}

export async function updateOrganisation(
  transaction: Transaction,
  { id, isDisabled, version }: Organisation,
): Promise<void> {
  await transaction.organisation.update({ where: { id }, data: { isDisabled, version } });
}
