import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { withConnection } from '../database/connection.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { adapters, type Adapter } from '../testing/event-log-adapters.ts';
import { until } from '../testing/until.ts';
import { appendEvent } from './append.ts';

/*
 * What every reader of a log relies on, whichever adapter: one that has seen position n never finds
 * anything new at or below n, however transactions commit. Any subgraph's database will do; all
 * have these tables.
 */
let closing: AsyncDisposableStack;
let database: TestDatabase;
let adapter: Adapter;
let pool: pg.Pool;

beforeEach(async () => {
  closing = new AsyncDisposableStack();
  database = closing.use(await createTestDatabase('alerts'));
  pool = openPool(database.app);
});

afterEach(() => closing.disposeAsync());

function openPool(connectionString: string): pg.Pool {
  const opened = new pg.Pool({ connectionString, max: 16 });
  opened.on('error', () => undefined);
  closing.defer(() => opened.end());
  return opened;
}

/** The same tests over each adapter. */
function describeEach(what: string, tests: () => void): void {
  describe.each(adapters)(`${what}, over $name`, ({ openAdapter }) => {
    beforeEach(async () => {
      adapter = closing.use(await openAdapter(database));
    });
    tests();
  });
}

interface Facts {
  readonly subjectId?: string;
  readonly version?: number;
  readonly feeds?: readonly string[];
}

async function append(client: pg.ClientBase | pg.Pool, facts: Facts = {}): Promise<string> {
  const id = randomUUID();
  const { subjectId = 'subject', version = 1, feeds = ['feed'] } = facts;
  const event = { id, kind: 'HAPPENED', subjectId, version, feeds, payload: {} };
  await appendEvent((text, values) => client.query(text, [...values]), event);
  return id;
}

async function inTransaction<T>(
  work: (client: pg.PoolClient) => Promise<T>,
  end: 'commit' | 'rollback' = 'commit',
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query(end);
    return result;
  } finally {
    client.release();
  }
}

interface Read {
  readonly id: string;
  readonly place: number;
  readonly subject: string;
  readonly version: number;
}

/** Reads on from a cursor, again and again, by one column, like a reader that tails the log. */
function createTail(column: 'position' | 'sequence') {
  const seen: Read[] = [];
  let cursor = 0;
  return {
    seen,
    async read(): Promise<void> {
      const { rows } = await pool.query<{ place: string } & Omit<Read, 'place'>>(
        `select id, ${column} as place, subject_id as subject, version from event
         where ${column} > $1 order by ${column} limit 7`,
        [cursor],
      );
      seen.push(...rows.map((row) => ({ ...row, place: Number(row.place) })));
      cursor = Number(rows.at(-1)?.place ?? cursor);
    },
  };
}

