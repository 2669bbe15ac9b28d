import type { Client } from 'pg';
import pg from 'pg';
import { DatabaseError, preparationLocks, withConnection, withLock } from './connection.ts';
import { scramVerifier } from './scram.ts';
import { databaseRoles, roleName, roleUrls, type PerRole } from './urls.ts';

const oldestServer = 150_000;
const quote = pg.escapeIdentifier;

export interface DatabaseSpecification {
  /** Name of the database: lower-case letters, digits and underscores, at most 56 of them. */
  readonly name: string;
  /** Password of each role: printable ASCII. Roles that exist get it set anew. */
  readonly passwords: PerRole;
}

/**
 * Creates each database with its owner, app and reader roles, or completes what is there. Safe to
 * repeat and to run twice at once; nothing that exists is dropped or emptied.
 *
 * @param adminUrl a role that may create databases and roles; its database only has to exist.
 * @returns the connection URLs of each database, by database name.
 * @throws DatabaseError when the server or the role cannot do it.
 */
export async function provisionDatabases(
  adminUrl: string,
  specifications: readonly DatabaseSpecification[],
): Promise<ReadonlyMap<string, PerRole>> {
  return withConnection(adminUrl, async (admin) => {
    await assertCapable(admin);
    return withLock(admin, preparationLocks.provision, async () => {
      const urls = new Map<string, PerRole>();
      for (const { name, passwords } of specifications) {
        await provisionDatabase(admin, name, passwords);
        urls.set(name, roleUrls(adminUrl, name, passwords));
      }
      return urls;
    });
  });
}

async function provisionDatabase(admin: Client, database: string, passwords: PerRole) {
  // Role names add a suffix, and PostgreSQL cuts names off silently at 63 bytes.
  if (!/^[a-z_][a-z0-9_]{0,55}$/.test(database)) {
    throw new DatabaseError(`"${database}" cannot be a database name here: use a-z, 0-9 and _`);
  }
  const roles = await admin.query<{ name: string }>(
    'SELECT rolname AS name FROM pg_roles WHERE rolname = ANY($1)',
    [databaseRoles.map((role) => roleName(database, role))],
  );
  for (const role of databaseRoles) {
    const name = roleName(database, role);
    const exists = roles.rows.some((row) => row.name === name);
    const password = pg.escapeLiteral(scramVerifier(passwords[role]));
    await admin.query(
      `${exists ? 'ALTER' : 'CREATE'} ROLE ${quote(name)} LOGIN PASSWORD ${password}`,
    );
  }
  const owner = quote(roleName(database, 'owner'));
  await becomeAbleToActAs(admin, roleName(database, 'owner'));
  const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [database]);
  if (rowCount === 0) {
    await admin.query(
      `CREATE DATABASE ${quote(database)} OWNER ${owner} TEMPLATE template0 ENCODING 'UTF8'`,
    );
  }
  await restrictConnections(admin, database, database);
}

/**
 * Only the three roles may connect to `database`. `roleOwner` is the database whose roles they
 * are, which differs for a copy made from a template. Access lists are not copied with a template.
 */
export async function restrictConnections(admin: Client, database: string, roleOwner: string) {
  const others = (['app', 'reader'] as const).map((role) => quote(roleName(roleOwner, role)));
  await admin.query(`
    BEGIN;
    SET LOCAL ROLE ${quote(roleName(roleOwner, 'owner'))};
    REVOKE ALL ON DATABASE ${quote(database)} FROM PUBLIC;
    GRANT CONNECT ON DATABASE ${quote(database)} TO ${others.join(', ')};
    COMMIT`);
}

async function assertCapable(admin: Client) {
  const { rows } = await admin.query<{ version: number; name: string; capable: boolean }>(`
    SELECT current_setting('server_version_num')::int AS version, rolname AS name,
      rolsuper OR (rolcreatedb AND rolcreaterole) AS capable
    FROM pg_roles WHERE rolname = current_user`);
  const role = rows[0];
  if (role === undefined || !role.capable) {
    throw new DatabaseError(
      `The database role "${role?.name ?? '?'}" must be allowed to create databases and roles` +
        ` (ALTER ROLE ... CREATEDB CREATEROLE)`,
    );
  }
  if (role.version < oldestServer) {
    throw new DatabaseError('PostgreSQL 15 or newer is needed');
  }
}

/** A role that is no superuser may give a database to another role only as its member. */
async function becomeAbleToActAs(admin: Client, role: string) {
  const { rows } = await admin.query<{ able: boolean }>(
    `SELECT pg_has_role(current_user, $1, 'USAGE') AND
       CASE WHEN current_setting('server_version_num')::int >= 160000
         THEN pg_has_role(current_user, $1, 'SET') ELSE true END AS able`,
    [role],
  );
  if (rows[0]?.able !== true) await admin.query(`GRANT ${quote(role)} TO CURRENT_USER`);
}
