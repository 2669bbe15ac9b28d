import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { withConnection } from '../database/connection.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { sealAudit } from './sealing.ts';
import { verifyAuditTrail } from './verify.ts';

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
  const opened = new pg.Pool({ connectionString, max: 12 });
  opened.on('error', () => undefined);
  closing.defer(() => opened.end());
  return opened;
}

const verify = () => withConnection(database.owner, (client) => verifyAuditTrail(client, []));

function append(client: pg.ClientBase | pg.Pool, subjectId: string) {
  return client.query(
    `insert into audit_entry (actor_kind, actor_id, action, subject_id, request_id)
     values ('PERSON', 'person', 'raiseAlert', $1, 'request')`,
    [subjectId],
  );
}

/** What stands in the chain, in its order. */
async function sealedSubjects(): Promise<readonly [position: number, subjectId: string][]> {
  const { rows } = await admin.query<{ position: string; subject: string }>(
    `select position, subject_id as subject from audit_seal
     join audit_entry on audit_entry.id = entry_id order by position`,
  );
  return rows.map(({ position, subject }) => [Number(position), subject]);
}

describe('what is sealed verifies', () => {
  // A NUL is refused by PostgreSQL itself, and half of a surrogate pair is no text.
  const storable = (text: string) => text.isWellFormed() && !text.includes('\0');
  const text = fc.string({ unit: 'binary' }).filter(storable);
  const isStorable = (value: unknown): boolean => {
    if (typeof value === 'string') return storable(value);
    if (typeof value !== 'object' || value === null) return true;
    return Object.entries(value).flat().every(isStorable);
  };
  const facts = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }).filter(isStorable);
  const entry = fc.record({
    actor_kind: text,
    actor_id: text,
    action: text,
    subject_id: text,
    request_id: text,
    facts,
  });

  test('whatever stands in its fields', async () => {
    const app = openPool(database.app);
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 40 }), async (entries) => {
        // By column, since a `jsonb` null has to stay one.
        await app.query(
          `insert into audit_entry (actor_kind, actor_id, action, subject_id, request_id, facts)
           select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[],
             $6::jsonb[])`,
          [
            entries.map(({ actor_kind }) => actor_kind),
            entries.map(({ actor_id }) => actor_id),
            entries.map(({ action }) => action),
            entries.map(({ subject_id }) => subject_id),
            entries.map(({ request_id }) => request_id),
            entries.map((one) => JSON.stringify(one.facts)),
          ],
        );
        count += entries.length;
        await sealAudit(app);
        expect(await verify()).toMatchObject({ findings: [], sealed: count, waiting: 0 });
      }),
      { numRuns: 25 },
    );
  });

  test.each([
    ['numbers longer than JavaScript has', `'{"n": 1e-300, "m": 12345678901234567890.10}'`],
    ['a number written with its zeros', `'[1.000, 1e3, -0, 0.0]'`],
    ['a byte order mark and what looks like an end of file', `to_jsonb(e'\\uFEFF\\u001A'::text)`],
    ['null', `'null'`],
    ['keys that come twice or in another order', `'{"b": 1, "a": {"d": [], "c": {}}, "b": 2}'`],
  ])('with facts that hold %s', async (_, sql) => {
    await admin.query(
      `insert into audit_entry (actor_kind, actor_id, action, subject_id, request_id, facts)
       values ('', '', '', '', '', ${sql})`,
    );
    await sealAudit(admin);
    expect(await verify()).toMatchObject({ findings: [], sealed: 1 });
  });

  test.each(['infinity', '-infinity', '0044-03-15 12:00 BC', '9999-12-31 23:59:59.999Z'])(
    'dated %s, under any time zone and date style',
    async (at) => {
      await admin.query(
        `insert into audit_entry (at, actor_kind, actor_id, action, subject_id, request_id)
         values ($1, '', '', '', '', '')`,
        [at],
      );
      await admin.query(
        `set timezone = 'Asia/Kathmandu'; set datestyle = 'German'; select seal_audit()`,
      );
      expect(await verify()).toMatchObject({ findings: [], sealed: 1 });
    },
  );
});

describe('the chain', () => {
  test('is dense and in order of insertion within a round, whatever commits late', async () => {
    const late = await admin.connect();
    await late.query('begin');
    await append(late, 'late');
    await append(admin, 'second');
    await append(admin, 'third');
    await sealAudit(admin);
    await late.query('commit');
    late.release();
    const rolledBack = await admin.connect();
    await rolledBack.query('begin');
    await append(rolledBack, 'never');
    await rolledBack.query('rollback');
    rolledBack.release();
    await append(admin, 'fourth');
    await sealAudit(admin);
    expect(await sealedSubjects()).toEqual([
      [1, 'second'],
      [2, 'third'],
      [3, 'late'],
      [4, 'fourth'],
    ]);
    expect(await verify()).toMatchObject({ findings: [] });
  });

  test('is one, though many write and several processes seal it at once', async () => {
    const sealers = Array.from({ length: 3 }, () => openPool(database.app));
    let isWriting = true;
    const sealing = sealers.map(async (pool) => {
      while (isWriting) await sealAudit(pool);
    });
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let count = 0; count < 40; count += 1) {
        const client = await admin.connect();
        await client.query('begin');
        await append(client, `${writer}`);
        await client.query('select pg_sleep(random() * 0.005)');
        await client.query(count % 7 === 0 ? 'rollback' : 'commit');
        client.release();
      }
    });
    await Promise.all(writers);
    isWriting = false;
    await Promise.all(sealing);
    await sealAudit(admin);
    // Forty by each writer, less the six that were rolled back.
    expect(await verify()).toMatchObject({
      findings: [],
      sealed: 8 * 34,
      waiting: 0,
      head: { position: 8 * 34 },
    });
  });

  test('takes more entries than one round has', async () => {
    await admin.query(
      `insert into audit_entry (actor_kind, actor_id, action, subject_id, request_id)
       select 'SYSTEM', 'system', 'act', n::text, 'request' from generate_series(1, 2500) as n`,
    );
    expect(await sealAudit(admin)).toMatchObject({ position: 2500 });
    expect((await sealedSubjects()).at(-1)).toEqual([2500, '2500']);
    expect(await verify()).toMatchObject({ findings: [], sealed: 2500 });
  });

  test('goes on although somebody took a mark away, or emptied a field', async () => {
    await append(admin, 'first');
    await sealAudit(admin);
    await admin.query('update audit_entry set is_sealed = false');
    await append(admin, 'second');
    await admin.query(`alter table audit_entry alter column action drop not null`);
    await admin.query(`update audit_entry set action = null where subject_id = 'second'`);
    expect(await sealAudit(admin)).toMatchObject({ position: 2 });
    expect(await verify()).toMatchObject({ findings: [], sealed: 2, waiting: 0 });
  });
});
