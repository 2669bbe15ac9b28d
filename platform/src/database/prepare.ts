import { join } from 'node:path';
import { DatabaseError } from './connection.ts';
import { applyGrants } from './grants.ts';
import { migrateDatabase } from './migrate.ts';
import { provisionDatabases } from './provision.ts';
import type { PerRole } from './urls.ts';

export interface PreparedDatabase {
  readonly urls: PerRole;
  /** Names of the migrations this call applied. */
  readonly applied: readonly string[];
}

/**
 * Everything a subgraph's database needs before its service starts: the database and its roles,
 * the newest migration, the grants. Safe to repeat.
 *
 * @param adminUrl a role that may create databases and roles.
 * @param subgraphs the folders of the subgraphs, by subgraph name (`legal-aid`).
 * @param prefix begins each database's name: `<prefix>_legal_aid`.
 * @param passwordsOf gives the role passwords of a database by its name.
 * @returns the prepared databases by subgraph name.
 */
export async function prepareDatabases<Name extends string>(
  adminUrl: string,
  subgraphs: Readonly<Record<Name, string>>,
  prefix: string,
  passwordsOf: (database: string) => PerRole,
): Promise<Readonly<Record<Name, PreparedDatabase>>> {
  const entries = Object.entries<string>(subgraphs) as [Name, string][];
  const specifications = entries.map(([name]) => {
    const database = subgraphDatabase(prefix, name);
    return { name: database, passwords: passwordsOf(database) };
  });
  const provisioned = await provisionDatabases(adminUrl, specifications);
  const prepared = await Promise.all(
    entries.map(async ([name, folder]) => {
      const database = subgraphDatabase(prefix, name);
      const urls = provisioned.get(database);
      if (urls === undefined) throw new DatabaseError(`"${database}" was not provisioned`);
      const applied = await migrateDatabase(urls.owner, join(folder, 'prisma'));
      await applyGrants(urls.owner, database);
      return [name, { urls, applied }] as const;
    }),
  );
  return Object.fromEntries(prepared) as Record<Name, PreparedDatabase>;
}

/** `legal-aid` with the prefix `alert_button` → `alert_button_legal_aid`. */
export function subgraphDatabase(prefix: string, subgraph: string): string {
  return `${prefix}_${subgraph.replaceAll('-', '_')}`;
}
