import type { Transaction } from './database.ts';

const name = 'directory';

/**
 * Hash of the reference data that this database holds; null before the first load. Until the
 * transaction ends nobody else gets an answer: of two processes that start at once, the second
 * finds what the first loaded.
 */
export async function lockLoadedHash(transaction: Transaction): Promise<string | null> {
  await transaction.$executeRaw`select pg_advisory_xact_lock(hashtextextended('reference_load', 0))`;
  const load = await transaction.referenceLoad.findUnique({ where: { name } });
  return load?.contentHash ?? null;
}

/** Remembers which reference data were loaded. */
export async function saveLoadedHash(transaction: Transaction, contentHash: string): Promise<void> {
  const loaded = { contentHash, loadedAt: new Date() };
  await transaction.referenceLoad.upsert({
    where: { name },
    create: { name, ...loaded },
    update: loaded,
  });
}
