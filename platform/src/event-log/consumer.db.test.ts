import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createLog } from '../log.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { adapters, noPoll, type Adapter } from '../testing/event-log-adapters.ts';
import { until } from '../testing/until.ts';
import { appendEvent } from './append.ts';
import { createConsumer, type ConsumerOptions } from './consumer.ts';
import type { Consumer, EventLog } from './event-log.ts';

let closing: AsyncDisposableStack;
let producer: TestDatabase;
let source: pg.Pool;
let target: pg.Pool;
let writing: pg.Pool;
let adapter: Adapter;
let log: EventLog;
/** May end others' connections. */
let cutter: pg.Pool;

const silent = createLog('test', 'silent');

beforeEach(async () => {
  closing = new AsyncDisposableStack();
  producer = closing.use(await createTestDatabase('alerts'));
  const consuming = closing.use(await createTestDatabase('alerts'));
  source = openPool(producer.reader);
  target = openPool(consuming.app);
  writing = openPool(producer.app);
  cutter = openPool(consuming.admin);
  await cutter.query(
    'create table effect (place serial, version integer); grant all on effect, effect_place_seq to public',
  );
});

afterEach(() => closing.disposeAsync());

function openPool(connectionString: string): pg.Pool {
  const opened = new pg.Pool({ connectionString, max: 4 });
  opened.on('error', () => undefined);
  closing.defer(() => opened.end());
  return opened;
}

const apply: ConsumerOptions['apply'] = async (transaction, { version }) => {
  await transaction.query('insert into effect (version) values ($1)', [version]);
};

function consume(options: Partial<ConsumerOptions> = {}): Consumer {
  return createConsumer({
    name: 'test-consumer',
    source,
    listen: adapter.listener(),
    target,
    apply,
    applied: async () => undefined,
    log: silent,
    ...options,
  });
}

let lastVersion = 0;

/** Appends the next events of one subject and waits for their positions. */
async function publish(count: number): Promise<number[]> {
  const versions = Array.from({ length: count }, () => (lastVersion += 1));
  const head = await log.head();
  for (const version of versions) {
    const event = { id: randomUUID(), kind: 'HAPPENED', subjectId: 's', feeds: [], payload: {} };
    await appendEvent((text, values) => writing.query(text, [...values]), { ...event, version });
  }
  log.announce();
  await until(async () => (await log.head()) === head + count, 'all have their positions');
  return versions;
}

async function effects(): Promise<number[]> {
  const { rows } = await target.query<{ version: number }>(
    'select version from effect order by place',
  );
  return rows.map(({ version }) => version);
}

