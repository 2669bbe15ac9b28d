import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { JWK } from 'jose';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import type { CheckpointLine } from './checkpoint.ts';
import { sealAudit } from './sealing.ts';
import { verifyTrails } from './verify-trails.ts';
import { verifyAuditTrail } from './verify.ts';

/* Somebody with every right on the server changes the past; the verifier says what and where. */
let closing: AsyncDisposableStack;
let database: TestDatabase;
let admin: pg.Client;

beforeEach(async () => {
  closing = new AsyncDisposableStack();
  database = closing.use(await createTestDatabase('alerts'));
  admin = new pg.Client(database.admin);
  await admin.connect();
  closing.defer(() => admin.end());
});

afterEach(() => closing.disposeAsync());

/** Further entries, one a minute after what is there, sealed. */
async function fill(count: number): Promise<void> {
  await admin.query(
    `insert into audit_entry (at, actor_kind, actor_id, action, subject_id, request_id, facts)
     select timestamptz '2026-01-01' + make_interval(mins => n + (select count(*)::integer from audit_entry)), 'OFFICER', 'officer-' || n,
       'readAlert', 'alert-' || n, gen_random_uuid()::text, jsonb_build_object('n', n)
     from generate_series(1, $1::integer) as n`,
    [count],
  );
  await seal();
}

const seal = async () => void (await admin.query('select seal_audit()'));

async function idAt(position: number): Promise<string> {
  const { rows } = await admin.query<{ id: string }>(
    'select entry_id as id from audit_seal where position = $1',
    [position],
  );
  return rows[0]?.id ?? '';
}

async function checkpoint(): Promise<CheckpointLine> {
  const { rows } = await admin.query<{ position: string; hash: string }>(
    `select position, encode(hash, 'hex') as hash from audit_seal order by position desc limit 1`,
  );
  const position = Number(rows[0]?.position);
  const at = '2026-11-21T12:00:00.000Z';
  return { subgraph: 'alerts', position, hash: rows[0]?.hash ?? '', at, line: position };
}

async function findings(checkpoints: readonly CheckpointLine[] = []) {
  return (await verifyAuditTrail(admin, checkpoints)).findings;
}

/** Recomputes all seals from a position on, as whoever rules the server can. */
const resealFrom = (position: number) =>
  admin.query(`
    delete from audit_seal where position >= ${position};
    update audit_entry set is_sealed = false
    where id not in (select entry_id from audit_seal);
    select seal_audit()`);

test('an untouched trail is whole, with all its checkpoints', async () => {
  const checkpoints: CheckpointLine[] = [];
  for (const count of [3, 4, 5]) {
    await fill(count);
    checkpoints.push(await checkpoint());
  }
  expect(await verifyAuditTrail(admin, checkpoints)).toMatchObject({
    findings: [],
    sealed: 12,
    waiting: 0,
    checkpoints: 3,
  });
});

test('an empty trail is whole', async () => {
  expect(await verifyAuditTrail(admin, [])).toMatchObject({ findings: [], sealed: 0 });
});

test('a long trail is read to its end', async () => {
  for (let round = 0; round < 5; round += 1) await fill(1000);
  await sealAudit(admin as unknown as pg.Pool);
  const end = await checkpoint();
  expect(await verifyAuditTrail(admin, [end])).toMatchObject({ findings: [], sealed: 5000 });
});

