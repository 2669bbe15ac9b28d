import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import type { Transaction } from './database.ts';

/*
 * What a provider can bear is rows: a matter that is offered or accepted has one, and where no row is
 * free there is no room, however many look at once.
 */

/**
 * One after the other chooses providers, so that each sees what those before have taken, and a mass
 * event is spread. Held until the transaction ends. Take it after the matter and before a provider.
 */
export async function lockMatching(transaction: Transaction): Promise<void> {
  await runSqlIn(transaction)(`select pg_advisory_xact_lock(hashtext('matching'))`, []);
}

/** False when the provider has no room. */
export async function takeSlot(
  transaction: Transaction,
  providerId: string,
  matterId: string,
): Promise<boolean> {
  const taken = await transaction.$executeRawUnsafe(
    `update provider_slot set matter_id = $2::uuid where id = (
       select id from provider_slot where provider_id = $1::uuid and matter_id is null
       order by id limit 1 for update skip locked)`,
    providerId,
    matterId,
  );
  return taken === 1;
}

/** Gives room back; the row goes when the capacity has become smaller than what was held. */
export async function releaseSlot(transaction: Transaction, matterId: string): Promise<void> {
  await lockMatching(transaction);
  const [slot] = await transaction.$queryRawUnsafe<{ provider_id: string; capacity: number }[]>(
    `select provider.id as provider_id, provider.capacity from provider
     join provider_slot slot on slot.provider_id = provider.id
     where slot.matter_id = $1::uuid for no key update of provider`,
    matterId,
  );
  if (slot === undefined) return;
  const run = runSqlIn(transaction);
  await run('update provider_slot set matter_id = null where matter_id = $1::uuid', [matterId]);
  await fitSlots(transaction, slot.provider_id, slot.capacity);
}

/**
 * As many rows as the capacity, and more only as far as more are held. The provider must be locked.
 */
export async function fitSlots(
  transaction: Transaction,
  providerId: string,
  capacity: number,
): Promise<void> {
  const run = runSqlIn(transaction);
  await run(
    `insert into provider_slot (provider_id)
     select $1::uuid from generate_series(1, $2::integer - (
       select count(*)::integer from provider_slot where provider_id = $1::uuid))`,
    [providerId, capacity],
  );
  await run(
    `delete from provider_slot where id in (
       select id from provider_slot where provider_id = $1::uuid and matter_id is null
       order by id limit greatest(0, (
         select count(*) from provider_slot where provider_id = $1::uuid) - $2::integer)
       for update)`,
    [providerId, capacity],
  );
}

/** Until the transaction ends nobody else changes the provider or gives it room back. */
export async function lockProvider(transaction: Transaction, id: string): Promise<void> {
  await lockMatching(transaction);
  await runSqlIn(transaction)('select 1 from provider where id = $1::uuid for no key update', [id]);
}

/** How many matters are offered to a provider or theirs. */
export async function countHeld(
  { prisma }: { readonly prisma: Pick<Transaction, 'providerSlot'> },
  providerId: string,
): Promise<number> {
  return prisma.providerSlot.count({ where: { providerId, matterId: { not: null } } });
}