async function storedPositions(): Promise<(number | null)[]> {
  const { rows } = await pool.query<{ position: string | null }>(
    'select position from event order by position',
  );
  return rows.map(({ position }) => (position === null ? null : Number(position)));
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const idsOf = (reads: readonly Read[]) => reads.map(({ id }) => id);

/** The next version of a subject, held until the transaction ends: others wait for it. */
async function nextVersion(client: pg.PoolClient, subjectId: string): Promise<number> {
  await client.query('select pg_advisory_xact_lock(hashtext($1))', [subjectId]);
  const { rows } = await client.query<{ version: number }>(
    'select coalesce(max(version), 0)::int + 1 as version from event where subject_id = $1',
    [subjectId],
  );
  return rows[0]?.version ?? 1;
}

/** Writes until it has committed so many events, in transactions open for up to 8 ms. */
async function write(count: number, subjects: number, announce: () => void): Promise<string[]> {
  const committed: string[] = [];
  while (committed.length < count) {
    const isKept = Math.random() < 0.85;
    const subjectId = `subject ${Math.floor(Math.random() * subjects)}`;
    const work = async (client: pg.PoolClient) => {
      const id = await append(client, { subjectId, version: await nextVersion(client, subjectId) });
      await client.query('select pg_sleep(random() * 0.008)');
      return id;
    };
    const id = await inTransaction(work, isKept ? 'commit' : 'rollback');
    if (isKept) committed.push(id);
    // Forgetting to announce only delays.
    if (Math.random() < 0.7) announce();
  }
  return committed;
}

describeEach('a reader by position', () => {
  test('sees what commits late, which a reader by sequence misses', async () => {
    const log = adapter.openLog();
    const [byPosition, bySequence] = [createTail('position'), createTail('sequence')];
    const readBoth = async () => {
      log.announce();
      const before = byPosition.seen.length;
      await until(async () => {
        await byPosition.read();
        return byPosition.seen.length > before;
      }, 'the reader by position has read on');
      await bySequence.read();
    };

    const late = await pool.connect();
    await late.query('begin');
    const first = await append(late);
    const second = await inTransaction((client) => append(client));
    await readBoth();
    await late.query('commit');
    late.release();
    await readBoth();

    expect(idsOf(byPosition.seen)).toEqual([second, first]);
    expect(idsOf(bySequence.seen)).toEqual([second]);
  });

  test('sees every event once and in order, with writers that commit in any order', async () => {
    const logs = [adapter.openLog(), adapter.openLog()] as const;
    const [byPosition, bySequence] = [createTail('position'), createTail('sequence')];
    let isWriting = true;
    const reading = Promise.all(
      [byPosition, bySequence].map(async ({ seen, read }) => {
        for (let count = -1; isWriting || count < seen.length;) {
          count = seen.length;
          await read();
        }
      }),
    );
    const late = await pool.connect();
    await late.query('begin');
    const lateId = await append(late, { subjectId: 'late' });
    const writers = upTo(8).map((writer) => write(40, 12, () => logs[writer % 2]?.announce()));
    await until(() => bySequence.seen.length > 50, 'the reader by sequence is past the late one');
    await late.query('commit');
    late.release();
    const committed = [lateId, ...(await Promise.all(writers)).flat()];
    await until(
      async () => (await logs[0].head()) === committed.length,
      'every event has its position',
    );
    isWriting = false;
    await reading;

    expect(idsOf(byPosition.seen).toSorted()).toEqual(committed.toSorted());
    // Dense as well: what was rolled back has left no gap.
    expect(byPosition.seen.map(({ place }) => place)).toEqual(upTo(committed.length));
    for (const reads of Map.groupBy(byPosition.seen, ({ subject }) => subject).values()) {
      expect(reads.map(({ version }) => version)).toEqual(upTo(reads.length));
    }
    // The same run, read by sequence, is not whole.
    expect(idsOf(bySequence.seen)).not.toContain(lateId);
  });
});

describeEach('positions', () => {
  test('are given once by two processes, dense, to more events than one round takes', async () => {
    await pool.query(
      `insert into event (id, kind, subject_id, version, feeds, payload)
       select gen_random_uuid(), 'HAPPENED', 'subject', n, array['one', 'other'], '{}'
       from generate_series(1, 2500) as n`,
    );
    const logs = [adapter.openLog(), adapter.openLog()] as const;
    for (const log of logs) log.announce();
    await until(async () => (await logs[0].head()) === 2500, 'all have their positions');
    expect(await storedPositions()).toEqual(upTo(2500));
    const { rows } = await pool.query(
      `select feed, count(*)::int, min(position)::int, max(position)::int
       from feed_entry group by feed order by feed`,
    );
    const whole = { count: 2500, min: 1, max: 2500 };
    expect(rows).toEqual([
      { feed: 'one', ...whole },
      { feed: 'other', ...whole },
    ]);
  });

  test('come without an announcement, since a process may die after its COMMIT', async () => {
    const log = adapter.openLog();
    await append(pool);
    await until(async () => (await log.head()) === 1, 'the poll has found the event');
  });

  test('come although the process that gives them is cut off from the database', async () => {
    const log = adapter.openLog();
    await append(pool);
    await until(async () => (await log.head()) === 1, 'the first has its position');
    const admin = new pg.Client(database.admin);
    await admin.connect();
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await admin.end();
    // A pool may still offer a connection that was cut and has not noticed: to us, and to `head`.
    await withConnection(database.app, (client) => append(client));
    log.announce();
    const head = () => log.head().catch(() => null);
    await until(async () => (await head()) === 2, 'the second has its position');
  });
});

describeEach('hints', () => {
  test('come in order with their feeds, from the one after the cursor', async () => {
    const log = adapter.openLog();
    for (const feeds of [['a'], ['a', 'b'], []]) await append(pool, { feeds });
    log.announce();
    await until(async () => (await log.head()) === 3, 'all have their positions');
    const stop = new AbortController();
    const seen: object[] = [];
    for await (const hints of log.hints(1, stop.signal)) {
      seen.push(...hints);
      if (seen.length === 2) stop.abort();
    }
    expect(seen).toEqual([
      { position: 2, feeds: ['a', 'b'] },
      { position: 3, feeds: [] },
    ]);
  });

  test('end when the log is closed', async () => {
    const log = adapter.openLog();
    const next = log.hints(0, new AbortController().signal)[Symbol.asyncIterator]().next();
    await log[Symbol.asyncDispose]();
    expect((await next).done).toBe(true);
  });
});
