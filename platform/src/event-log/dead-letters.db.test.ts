import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { createLog, type Log, type LogFields } from '../log.ts';
import { createTestDatabase } from '../testing/database.ts';
import { until } from '../testing/until.ts';
import { appendEvent } from './append.ts';
import { createConsumer, type ConsumerOptions } from './consumer.ts';
import type { Consumer, EventLog, LoggedEvent } from './event-log.ts';
import { listenInDatabase } from './notifications.ts';
import { createPostgresEventLog } from './postgres.ts';

/* F12: events that a consumer cannot apply. */

let closing: AsyncDisposableStack;
let source: pg.Pool;
let target: pg.Pool;
let writing: pg.Pool;
let admin: pg.Pool;
let log: EventLog;
let connectSource: () => pg.Client;

const silent = createLog('test', 'silent');
/** Quick, but for tests that mean the pause itself. */
const quick = { pausesMilliseconds: [1, 2, 4, 8], pollMilliseconds: 20 };
const poison = -1;

beforeEach(async () => {
  closing = new AsyncDisposableStack();
  const producer = closing.use(await createTestDatabase('alerts'));
  const consuming = closing.use(await createTestDatabase('alerts'));
  source = openPool(producer.reader);
  target = openPool(consuming.app);
  writing = openPool(producer.app);
  admin = openPool(consuming.admin);
  connectSource = () => new pg.Client(producer.reader);
  const connect = () => new pg.Client(producer.app);
  log = closing.use(createPostgresEventLog({ pool: writing, connect, log: silent }));
  await admin.query(
    'create table effect (place serial, version integer check (version >= 0)); grant all on effect, effect_place_seq to public',
  );
});

afterEach(() => closing.disposeAsync());

function openPool(connectionString: string): pg.Pool {
  const opened = new pg.Pool({ connectionString, max: 4 });
  opened.on('error', () => undefined);
  closing.defer(() => opened.end());
  return opened;
}

/** Has its effect, and then fails if the event is the poison, as its check constraint has it. */
const apply: ConsumerOptions['apply'] = async (transaction, { version }) => {
  await transaction.query('insert into effect (version) values ($1)', [Math.abs(version)]);
  await transaction.query('insert into effect (version) select $1::integer where $1 < 0', [
    version,
  ]);
};

function consume(options: Partial<ConsumerOptions> = {}): Consumer {
  return createConsumer({
    name: 'test-consumer',
    source,
    listen: listenInDatabase(connectSource, silent),
    target,
    apply,
    applied: async () => undefined,
    log: silent,
    ...quick,
    ...options,
  });
}

/** A consumer's `apply`, and every event it was called with. */
function counting(work = apply) {
  const tries: LoggedEvent[] = [];
  const counted: ConsumerOptions['apply'] = async (transaction, event) => {
    tries.push(event);
    await work(transaction, event);
  };
  return { tries, apply: counted };
}

async function publish(...versions: number[]): Promise<void> {
  const head = await log.head();
  for (const version of versions) {
    await appendEvent((text, values) => writing.query(text, [...values]), {
      id: randomUUID(),
      kind: 'HAPPENED',
      subjectId: 'somebody',
      feeds: [],
      payload: { said: 'a secret' },
      version,
    });
  }
  log.announce();
  await until(
    async () => (await log.head()) === head + versions.length,
    'all have their positions',
  );
}

async function effects(): Promise<number[]> {
  const { rows } = await target.query<{ version: number }>(
    'select version from effect order by place',
  );
  return rows.map(({ version }) => version);
}

async function letters(): Promise<Record<string, unknown>[]> {
  const { rows } = await target.query<Record<string, unknown>>(
    'select * from dead_letter order by position',
  );
  return rows;
}

test('an event that fails is tried five times, then put aside; the rest of its batch is applied once', async () => {
  await publish(1, 2, poison, 4, 5);
  const { tries, apply: counted } = counting();
  await using consumer = consume({ apply: counted });
  await consumer.caughtUp();
  expect(await effects()).toEqual([1, 2, 4, 5]);
  expect(tries.filter(({ version }) => version === poison)).toHaveLength(5);
  await publish(6);
  await until(async () => (await effects()).at(-1) === 6, 'it reads on');
  expect(await letters()).toHaveLength(1);
});

test('a dead letter names the event, its tries and the class of its failure, and nothing of its content', async () => {
  await publish(poison);
  const { tries, apply: counted } = counting();
  await using consumer = consume({ apply: counted });
  await consumer.caughtUp();
  expect(await letters()).toEqual([
    {
      consumer: 'test-consumer',
      position: '1',
      event_id: tries[0]?.id,
      kind: 'HAPPENED',
      subject_id: 'somebody',
      attempts: 5,
      failure: 'error 23514',
      first_failed_at: expect.any(Date),
      last_failed_at: expect.any(Date),
      replay_requested_at: null,
      replayed_at: null,
    },
  ]);
  expect((await target.query('select * from consumer_failure')).rows).toEqual([]);
});

