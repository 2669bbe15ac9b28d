import type { PoolClient } from 'pg';
import type { LoggedEvent } from '@alert-button/platform/event-log/event-log.ts';
import type { Database, Transaction } from './database.ts';

/**
 * Takes over which desk has which code, in the transaction that moves the cursor of consulates' log.
 * What is there from a later event stays.
 */
export async function applyDeskEvent(
  transaction: PoolClient,
  { kind, payload, position }: LoggedEvent,
): Promise<void> {
  if (kind !== 'DESK_PUBLISHED') return;
  const { id, code } = payload as { readonly id: string; readonly code: string };
  await transaction.query(
    `insert into known_desk (id, code, position) values ($1, $2, $3)
     on conflict (id) do update set code = excluded.code, position = excluded.position
     where known_desk.position < excluded.position`,
    [id, code, position],
  );
}

type Reader = Pick<Database, 'prisma'> | { readonly prisma: Transaction };

/** The desk that officers' tokens name so; null when nobody has told of it. */
export async function findDeskId({ prisma }: Reader, code: string): Promise<string | null> {
  return (await prisma.knownDesk.findUnique({ where: { code } }))?.id ?? null;
}

export async function findDeskCode({ prisma }: Reader, id: string): Promise<string | null> {
  return (await prisma.knownDesk.findUnique({ where: { id } }))?.code ?? null;
}
