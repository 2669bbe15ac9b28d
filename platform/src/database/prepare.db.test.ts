import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testServer } from '../testing/database.ts';
import { until } from '../testing/until.ts';
import { withConnection } from './connection.ts';
import { migrateDatabase } from './migrate.ts';
import { prepareDatabases } from './prepare.ts';
import { databaseRoles, databaseUrl, roleName, type DatabaseRole, type PerRole } from './urls.ts';

const schema = 'datasource db {\n  provider = "postgresql"\n}\n';
const tables = `
  CREATE TABLE thing (id bigserial PRIMARY KEY, name text UNIQUE);
  CREATE TABLE audit_entry (id bigserial PRIMARY KEY, act text);
  CREATE TABLE outbox (id bigserial PRIMARY KEY, kind text);
  CREATE VIEW events AS SELECT id, kind FROM outbox;`;

let folder: string;
let prefix: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alert-button-migrations-'));
  prefix = `prepare_${randomBytes(5).toString('hex')}`;
  await mkdir(join(folder, 'prisma', 'migrations'), { recursive: true });
  await writeFile(join(folder, 'prisma', 'schema.prisma'), schema);
  await writeFile(
    join(folder, 'prisma', 'migrations', 'migration_lock.toml'),
    'provider = "postgresql"\n',
  );
  await writeMigration('20260101000000_init', tables);
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  await withConnection(testServer().adminUrl, async (admin) => {
    await admin.query(`DROP DATABASE IF EXISTS ${prefix}_test_thing WITH (FORCE)`);
    const roles = databaseRoles.map((role) => roleName(`${prefix}_test_thing`, role));
    await admin.query(`DROP ROLE IF EXISTS ${roles.join(', ')}`);
  });
});

async function writeMigration(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, 'prisma', 'migrations', name), { recursive: true });
  await writeFile(join(folder, 'prisma', 'migrations', name, 'migration.sql'), sql);
}

function prepare(password = 'secret', adminUrl = testServer().adminUrl) {
  const passwords: PerRole = { owner: password, app: password, reader: password };
  return prepareDatabases(adminUrl, { 'test-thing': folder }, prefix, () => passwords);
}

const query = (url: string, sql: string) =>
  withConnection(url, async (client) => (await client.query<Record<string, unknown>>(sql)).rows);