describe('an altered entry is named', () => {
  test.each([
    `actor_kind = 'SYSTEM'`,
    `actor_id = actor_id || ' '`,
    `action = 'readAlerT'`,
    `subject_id = 'alert-5'`,
    `request_id = ''`,
    `facts = '{"n": 4.0}'`,
    `facts = 'null'`,
    `at = at + interval '1 millisecond'`,
    `sequence = 40`,
  ])('when "%s"', async (change) => {
    await fill(9);
    const entryId = await idAt(4);
    await admin.query('alter table audit_entry alter column sequence drop identity');
    await admin.query(`update audit_entry set ${change} where id = $1`, [entryId]);
    expect(await findings()).toEqual([{ kind: 'ALTERED_ENTRY', position: 4, entryId }]);
  });

  test.each([1, 9])('at position %i, the first or last', async (position) => {
    await fill(9);
    const entryId = await idAt(position);
    await admin.query(`update audit_entry set action = 'x' where id = $1`, [entryId]);
    const found = [{ kind: 'ALTERED_ENTRY', position, entryId }];
    expect(await findings()).toEqual(found);
    expect(await findings([await checkpoint()])).toEqual(found);
  });

  test('with its seal made to fit, by the seal after it', async () => {
    await fill(9);
    await admin.query(`update audit_entry set action = 'x' where id = $1`, [await idAt(4)]);
    await admin.query(`
      update audit_seal set hash = sha256(
        (select hash from audit_seal where position = 3)
        || (select audit_bytes(audit_entry) from audit_entry where id = audit_seal.entry_id))
      where position = 4`);
    expect(await findings()).toEqual([
      { kind: 'ALTERED_ENTRY', position: 5, entryId: await idAt(5) },
    ]);
  });

  test('with all seals after it made to fit, by the checkpoint', async () => {
    await fill(5);
    const early = await checkpoint();
    await fill(4);
    const late = await checkpoint();
    await admin.query(`update audit_entry set action = 'x' where id = $1`, [await idAt(7)]);
    await resealFrom(7);
    expect(await findings()).toEqual([]);
    expect(await findings([early, late])).toMatchObject([
      { kind: 'REWRITTEN', position: 6, last: 9, line: 9, movedTo: undefined },
    ]);
  });
});

describe('a removed entry is named', () => {
  test('when its seal is left', async () => {
    await fill(9);
    const entryId = await idAt(4);
    await admin.query('delete from audit_entry where id = $1', [entryId]);
    expect(await findings()).toEqual([{ kind: 'REMOVED_ENTRY', position: 4, entryId }]);
  });

  test('when it is gone with its seal', async () => {
    await fill(9);
    await admin.query(`
      delete from audit_entry where id in
        (select entry_id from audit_seal where position in (4, 5));
      delete from audit_seal where position in (4, 5)`);
    expect(await findings()).toEqual([{ kind: 'REMOVED_PART', position: 4, last: 5 }]);
  });

  test('when the seals after it have moved up', async () => {
    await fill(9);
    const end = await checkpoint();
    await admin.query('delete from audit_entry where id = $1', [await idAt(4)]);
    await admin.query('delete from audit_seal where position = 4');
    await admin.query('update audit_seal set position = -position where position > 4');
    await admin.query('update audit_seal set position = -position - 1 where position < 0');
    expect(await findings([end])).toMatchObject([
      { kind: 'ALTERED_ENTRY', position: 4 },
      { kind: 'CUT_TAIL', position: 8, missing: 1 },
    ]);
  });
});