test('putting aside is an alarm, once, with ids alone', async () => {
  const said: [string, LogFields | undefined][] = [];
  const alarm: Log = { ...silent, error: (message, fields) => said.push([message, fields]) };
  await publish(1, poison, 3);
  await using consumer = consume({ log: alarm });
  await consumer.caughtUp();
  await consumer.caughtUp();
  expect(said).toEqual([
    [
      'An event was put aside as a dead letter',
      {
        consumer: 'test-consumer',
        position: 2,
        eventId: expect.any(String),
        error: expect.any(Error),
      },
    ],
  ]);
});

test('nothing overtakes an event that waits for its next try', async () => {
  await publish(1, poison, 3);
  await using _consumer = consume({ pausesMilliseconds: [3_600_000] });
  const counted = async () => (await target.query('select from consumer_failure')).rowCount === 1;
  await until(counted, 'it has failed once');
  await publish(4);
  expect(await effects()).toEqual([1]);
  expect(await letters()).toEqual([]);
});

test('tries are counted across restarts', async () => {
  await publish(poison, 2);
  const { tries, apply: counted } = counting();
  for (let restarts = 0; (await letters()).length === 0; restarts += 1) {
    if (restarts > 5) throw new Error('It begins to count anew');
    const before = tries.length;
    await using _consumer = consume({ apply: counted, pausesMilliseconds: [50, 50, 50, 50] });
    await until(() => tries.length > before, 'it has tried once more');
  }
  await using consumer = consume({ apply: counted });
  await consumer.caughtUp();
  expect(tries.filter(({ version }) => version === poison)).toHaveLength(5);
  expect(await letters()).toMatchObject([{ attempts: 5 }]);
  expect(await effects()).toEqual([2]);
});

test('two processes of one name count together, and apply the others once', async () => {
  const { tries, apply: counted } = counting();
  await using one = consume({ apply: counted });
  await using other = consume({ apply: counted });
  await publish(1, poison, 3, poison, 5);
  await until(async () => (await effects()).length === 3, 'both poisons are put aside');
  await Promise.all([one.caughtUp(), other.caughtUp()]);
  expect(await effects()).toEqual([1, 3, 5]);
  expect(tries.filter(({ version }) => version === poison)).toHaveLength(10);
  expect(await letters()).toMatchObject([{ attempts: 5 }, { attempts: 5 }]);
});

test('the loss of its own database is not counted and puts nothing aside, however often', async () => {
  await publish(1, 2, 3);
  let losses = 0;
  await using consumer = consume({
    async apply(transaction, event) {
      if (event.version === 2 && losses < 7) {
        losses += 1;
        const { rows } = await transaction.query<{ pid: number }>('select pg_backend_pid() as pid');
        await admin.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      }
      await apply(transaction, event);
    },
  });
  await until(async () => (await effects()).length === 3, 'it has gone on');
  await consumer.caughtUp();
  expect(losses).toBe(7);
  expect(await effects()).toEqual([1, 2, 3]);
  expect(await letters()).toEqual([]);
  expect((await target.query('select * from consumer_failure')).rows).toEqual([]);
});

test('a schema that is not there yet is not counted and puts nothing aside, however often', async () => {
  await publish(1);
  let tries = 0;
  await using consumer = consume({
    async apply(transaction, event) {
      tries += 1;
      await transaction.query('insert into later values ($1)', [event.version]);
    },
  });
  await until(() => tries > 6, 'it goes on trying');
  await admin.query('create table later (version integer); grant all on later to public');
  await until(async () => (await admin.query('select from later')).rowCount === 1, 'it went on');
  await consumer.caughtUp();
  expect(await letters()).toEqual([]);
});

const ask = () => target.query('update dead_letter set replay_requested_at = clock_timestamp()');
const open = async () => (await letters()).filter(({ replayed_at }) => replayed_at === null);

test('a dead letter that is replayed takes effect once, and every process is told', async () => {
  await publish(1, poison, 3);
  const heard = [0, 0];
  const told = (index: number) => ({
    applied: async () => void (heard[index] = (await effects()).length),
  });
  {
    await using consumer = consume();
    await consumer.caughtUp();
  }
  const mended: ConsumerOptions['apply'] = async (transaction, { version }) => {
    await transaction.query('insert into effect (version) values ($1)', [Math.abs(version) + 6]);
  };
  await using _one = consume({ apply: mended, ...told(0) });
  await using _other = consume({ apply: mended, ...told(1) });
  await until(() => heard.every((count) => count === 2), 'both know what was applied before');
  await ask();
  await until(() => heard.every((count) => count === 3), 'both were told of the replay');
  await publish(4);
  await until(async () => (await effects()).length === 4, 'it reads on');
  expect(await effects()).toEqual([1, 3, 7, 10]);
  expect(await open()).toEqual([]);
});

test('a dead letter whose replay fails stays one, whole, until it is asked for again', async () => {
  await publish(1, poison);
  const { tries, apply: counted } = counting();
  await using consumer = consume({ apply: counted });
  await consumer.caughtUp();
  await ask();
  await until(async () => (await open())[0]?.['attempts'] === 6, 'it was tried');
  await consumer.caughtUp();
  expect(tries.filter(({ version }) => version === poison)).toHaveLength(6);
  expect(await open()).toMatchObject([{ replay_requested_at: null }]);
  expect(await effects()).toEqual([1]);
});
