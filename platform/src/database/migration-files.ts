import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseError } from './connection.ts';

export interface Migration {
  /** Name of its folder: `<timestamp>_<name>`. They are applied in the order of their names. */
  readonly name: string;
  readonly sql: string;
  /** As in `_prisma_migrations`: SHA-256 of the file, in hex. */
  readonly checksum: string;
}

export interface MigrationFolder {
  /** Content of `schema.prisma`. */
  readonly schema: string;
  /** Content of `migration_lock.toml`. */
  readonly lock: string;
  readonly migrations: readonly Migration[];
}

/**
 * Reads `schema.prisma` and `migrations/` of one subgraph's `prisma` folder.
 *
 * @throws DatabaseError when a part is missing.
 */
export async function readMigrationFolder(folder: string): Promise<MigrationFolder> {
  const read = async (...path: string[]) => {
    const file = join(folder, ...path);
    return readFile(file, 'utf8').catch(() => {
      throw new DatabaseError(`${file} cannot be read`);
    });
  };
  const [schema, lock] = await Promise.all([
    read('schema.prisma'),
    read('migrations', 'migration_lock.toml'),
  ]);
  const entries = await readdir(join(folder, 'migrations'), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrations = await Promise.all(
    names.sort().map(async (name) => {
      const sql = await read('migrations', name, 'migration.sql');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
  return { schema, lock, migrations };
}
