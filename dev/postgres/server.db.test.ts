import { chmod, chown, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { withConnection } from '@alert-button/platform/database/connection.ts';
import { isAlive } from './run.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './server.ts';

let parent: string;
let directory: string;
let server: EmbeddedPostgres | undefined;

beforeEach(async () => {
  // Named as what the next run of tests clears away, should this one be killed.
  parent = await mkdtemp(join(tmpdir(), `alert-button-test-${process.pid}-`));
  await chmod(parent, 0o711);
  directory = join(parent, 'postgres');
});

afterEach(async () => {
  await server?.stop('immediate');
  server = undefined;
  await rm(parent, { recursive: true, force: true });
});

const start = async (password = 'secret') =>
  (server = await startEmbeddedPostgres(directory, password));

async function stop(): Promise<void> {
  await server?.stop();
  server = undefined;
}

const setting = (name: string) =>
  withConnection(server?.adminUrl ?? '', async (client) => {
    const { rows } = await client.query<{ value: string }>('SELECT current_setting($1) AS value', [
      name,
    ]);
    return rows[0]?.value;
  });

async function postmaster(): Promise<number> {
  const lines = (await readFile(join(directory, 'postmaster.pid'), 'utf8')).split('\n');
  return Number(lines[0]);
}

describe('the embedded PostgreSQL', () => {
  test('is durable, private to this machine and asks for the password', async () => {
    await start();
    expect(await setting('fsync')).toBe('on');
    expect(await setting('listen_addresses')).toBe('127.0.0.1');
    expect(await setting('max_connections')).toBe('100');
    const open = (server?.adminUrl ?? '').replace(':secret@', ':wrong@');
    await expect(withConnection(open, async () => undefined)).rejects.toMatchObject({
      code: '28P01',
    });
  });

  test('keeps its data and its port over a stop', async () => {
    const { adminUrl } = await start();
    await withConnection(adminUrl, (client) => client.query('CREATE TABLE kept ()'));
    await stop();
    expect((await start()).adminUrl).toBe(adminUrl);
    await withConnection(adminUrl, (client) => client.query('SELECT * FROM kept'));
  });

  test('left behind by a killed supervisor is used again', async () => {
    const { adminUrl } = await start();
    const pid = await postmaster();
    const again = await startEmbeddedPostgres(directory, 'secret');
    expect(again).toMatchObject({ adminUrl, wasRunning: true });
    expect(await postmaster()).toBe(pid);
  });

  test('recovers after it was killed', async () => {
    const { adminUrl } = await start();
    await withConnection(adminUrl, (client) => client.query('CREATE TABLE kept ()'));
    const pid = await postmaster();
    process.kill(pid, 'SIGKILL');
    while (isAlive(pid)) await new Promise(setImmediate);
    const { adminUrl: after } = await start();
    await withConnection(after, (client) => client.query('SELECT * FROM kept'));
  });

  test('starts over the process number of a server that is long gone', async () => {
    await start();
    await stop();
    const file = join(directory, 'postmaster.pid');
    // This very process has the number now, as another program may after a power cut.
    await writeFile(file, `${process.pid}\n${directory}\n0\n1\n\n127.0.0.1\n\nready\n`);
    const { uid, gid } = await stat(directory);
    await chown(file, uid, gid);
    expect((await start()).wasRunning).toBe(false);
  });

  test('refuses data of another version and leaves them alone', async () => {
    await start();
    await stop();
    await writeFile(join(directory, 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(/was made by PostgreSQL 17, this is PostgreSQL 18/);
    expect(await readFile(join(directory, 'PG_VERSION'), 'utf8')).toBe('17\n');
  });

  test('refuses a directory that holds something else', async () => {
    await start();
    await stop();
    await rm(join(directory, 'PG_VERSION'));
    await expect(start()).rejects.toThrow(/not a PostgreSQL data directory/);
  });

  test('says in one line that its files are damaged', async () => {
    await start();
    await stop();
    await writeFile(join(directory, 'global', 'pg_control'), '');
    await expect(start()).rejects.toThrow(/^PostgreSQL does not start on [^\n]*pg_control[^\n]*$/);
  });

  test('refuses another password and does not stay running', async () => {
    await start();
    await stop();
    await expect(start('other')).rejects.toThrow(/another password/);
    await expect(postmaster()).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