describe('an inserted entry is named', () => {
  const forged = `
    insert into audit_entry
      (sequence, at, actor_kind, actor_id, action, subject_id, request_id)
    overriding system value
    select sequence, at + interval '1 second', 'OFFICER', 'forged', 'readAlert', 'alert', 'request'
    from audit_entry where subject_id = 'alert-5'
    returning id`;
  const insert = async () => (await admin.query<{ id: string }>(forged)).rows[0]?.id;

  test('when it stands there without a seal', async () => {
    await fill(30);
    const entryId = await insert();
    expect(await findings()).toMatchObject([{ kind: 'UNSEALED_ENTRY', entryId }]);
    await admin.query('update audit_entry set is_sealed = true');
    expect(await findings()).toMatchObject([{ kind: 'UNSEALED_ENTRY', entryId }]);
  });

  test('when the service has sealed it like a new one, and goes on', async () => {
    await fill(30);
    const entryId = await insert();
    await seal();
    await fill(3);
    expect(await findings()).toMatchObject([{ kind: 'BACKDATED_ENTRY', position: 31, entryId }]);
  });

  test('when it has a seal that fits, and the others made room for it', async () => {
    await fill(30);
    const end = await checkpoint();
    const entryId = await insert();
    await admin.query('update audit_seal set position = -position where position > 5');
    await admin.query('update audit_seal set position = -position + 1 where position < 0');
    await admin.query(
      `insert into audit_seal select 6, id, sha256(
         (select hash from audit_seal where position = 5) || audit_bytes(audit_entry))
       from audit_entry where id = $1`,
      [entryId],
    );
    await admin.query('update audit_entry set is_sealed = true');
    const inserted = { kind: 'INSERTED_ENTRY', position: 6, entryId };
    expect(await findings()).toEqual([inserted]);
    expect(await findings([end])).toMatchObject([
      { kind: 'REWRITTEN', position: 1, last: 30, movedTo: 31 },
      inserted,
    ]);
  });

  test('when it has a seal before the first', async () => {
    await fill(3);
    const entryId = await insertAtZero();
    expect(await findings()).toEqual([{ kind: 'IMPOSSIBLE_SEAL', position: 0, entryId }]);
  });

  async function insertAtZero() {
    const { rows } = await admin.query<{ id: string }>(`
      with new as (
        insert into audit_entry
          (actor_kind, actor_id, action, subject_id, request_id, is_sealed)
        values ('OFFICER', 'forged', 'readAlert', 'alert', 'request', true) returning id)
      insert into audit_seal select 0, id, sha256('') from new returning entry_id as id`);
    return rows[0]?.id;
  }
});

describe('a cut tail is named', () => {
  const cut = (after: number) =>
    admin.query(`
      delete from audit_entry where id in
        (select entry_id from audit_seal where position > ${after});
      delete from audit_seal where position > ${after}`);

  test('by the last checkpoint, with how much is missing', async () => {
    await fill(9);
    const end = await checkpoint();
    await cut(6);
    expect(await findings([end])).toEqual([
      { kind: 'CUT_TAIL', position: 6, missing: 3, line: end.line, at: end.at },
    ]);
  });

  test('when nothing is left', async () => {
    await fill(9);
    const end = await checkpoint();
    await admin.query('truncate audit_entry, audit_seal');
    expect(await findings([end])).toMatchObject([{ kind: 'CUT_TAIL', position: 0, missing: 9 }]);
  });

  test('when another has grown in its place', async () => {
    await fill(6);
    const middle = await checkpoint();
    await fill(3);
    const end = await checkpoint();
    await cut(6);
    await fill(20);
    expect(await findings([middle, end])).toMatchObject([
      { kind: 'REWRITTEN', position: 7, last: 9, movedTo: undefined },
    ]);
  });
});

describe('a broken seal is named, and not its entry', () => {
  test.each([4, 9])('at position %i', async (position) => {
    await fill(9);
    const end = await checkpoint();
    await admin.query(
      `update audit_seal set hash = set_byte(hash, 0, get_byte(hash, 0) # 1) where position = $1`,
      [position],
    );
    const found = [{ kind: 'BROKEN_SEAL', position, entryId: await idAt(position) }];
    expect(await findings([end])).toEqual(found);
  });

  test('that was removed', async () => {
    await fill(9);
    const entryId = await idAt(4);
    await admin.query('delete from audit_seal where position = 4');
    expect(await findings()).toEqual([{ kind: 'REMOVED_SEAL', position: 4, entryId }]);
  });
});

test('each of several changes is named', async () => {
  await fill(20);
  const end = await checkpoint();
  const [altered, removed] = [await idAt(3), await idAt(8)];
  await admin.query(`update audit_entry set action = 'x' where id = $1`, [altered]);
  await admin.query('delete from audit_entry where id = $1', [removed]);
  await admin.query(
    'delete from audit_entry where id in (select entry_id from audit_seal where position > 15)',
  );
  await admin.query('delete from audit_seal where position > 15');
  expect(await findings([end])).toMatchObject([
    { kind: 'ALTERED_ENTRY', position: 3, entryId: altered },
    { kind: 'REMOVED_ENTRY', position: 8, entryId: removed },
    { kind: 'CUT_TAIL', position: 15, missing: 5 },
  ]);
});

