import { setTimeout as delay } from 'node:timers/promises';
import pg, { type Client } from 'pg';
import { DatabaseError, preparationLocks, withConnection, withLock } from './connection.ts';
import { readMigrationFolder, type Migration, type MigrationFolder } from './migration-files.ts';
import type { RunScript } from './schema-engine.ts';
import { databaseName } from './urls.ts';

/** SQLSTATE of a lock that was not given in time. */
const lockNotAvailable = '55P03';

interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
  readonly isFinished: boolean;
}

/** How a migration waits for locks that others hold. */
export interface LockPatience {
  /** All who come later wait behind a migration that waits, so it waits no longer than this. */
  readonly lockMilliseconds: number;
  /** Between its tries. */
  readonly pauseMilliseconds: number;
  /** After so many it fails. */
  readonly tries: number;
}

const defaultPatience: LockPatience = {
  lockMilliseconds: 2_000,
  pauseMilliseconds: 1_000,
  tries: 40,
};

/**
 * Brings a database to the newest migration of a `prisma` folder, as `prisma migrate deploy`
 * would, and writes the same `_prisma_migrations` table. When every migration is already there
 * it costs one query and the engine is not even loaded. Two runs at once wait for one another.
 * A database that is ahead (a newer release migrated it) is left as it is.
 *
 * It may run while services do: a migration that does not get its locks soon lets go of everything,
 * lets those through who waited behind it, and tries again.
 *
 * @param ownerUrl the database's owner role.
 * @param folder the subgraph's `prisma` folder.
 * @returns the names of the migrations applied now.
 * @throws DatabaseError when a migration fails, failed before, or was edited after it was applied.
 */
export async function migrateDatabase(
  ownerUrl: string,
  folder: string,
  patience = defaultPatience,
): Promise<readonly string[]> {
  const files = await readMigrationFolder(folder);
  return withConnection(ownerUrl, (client) =>
    withLock(client, preparationLocks.migrate, async () => {
      const before = await pending(client, files);
      for (let tries = 1; (await pending(client, files)).length > 0; tries += 1) {
        try {
          await apply(ownerUrl, files, patience.lockMilliseconds);
        } catch (error) {
          if (!(error instanceof LockedError) || tries >= patience.tries) throw error;
          await delay(patience.pauseMilliseconds);
        }
      }
      return before.map(({ name }) => name);
    }),
  );
}

/** A migration did not get a lock in time; it has left nothing behind. */
class LockedError extends DatabaseError {}

async function pending(client: Client, files: MigrationFolder): Promise<readonly Migration[]> {
  await forgetUnfinished(client, files.migrations);
  return pendingMigrations(files.migrations, await appliedMigrations(client));
}

/**
 * A migration that began and did not finish has left nothing behind: its script and the note that
 * it is finished are one transaction (see `finishing`). So it may simply run again, after its
 * mistake is mended or after whatever killed the last attempt. Unless it commits by itself.
 */
async function forgetUnfinished(client: Client, files: readonly Migration[]): Promise<void> {
  if (!(await hasHistory(client))) return;
  const atomic = files.filter(({ sql }) => !/\bcommit\b/i.test(sql)).map(({ name }) => name);
  await client.query(
    `UPDATE public._prisma_migrations SET rolled_back_at = now()
     WHERE finished_at IS NULL AND rolled_back_at IS NULL AND migration_name = ANY($1)`,
    [atomic],
  );
}

/** A migration's script with the note in the history that it is done. */
function finishing(script: string, name: string): string {
  return `${script}\n;UPDATE public._prisma_migrations SET finished_at = now()
    WHERE migration_name = ${pg.escapeLiteral(name)}
      AND finished_at IS NULL AND rolled_back_at IS NULL`;
}

async function hasHistory(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS exists`,
  );
  return rows[0]?.exists === true;
}

async function appliedMigrations(client: Client): Promise<readonly AppliedMigration[]> {
  if (!(await hasHistory(client))) return [];
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

async function apply(
  ownerUrl: string,
  files: MigrationFolder,
  lockMilliseconds: number,
): Promise<void> {
  const { noFilters, withSchemaEngine } = await import('./schema-engine.ts');
  const names = new Map(files.migrations.map(({ name, sql }) => [sql, name]));
  let failure: string | undefined;
  let isLocked = false;
  const runScript: RunScript = async (connection, script) => {
    const name = names.get(script);
    try {
      await connection.query(`set lock_timeout = ${lockMilliseconds}`);
      await connection.query(name === undefined ? script : finishing(script, name));
    } catch (error) {
      isLocked = (error as { code?: unknown }).code === lockNotAvailable;
      failure = `${name ?? 'preparation'}: ${explain(error, script)}`;
      throw error;
    }
  };
  try {
    await withSchemaEngine(ownerUrl, files.schema, runScript, (engine) =>
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
  } catch (error) {
    const reason = failure ?? explain(error, '');
    const Failure = isLocked ? LockedError : DatabaseError;
    throw new Failure(`Migrating "${databaseName(ownerUrl)}" failed: ${reason}`, { cause: error });
  }
}

/** What PostgreSQL says, with the line it means; of the engine, what it says without its own way. */
function explain(error: unknown, script: string): string {
  const { message, position } = error as { message: string; position?: string };
  const reason = (message.split(/^\s*0: /m)[0] ?? message).replace(/\s+/g, ' ').trim();
  if (position === undefined) return reason;
  return `line ${script.slice(0, Number(position) - 1).split('\n').length}: ${reason}`;
}
