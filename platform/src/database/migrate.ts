import type { Client } from 'pg';
import { DatabaseError, preparationLocks, withConnection, withLock } from './connection.ts';
import { readMigrationFolder, type Migration, type MigrationFolder } from './migration-files.ts';
import { databaseName } from './urls.ts';

interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
  readonly isFinished: boolean;
}

/**
 * Brings a database to the newest migration of a `prisma` folder, as `prisma migrate deploy`
 * would, and writes the same `_prisma_migrations` table. When every migration is already there
 * it costs one query and the engine is not even loaded. Two runs at once wait for one another.
 * A database that is ahead (a newer release migrated it) is left as it is.
 *
 * @param ownerUrl the database's owner role.
 * @param folder the subgraph's `prisma` folder.
 * @returns the names of the migrations applied now.
 * @throws DatabaseError when a migration fails, failed before, or was edited after it was applied.
 */
export async function migrateDatabase(
  ownerUrl: string,
  folder: string,
): Promise<readonly string[]> {
  const files = await readMigrationFolder(folder);
  return withConnection(ownerUrl, (client) =>
    withLock(client, preparationLocks.migrate, async () => {
      const pending = pendingMigrations(files.migrations, await appliedMigrations(client));
      return pending.length === 0 ? [] : apply(ownerUrl, files);
    }),
  );
}

async function appliedMigrations(client: Client): Promise<readonly AppliedMigration[]> {
  const { rows } = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS exists`,
  );
  if (rows[0]?.exists !== true) return [];
  const applied = await client.query<AppliedMigration>(`
    SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS "isFinished"
    FROM public._prisma_migrations WHERE rolled_back_at IS NULL`);
  return applied.rows;
}

/** Which of `files` still have to run; refuses a history that does not fit them. */
export function pendingMigrations(
  files: readonly Migration[],
  applied: readonly AppliedMigration[],
): readonly Migration[] {
  const failed = applied.find((migration) => !migration.isFinished);
  if (failed !== undefined) {
    throw new DatabaseError(
      `Migration ${failed.name} failed earlier: repair the database, then set finished_at` +
        ` (it is applied) or rolled_back_at (it is undone) in its row of _prisma_migrations`,
    );
  }
  const known = new Map(applied.map((migration) => [migration.name, migration.checksum]));
  const edited = files.find((file) => (known.get(file.name) ?? file.checksum) !== file.checksum);
  if (edited !== undefined) {
    throw new DatabaseError(`Migration ${edited.name} was edited after it had been applied`);
  }
  return files.filter((file) => !known.has(file.name));
}

async function apply(ownerUrl: string, files: MigrationFolder): Promise<readonly string[]> {
  const { noFilters, withSchemaEngine } = await import('./schema-engine.ts');
  try {
    const output = await withSchemaEngine(ownerUrl, files.schema, (engine) =>
      engine.applyMigrations({
        filters: noFilters,
        migrationsList: {
          baseDir: '/prisma/migrations',
          lockfile: { path: 'migration_lock.toml', content: files.lock },
          shadowDbInitScript: '',
          migrationDirectories: files.migrations.map(({ name, sql }) => ({
            path: name,
            migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
          })),
        },
      }),
    );
    return output.appliedMigrationNames;
  } catch (error) {
    throw new DatabaseError(`Migrating "${databaseName(ownerUrl)}" failed: ${explain(error)}`, {
      cause: error,
    });
  }
}

/** The engine adds the way through its own code to what it has to say. */
function explain(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const name = /migration_name="([^"]+)"/.exec(text)?.[1];
  const reason = (text.split(/^\s*0: /m)[0] ?? text).replace(/\s+/g, ' ').trim();
  return name === undefined ? reason : `${name}: ${reason}`;
}
