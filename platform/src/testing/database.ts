import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { withConnection } from '../database/connection.ts';
import { subgraphDatabase } from '../database/prepare.ts';
import { restrictConnections } from '../database/provision.ts';
import { databaseUrl, roleUrls, type PerRole } from '../database/urls.ts';

/** What the run's set-up tells the tests, through the environment of their processes. */
export interface TestServer {
  /** A role that may create databases. */
  readonly adminUrl: string;
  /** Begins the names of the template databases. */
  readonly prefix: string;
  /** Passwords of the templates' roles, by database name; their copies have the same. */
  readonly passwords: Readonly<Record<string, PerRole>>;
}

export const testServerVariable = 'ALERT_BUTTON_TEST_SERVER';

export interface TestDatabase extends PerRole, AsyncDisposable {
  readonly name: string;
  /** A role that may do everything, for looking at what the others may not. */
  readonly admin: string;
}

/**
 * A fresh, fully migrated database of one subgraph, with its roles and grants: a copy of the
 * template made for the whole run. It holds what the migrations put in and nothing else. Dropped
 * when disposed, whoever is still connected.
 *
 *     await using database = await createTestDatabase('alerts');
 */
export async function createTestDatabase(subgraph: string): Promise<TestDatabase> {
  const { adminUrl, prefix, passwords } = testServer();
  const template = subgraphDatabase(prefix, subgraph);
  const templatePasswords = passwords[template];
  if (templatePasswords === undefined) throw new Error(`No migrations of "${subgraph}" found`);
  const name = `${template}_${randomBytes(6).toString('hex')}`;
  const quoted = pg.escapeIdentifier(name);
  await withConnection(adminUrl, async (admin) => {
    await admin.query(
      `CREATE DATABASE ${quoted} TEMPLATE ${pg.escapeIdentifier(template)}` +
        ` OWNER ${pg.escapeIdentifier(`${template}_owner`)}`,
    );
    await restrictConnections(admin, name, template);
  });
  return {
    name,
    ...roleUrls(adminUrl, name, templatePasswords, template),
    admin: databaseUrl(adminUrl, { database: name }),
    async [Symbol.asyncDispose]() {
      await withConnection(adminUrl, async (admin) => {
        await letGo(admin, name);
        await admin.query(`DROP DATABASE IF EXISTS ${quoted} WITH (FORCE)`);
      });
    },
  };
}

const looks = 40;
const everyMilliseconds = 25;

/**
 * Waits a moment for connections that are closing already: a pool counts as ended before its sockets
 * are, and one that is cut off then fails the test that had ended well.
 */
async function letGo(admin: pg.Client, name: string): Promise<void> {
  for (let look = 0; look < looks; look += 1) {
    const others = await admin.query('select from pg_stat_activity where datname = $1', [name]);
    if (others.rowCount === 0) return;
    await delay(everyMilliseconds);
  }
}

/** The server of this test run. */
export function testServer(): TestServer {
  const value = process.env[testServerVariable];
  if (value === undefined) {
    throw new Error('Database tests need the set-up of jest.config.ts: run them with Jest');
  }
  return JSON.parse(value) as TestServer;
}
