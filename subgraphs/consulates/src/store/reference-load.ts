import type { Transaction } from './database.ts';

const name = 'directory';

/**
 * Lets one transaction at a time change the directory: a load and an administrator's act write
 * what follows from what they read.
 */
export async function lockDirectory(transaction: Transaction): Promise<void> {
  await transaction.$executeRaw`select pg_advisory_xact_lock(hashtextextended('reference_load', 0))`;
}

/**
 * Hash of the reference data that this database holds; null before the first load. Ask under the
 * lock: of two processes that start at once, the second finds what the first loaded.
 */
export async function readLoadedHash(transaction: Transaction): Promise<string | null> {
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
