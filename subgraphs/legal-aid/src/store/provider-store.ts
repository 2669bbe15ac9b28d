import type { Provider } from '../domain/provider.ts';
import type { Provider as ProviderRow } from './_generated/client.ts';
import type { Database, Transaction } from './database.ts';

type Reader = Pick<Database, 'prisma'> | { readonly prisma: Transaction };

export function toProvider(row: ProviderRow): Provider {
  const { createdAt: _order, ...provider } = row;
  return {
    ...provider,
    kind: row.kind as Provider['kind'],
    areas: row.areas as Provider['areas'],
    fee: row.fee as Provider['fee'],
    standing: row.standing as Provider['standing'],
  };
}

/** Providers in the order of their registration, after the one with that id. */
export async function listProviders(
  { prisma }: Reader,
  { first, after }: { readonly first: number; readonly after: string | null },
): Promise<Provider[]> {
  const rows = await prisma.provider.findMany({
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: first,
    ...(after === null ? {} : { cursor: { id: after }, skip: 1 }),
  });
  return rows.map(toProvider);
}

export async function findProvider({ prisma }: Reader, id: string): Promise<Provider | null> {
  const row = await prisma.provider.findUnique({ where: { id } });
  return row === null ? null : toProvider(row);
}

/** The provider whose keys the organisation's are; null also for one that was removed. */
export async function findProviderOf(
  { prisma }: Reader,
  organisationId: string,
): Promise<Provider | null> {
  const row = await prisma.provider.findUnique({ where: { organisationId } });
  return row === null || row.standing === 'REMOVED' ? null : toProvider(row);
}

/** False when another provider has the name, or the organisation. */
export async function insertProvider(
  transaction: Transaction,
  provider: Provider,
): Promise<boolean> {
  const { count } = await transaction.provider.createMany({
    data: [changeable(provider)],
    skipDuplicates: true,
  });
  return count === 1;
}

export async function saveProvider(transaction: Transaction, provider: Provider): Promise<void> {
  await transaction.provider.update({ where: { id: provider.id }, data: changeable(provider) });
}

function changeable({ states, counties, areas, languages, ...rest }: Provider) {
  return {
    ...rest,
    states: [...states],
    counties: [...counties],
    areas: [...areas],
    languages: [...languages],
  };
}
