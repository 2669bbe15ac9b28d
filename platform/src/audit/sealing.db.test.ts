import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createLog } from '../log.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { until } from '../testing/until.ts';
import { keepAuditSealed, sealAudit } from './sealing.ts';

let closing: AsyncDisposableStack;
let database: TestDatabase;
let admin: pg.Pool;

beforeEach(async () => {
  closing = new AsyncDisposableStack();
  database = closing.use(await createTestDatabase('alerts'));
  admin = openPool(database.admin);
});

afterEach(() => closing.disposeAsync());

function openPool(connectionString: string): pg.Pool {
  const opened = new pg.Pool({ connectionString, max: 4 });
  opened.on('error', () => undefined);
  closing.defer(() => opened.end());
  return opened;
}

function append(client: pg.Pool, subjectId: string) {
  return client.query(
    `insert into audit_entry (actor_kind, actor_id, action, subject_id, request_id)
     values ('PERSON', 'person', 'raiseAlert', $1, 'request')`,
    [subjectId],
  );
}

/** How many seals there are. */
async function countSeals(): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(
    'select count(*)::integer as count from audit_seal',
  );
  return rows[0]?.count ?? 0;
}

describe('a service', () => {
  const log = createLog('test', 'silent');
  let directory: string;
  let file: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'alert-button-audit-'));
    closing.defer(() => rm(directory, { recursive: true, force: true }));
    file = join(directory, 'checkpoints.jsonl');
  });

  const keep = (checkpoints = { file, key: undefined }) =>
    keepAuditSealed({ subgraph: 'alerts', pool: openPool(database.app), checkpoints, log });
  const positions = async () =>
    (await readFile(file, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { position: number }).position);

  test('seals by itself, and takes a checkpoint when it starts and when it ends', async () => {
    await append(admin, 'first');
    const sealing = keep();
    await until(async () => (await countSeals()) === 1, 'the first is sealed');
    await append(admin, 'second');
    await until(async () => (await countSeals()) === 2, 'the second is sealed');
    await append(admin, 'last');
    await sealing[Symbol.asyncDispose]();
    expect(await countSeals()).toBe(3);
    expect(await positions()).toEqual([1, 3]);
  });

  test('goes on after the database was away, and when no checkpoint can be written', async () => {
    await using _sealing = keep({ file: join(directory, 'missing', 'file'), key: undefined });
    await append(admin, 'first');
    await until(async () => (await countSeals()) === 1, 'the first is sealed');
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await append(admin, 'second');
    await until(async () => (await countSeals()) === 2, 'the second is sealed');
  });

  test('that stands still in the middle of sealing holds up nobody', async () => {
    await append(admin, 'first');
    // A stopped process: its whole query has arrived, and it reads no answer.
    const stopped = new pg.Client(database.app);
    await stopped.connect();
    (stopped as unknown as { connection: { stream: Socket } }).connection.stream.pause();
    void stopped.query('select * from seal_audit()').catch(() => undefined);
    await until(async () => (await countSeals()) === 1, 'the server has ended it');
    await append(admin, 'second');
    await sealAudit(openPool(database.app));
    expect(await countSeals()).toBe(2);
    stopped.on('error', () => undefined);
    (stopped as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
  });
});