describe.each(adapters)('a consumer, over $name', ({ openAdapter }) => {
  beforeEach(async () => {
    adapter = closing.use(await openAdapter(producer));
    log = adapter.openLog();
  });

  test('applies each event once and in order, more than one batch of them', async () => {
    const versions = await publish(230);
    await using consumer = consume();
    await consumer.caughtUp();
    expect(await effects()).toEqual(versions);
    const more = await publish(3);
    await until(async () => (await effects()).length === 233, 'it has read on');
    expect(await effects()).toEqual([...versions, ...more]);
  });

  test('is woken by what any process of the producer has placed, without its own poll', async () => {
    await using consumer = consume(noPoll);
    await consumer.caughtUp();
    for (const count of [1, 2, 3]) {
      log = adapter.openLog();
      await publish(1);
      await until(async () => (await effects()).length === count, 'it was woken');
    }
  });

  test('applies everything though what wakes it is taken away under load', async () => {
    await using _consumer = consume();
    const before = await publish(20);
    await until(async () => (await effects()).length === 20, 'it was woken');
    const taking = adapter.takeAway();
    const during = await publish(60);
    await taking;
    await until(async () => (await effects()).length === 80, 'its poll has found them');
    const bringing = adapter.bringBack();
    const after = await publish(60);
    await bringing;
    await until(async () => (await effects()).length === 140, 'it has read on');
    expect(await effects()).toEqual([...before, ...during, ...after]);
  });

  test('applies each event once though it fails in the middle of a batch', async () => {
    const versions = await publish(5);
    let failures = 0;
    await using consumer = consume({
      async apply(transaction, event) {
        await apply(transaction, event);
        // After the effect of this event: it is undone, and that of the two before is not.
        if (event.version === versions[2] && failures++ < 2) throw new Error('Crashed');
      },
      pausesMilliseconds: [1, 1, 1],
    });
    await until(async () => (await effects()).length > 2, 'it tried again and succeeded');
    await consumer.caughtUp();
    expect(failures).toBeGreaterThan(2);
    expect(await effects()).toEqual(versions);
  });

  test('outlives the loss of its connection in the middle of a batch', async () => {
    const versions = await publish(3);
    let losses = 0;
    await using consumer = consume({
      async apply(transaction, event) {
        if (event.version === versions[1] && losses++ === 0) {
          const { rows } = await transaction.query<{ pid: number }>(
            'select pg_backend_pid() as pid',
          );
          // Lost while nothing is asked of it: there is no statement that could fail.
          const ended = new Promise<void>((resolve) => transaction.once('end', resolve));
          await cutter.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
          await ended;
        }
        await apply(transaction, event);
      },
    });
    await until(async () => (await effects()).length > 0, 'it tried again and succeeded');
    await consumer.caughtUp();
    expect(losses).toBeGreaterThan(0);
    expect(await effects()).toEqual(versions);
  });

  test('goes on where it was after a restart', async () => {
    const before = await publish(3);
    {
      await using consumer = consume();
      await consumer.caughtUp();
    }
    const after = await publish(2);
    await using consumer = consume();
    await consumer.caughtUp();
    expect(await effects()).toEqual([...before, ...after]);
  });

  test('may run in several processes under one name', async () => {
    await using _one = consume();
    await using _other = consume();
    const versions = await publish(150);
    await until(async () => (await effects()).length >= 150, 'all were applied');
    await Promise.all([_one.caughtUp(), _other.caughtUp()]);
    expect(await effects()).toEqual(versions);
  });

  test('under another name has a cursor of its own', async () => {
    const versions = await publish(2);
    await using one = consume();
    await one.caughtUp();
    await using other = consume({ name: 'another' });
    await other.caughtUp();
    expect(await effects()).toEqual([...versions, ...versions]);
  });

  test('keeps trying while the producer cannot be read', async () => {
    await using _consumer = consume();
    const cutOff = new pg.Client(producer.admin);
    await cutOff.connect();
    await cutOff.query('alter view events rename to away');
    const versions = await publish(2);
    expect(await effects()).toEqual([]);
    await cutOff.query('alter view away rename to events');
    await cutOff.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await cutOff.end();
    await until(async () => (await effects()).length === 2, 'it has read on');
    expect(await effects()).toEqual(versions);
  });

  test('tells of what took effect until it has been heard', async () => {
    const heard: number[] = [];
    let attempts = 0;
    await using consumer = consume({
      async applied() {
        const { length } = await effects();
        if (length === 1 && attempts++ === 0) throw new Error('Not now');
        heard.push(length);
      },
    });
    await consumer.caughtUp();
    await publish(1);
    await until(() => heard.at(-1) === 1, 'it has told again');
    expect(heard.filter((length) => length === 1)).toEqual([1]);
    expect(attempts).toBe(2);
  });

  test('tells every process of its name, whichever of them applied it', async () => {
    const heard = [0, 0];
    const telling = (index: number) =>
      consume({ applied: async () => void (heard[index] = (await effects()).length) });
    await using _one = telling(0);
    await using _other = telling(1);
    await publish(5);
    await until(() => heard.every((count) => count === 5), 'both have been told');
  });

  test('may read the events of the producer and nothing else there', async () => {
    await publish(1);
    expect((await source.query('select version from events')).rowCount).toBe(1);
    for (const table of ['event', 'alert', 'audit_entry', 'feed_entry', 'log_head']) {
      const reading = source.query(`select * from ${table}`);
      await expect(reading).rejects.toMatchObject({ code: '42501' });
    }
    const writingBack = source.query(`delete from events`);
    await expect(writingBack).rejects.toThrow(/^cannot delete from view|^permission denied/);
    const granted = `select has_table_privilege('events', 'insert, update, delete') as may`;
    expect((await source.query(granted)).rows).toEqual([{ may: false }]);
  });
});