test('a trail that grows during the look is whole, up to where the look began', async () => {
  const writing = new pg.Client(database.admin);
  await writing.connect();
  await fill(50);
  let isLooking = true;
  const growing = (async () => {
    while (isLooking) {
      await writing.query(
        `insert into audit_entry (actor_kind, actor_id, action, subject_id, request_id)
         values ('', '', '', '', ''); select seal_audit()`,
      );
    }
  })();
  for (let look = 0; look < 10; look += 1) expect(await findings([await checkpoint()])).toEqual([]);
  isLooking = false;
  await growing;
  await writing.end();
});

describe('what is said', () => {
  let file: string;
  const key: JWK = {
    ...(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as JWK),
    kid: 'audit-1',
  };
  const { d: _private, ...publicKey } = key;

  beforeEach(async () => {
    const directory = await mkdtemp(join(tmpdir(), 'alert-button-audit-'));
    closing.defer(() => rm(directory, { recursive: true, force: true }));
    file = join(directory, 'checkpoints.jsonl');
  });

  async function say(keys: readonly JWK[]) {
    const lines: string[] = [];
    const trails = { databaseUrls: { alerts: database.owner }, checkpointFile: file, keys };
    const isWhole = await verifyTrails(trails, (line) => lines.push(line));
    return { isWhole, lines };
  }

  test('counts a whole trail, and takes a signed checkpoint of it', async () => {
    await fill(5);
    expect(await say([key])).toEqual({
      isWhole: true,
      lines: [expect.stringMatching(/^alerts: whole: 5 entries sealed, NO CHECKPOINT/)],
    });
    expect(await say([publicKey])).toEqual({
      isWhole: true,
      lines: [expect.stringMatching(/5 entries sealed, 1 checkpoint, the last at position 5/)],
    });
    expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(1);
  });

  test('names a cut tail in words', async () => {
    await fill(5);
    await say([key]);
    await admin.query('truncate audit_entry, audit_seal');
    expect(await say([publicKey])).toEqual({
      isWhole: false,
      lines: [
        expect.stringMatching(/^alerts: NOT WHOLE: 1 found/),
        expect.stringMatching(
          /^ {2}cut tail: ends at position 0, at least 5 entries missing against the checkpoint of/,
        ),
      ],
    });
  });

  test('lets no altered, foreign or unsigned checkpoint count', async () => {
    await fill(5);
    await say([key]);
    const [line = ''] = (await readFile(file, 'utf8')).split('\n');
    const {
      signature: _signature,
      keyId: _keyId,
      ...unsigned
    } = JSON.parse(line) as object & {
      signature: string;
      keyId: string;
    };
    const lines = [
      line.replace('"position":5', '"position":4'),
      line.replace('audit-1', 'audit-2'),
      JSON.stringify(unsigned),
      '{"subgraph":"alerts"',
      line,
    ];
    await writeFile(file, lines.join('\n'));
    expect(await say([publicKey])).toEqual({
      isWhole: false,
      lines: [
        'checkpoints: line 1 was altered: its signature does not fit',
        'checkpoints: line 2 was signed by a key not given here',
        'checkpoints: line 3 is not signed',
        'checkpoints: line 4 is no checkpoint',
        expect.stringMatching(/^alerts: whole: .* 1 checkpoint,/),
      ],
    });
  });

  test('says that it cannot look, when it cannot', async () => {
    const trails = { databaseUrls: { alerts: database.app }, checkpointFile: undefined, keys: [] };
    await expect(verifyTrails(trails, () => undefined)).rejects.toMatchObject({ code: '42501' });
  });
});