describe('prepareDatabases', () => {
  test('makes a database, its roles and its tables, and a second time changes nothing', async () => {
    const first = await prepare();
    expect(first['test-thing'].applied).toEqual(['20260101000000_init']);
    await query(first['test-thing'].urls.app, `INSERT INTO thing (name) VALUES ('kept')`);
    const second = await prepare();
    expect(second['test-thing'].applied).toEqual([]);
    expect(await query(second['test-thing'].urls.app, 'SELECT name FROM thing')).toEqual([
      { name: 'kept' },
    ]);
  });

  test('applies only what is new', async () => {
    await prepare();
    await writeMigration('20260102000000_more', 'ALTER TABLE thing ADD COLUMN more text');
    const { applied } = (await prepare())['test-thing'];
    expect(applied).toEqual(['20260102000000_more']);
  });

  test('run twice at once ends as if run once', async () => {
    const both = await Promise.all([prepare(), prepare()]);
    expect(both.flatMap((result) => result['test-thing'].applied)).toEqual(['20260101000000_init']);
  });

  test('sets the passwords given now', async () => {
    const before = (await prepare('old'))['test-thing'].urls;
    const after = (await prepare('new'))['test-thing'].urls;
    await expect(query(before.app, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    expect(await query(after.app, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('says which migration fails and why, each time', async () => {
    const wrong = 'CREATE TABLE half ();\nALTER TABLE no_such_table ADD COLUMN a int';
    await writeMigration('20260102000000_wrong', wrong);
    for (const _attempt of ['first', 'second']) {
      await expect(prepare()).rejects.toThrow(
        `Migrating "${prefix}_test_thing" failed: 20260102000000_wrong:` +
          ' relation "no_such_table" does not exist',
      );
    }
  });

  test('runs a failed migration again once it is mended, for it left nothing behind', async () => {
    await writeMigration('20260102000000_wrong', 'CREATE TABLE half ();\nSELECT 1/0');
    await expect(prepare()).rejects.toThrow(/division by zero/);
    await writeMigration('20260102000000_wrong', 'CREATE TABLE half ()');
    expect((await prepare())['test-thing'].applied).toEqual(['20260102000000_wrong']);
  });

  test('runs a migration again whose process was killed', async () => {
    const { urls } = (await prepare())['test-thing'];
    await writeMigration('20260102000000_more', 'CREATE TABLE more ()');
    await query(
      urls.owner,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name)
       VALUES ('interrupted', 'sum', '20260102000000_more')`,
    );
    expect((await prepare())['test-thing'].applied).toEqual(['20260102000000_more']);
  });

  test('refuses to go on after an unfinished migration that may have committed a part', async () => {
    await writeMigration('20260102000000_parts', 'CREATE TABLE part ();\nCOMMIT;\nSELECT 1/0');
    await expect(prepare()).rejects.toThrow(/division by zero/);
    await expect(prepare()).rejects.toThrow(/20260102000000_parts failed earlier/);
  });

  describe('while somebody reads a table for long', () => {
    const patience = { lockMilliseconds: 100, pauseMilliseconds: 300, tries: 1_000 };
    const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database()
      AND wait_event_type = 'Lock' AND query LIKE '%ADD COLUMN more%'`;

    test('a migration lets others through between its tries, and is applied once they are done', async () => {
      const { urls } = (await prepare())['test-thing'];
      await writeMigration('20260102000000_more', 'ALTER TABLE thing ADD COLUMN more text');
      await withConnection(urls.owner, async (reader) => {
        await reader.query('BEGIN; SELECT * FROM thing');
        const migrating = migrateDatabase(urls.owner, join(folder, 'prisma'), patience);
        for (const _try of ['first', 'second']) {
          await until(async () => (await query(urls.owner, waiting)).length > 0, 'it waits');
          // Behind the migration, and would wait for ever if that one did.
          await query(urls.app, 'SELECT * FROM thing');
        }
        await reader.query('COMMIT');
        expect(await migrating).toEqual(['20260102000000_more']);
      });
    });

    test('a migration that never gets its lock fails with its name, and may run again', async () => {
      const { urls } = (await prepare())['test-thing'];
      await writeMigration('20260102000000_more', 'ALTER TABLE thing ADD COLUMN more text');
      await withConnection(urls.owner, async (reader) => {
        await reader.query('BEGIN; SELECT * FROM thing');
        const migrating = migrateDatabase(urls.owner, join(folder, 'prisma'), {
          ...patience,
          tries: 2,
        });
        await expect(migrating).rejects.toThrow(/20260102000000_more: .*lock timeout/);
      });
      expect((await prepare())['test-thing'].applied).toEqual(['20260102000000_more']);
    });
  });

  test('takes semicolons in strings, comments and functions for what they are', async () => {
    await writeMigration(
      '20260102000000_function',
      `-- it's one; not two
       CREATE FUNCTION two() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN 'a;b'; END $$;
       COMMENT ON FUNCTION two() IS 'one; and two' -- no newline after this`,
    );
    const { urls } = (await prepare())['test-thing'];
    expect(await query(urls.owner, 'SELECT two()')).toEqual([{ two: 'a;b' }]);
  });

  test('leaves the history as Prisma itself would', async () => {
    const { urls } = (await prepare())['test-thing'];
    expect(
      await query(
        urls.owner,
        `SELECT migration_name, applied_steps_count, finished_at >= started_at AS finished,
           rolled_back_at, logs FROM _prisma_migrations`,
      ),
    ).toEqual([
      {
        migration_name: '20260101000000_init',
        applied_steps_count: 1,
        finished: true,
        rolled_back_at: null,
        logs: null,
      },
    ]);
  });

  test('needs no superuser', async () => {
    const role = `${prefix}_admin`;
    const { adminUrl } = testServer();
    await query(adminUrl, `CREATE ROLE ${role} LOGIN CREATEDB CREATEROLE PASSWORD 'p'`);
    try {
      const limited = databaseUrl(adminUrl, { user: role, password: 'p' });
      await prepare('secret', limited);
      const { urls } = (await prepare('secret', limited))['test-thing'];
      expect(await query(urls.reader, 'SELECT * FROM events')).toEqual([]);
      await query(limited, `DROP DATABASE ${prefix}_test_thing WITH (FORCE)`);
    } finally {
      await query(adminUrl, `DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });

  test('refuses a role that may not create databases', async () => {
    const { urls } = (await prepare())['test-thing'];
    await expect(prepare('secret', urls.app)).rejects.toThrow(/must be allowed to create/);
  });
});

describe('the grants', () => {
  const allowed: Record<DatabaseRole, readonly string[]> = {
    owner: ['read', 'write', 'read events', 'audit', 'read audit', 'forge audit', 'define'],
    app: ['read', 'write', 'read events', 'audit'],
    reader: ['read events'],
  };
  const attempts: Record<string, string> = {
    read: 'SELECT * FROM thing',
    write: `INSERT INTO thing (name) VALUES (gen_random_uuid()::text); DELETE FROM thing`,
    'read events': 'SELECT * FROM events',
    audit: `INSERT INTO audit_entry (act) VALUES ('read')`,
    'read audit': 'SELECT * FROM audit_entry',
    'forge audit': `UPDATE audit_entry SET act = ''; DELETE FROM audit_entry`,
    define: 'CREATE TABLE mine (); DROP TABLE mine',
  };

  test.each(databaseRoles)('let the role "%s" do what it is for and nothing else', async (role) => {
    const { urls } = (await prepare())['test-thing'];
    const done: string[] = [];
    for (const [name, sql] of Object.entries(attempts)) {
      await query(urls[role], sql).then(
        () => done.push(name),
        (error: { code: string }) => expect(error.code).toBe('42501'),
      );
    }
    expect(done).toEqual(allowed[role]);
  });

  test('keep the roles of another database out', async () => {
    const { urls } = (await prepare())['test-thing'];
    const { adminUrl } = testServer();
    const role = `${prefix}_stranger`;
    await query(adminUrl, `CREATE ROLE ${role} LOGIN PASSWORD 'p'`);
    const stranger = databaseUrl(urls.app, { user: role, password: 'p' });
    await expect(query(stranger, 'SELECT 1')).rejects.toMatchObject({ code: '42501' });
    await query(adminUrl, `DROP ROLE ${role}`);
  });
});
