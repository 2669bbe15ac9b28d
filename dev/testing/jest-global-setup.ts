import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { withConnection } from '@alert-button/platform/database/connection.ts';
import { prepareDatabases, subgraphDatabase } from '@alert-button/platform/database/prepare.ts';
import type { PerRole } from '@alert-button/platform/database/urls.ts';
import { testServerVariable, type TestServer } from '@alert-button/platform/testing/database.ts';
import { subgraphFolders } from '../paths.ts';
import { startPostgres } from '../postgres.ts';
import { startThrowAwayPostgres } from '../postgres/throw-away.ts';
import { databasePasswords } from '../secrets.ts';
import { keepForTeardown } from './jest-global-teardown.ts';

/**
 * Before the first test that needs PostgreSQL: a throw-away server (or the one of DATABASE_URL)
 * with one migrated template database per subgraph, from which `createTestDatabase` copies.
 */
export default async function setUp(): Promise<void> {
  const external = process.env['DATABASE_URL'];
  const server = external ? await useServer(external) : await startThrowAwayPostgres();
  keepForTeardown(() => server.remove());
  const prefix = external ? `ab_test_${randomBytes(4).toString('hex')}` : 'test';
  const databaseSecret = randomBytes(32).toString('base64url');
  const passwords: Record<string, PerRole> = {};
  const folders = Object.fromEntries(
    Object.entries(subgraphFolders).filter(([, folder]) => existsSync(join(folder, 'prisma'))),
  );
  const subgraphs = Object.keys(folders);
  if (external) keepForTeardown(() => dropDatabases(server.adminUrl, prefix, subgraphs));
  await prepareDatabases(server.adminUrl, folders, prefix, (database) => {
    return (passwords[database] = databasePasswords({ databaseSecret }, database));
  });
  // A template can be copied only while nobody is connected to it.
  await withConnection(server.adminUrl, async (admin) => {
    for (const subgraph of subgraphs) {
      const template = subgraphDatabase(prefix, subgraph);
      await admin.query(
        `ALTER DATABASE ${pg.escapeIdentifier(template)} WITH ALLOW_CONNECTIONS false`,
      );
      await admin.query(
        'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1',
        [template],
      );
    }
  });
  const description: TestServer = { adminUrl: server.adminUrl, prefix, passwords };
  process.env[testServerVariable] = JSON.stringify(description);
}

async function useServer(url: string) {
  const { adminUrl } = await startPostgres('', '', url);
  const { rows } = await withConnection(adminUrl, (admin) =>
    admin.query<{ super: string }>(`SELECT current_setting('is_superuser') AS super`),
  );
  if (rows[0]?.super !== 'on') {
    throw new Error('For the tests, DATABASE_URL must name a superuser: they cut connections off');
  }
  return { adminUrl, remove: async () => undefined };
}

/** On a server that stays, nothing of the run may stay. */
async function dropDatabases(adminUrl: string, prefix: string, subgraphs: readonly string[]) {
  await withConnection(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ name: string }>(
      `SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1 || '_')`,
      [prefix],
    );
    for (const { name } of rows) {
      await admin.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
    }
    for (const subgraph of subgraphs) {
      const database = subgraphDatabase(prefix, subgraph);
      await admin.query(
        `DROP ROLE IF EXISTS ${database}_owner, ${database}_app, ${database}_reader`,
      );
    }
  });
}
