import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { jetstreamManager, type JetStreamManager, type StoredMsg } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';
import { createLog } from '../log.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { startTestBroker, type TestBroker } from '../testing/nats.ts';
import { until } from '../testing/until.ts';
import { appendEvent } from './append.ts';
import { openBroker } from './broker.ts';
import { openEventLog } from './open.ts';

const stream = 'events-alerts';
const silent = createLog('test', 'silent');

let closing: AsyncDisposableStack;
let database: TestDatabase;
let server: TestBroker;
let pool: pg.Pool;

beforeEach(async () => {
  closing = new AsyncDisposableStack();
  database = closing.use(await createTestDatabase('alerts'));
  server = closing.use(await startTestBroker());
  pool = new pg.Pool({ connectionString: database.app, max: 8 });
  pool.on('error', () => undefined);
  closing.defer(() => pool.end());
});

afterEach(() => closing.disposeAsync());

/** One process of alerts, opened as its server opens it. */
function openLog() {
  const broker = closing.use(openBroker(server.url, silent));
  const place = { pool, connect: () => new pg.Client(database.app) };
  return closing.use(openEventLog({ subgraph: 'alerts', database: place, broker, log: silent }));
}

/** The broker as an operator sees it. */
async function manage<Result>(work: (manager: JetStreamManager) => Promise<Result>) {
  const connection = await connect({ servers: server.url });
  try {
    return await work(await jetstreamManager(connection));
  } finally {
    await connection.close();
  }
}

async function append(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  const rest = { kind: 'HAPPENED', subjectId: 's', version: 1, feeds: ['desk:1'], payload: {} };
  for (const id of ids) {
    await appendEvent((text, values) => pool.query(text, [...values]), { id, ...rest });
  }
  return ids;
}

/** Everything the stream holds: ids and texts, in its order; null when there is no stream. */
const stored = () =>
  manage(async ({ streams }) => {
    const info = await streams.info(stream).catch(() => null);
    if (info === null) return null;
    const { first_seq: first, messages: count } = info.state;
    const read = (_: unknown, index: number) => streams.getMessage(stream, { seq: first + index });
    const messages = (await Promise.all(Array.from({ length: count }, read))) as StoredMsg[];
    return messages.map((message) => ({
      id: message.header.get('Nats-Msg-Id'),
      headers: message.header.keys(),
      text: message.string(),
      subject: message.subject,
    }));
  });

const holds = (count: number) => async () => ((await stored()) ?? []).length === count;

describe('the stream of a subgraph', () => {
  test('holds the position of each event under its id, and nothing else', async () => {
    const log = openLog();
    const ids = await append(3);
    log.announce();
    await until(holds(3), 'all are published');
    const rest = { headers: ['Nats-Msg-Id'], subject: 'events.alerts' };
    const expected = ids.map((id, index) => ({ id, text: String(index + 1), ...rest }));
    expect(await stored()).toEqual(expected);
  });

  test('is made again and told again when it was deleted, with the connection whole', async () => {
    const log = openLog();
    const first = await append(2);
    log.announce();
    await until(holds(2), 'they are published');
    await manage(({ streams }) => streams.delete(stream));
    const second = await append(1);
    log.announce();
    await until(holds(3), 'the stream holds all again');
    const ids = (await stored())?.map(({ id }) => id).toSorted();
    expect(ids).toEqual([...first, ...second].toSorted());
  });

  test('is told again after a wipe, with nothing new and nobody’s help, once by all', async () => {
    const logs = [openLog(), openLog()] as const;
    const ids = await append(4);
    for (const log of logs) log.announce();
    await until(holds(4), 'they are published');
    await server.wipe();
    await until(holds(4), 'they are published again');
    // Both have told it: what one adds now comes after everything the other has said.
    const more = await append(2);
    for (const log of logs) log.announce();
    await until(holds(6), 'the next are published');
    const texts = (await stored())?.map(({ text }) => text);
    expect(texts?.toSorted()).toEqual(['1', '2', '3', '4', '5', '6']);
    const stands = (await stored())?.map(({ id }) => id).toSorted();
    expect(stands).toEqual([...ids, ...more].toSorted());
  });

  test('goes on from its last position in the next process', async () => {
    {
      await using log = openLog();
      await append(1);
      log.announce();
      await until(holds(1), 'it is published');
    }
    // Placed by a process that died before it could tell.
    await append(2);
    await using mute = openEventLog({
      subgraph: 'alerts',
      database: { pool, connect: () => new pg.Client(database.app) },
      broker: null,
      log: silent,
    });
    mute.announce();
    await until(async () => (await mute.head()) === 3, 'they have their positions');
    openLog();
    await until(holds(3), 'the next process has told of them');
    expect((await stored())?.map(({ text }) => text)).toEqual(['1', '2', '3']);
  });

  test('stays as an operator made it', async () => {
    await manage(({ streams }) =>
      streams.add({ name: stream, subjects: ['events.alerts'], max_msgs: 7 }),
    );
    const log = openLog();
    await append(1);
    log.announce();
    await until(holds(1), 'it is published');
    expect((await manage(({ streams }) => streams.info(stream))).config.max_msgs).toBe(7);
  });
});

test('a broker’s URL carries the name and the password', async () => {
  await using locked = await startTestBroker('--user', 'alerts', '--pass', 'p@ss');
  const { host } = new URL(locked.url);
  const refused = Promise.withResolvers<void>();
  await using wrong = openBroker(`nats://alerts:guess@${host}`, {
    ...silent,
    warn: () => refused.resolve(),
  });
  const servers: string[] = [];
  wrong?.attach((connection) => servers.push(connection.getServer()));
  await refused.promise;
  expect(servers).toEqual([]);

  const connected = Promise.withResolvers<string>();
  await using right = openBroker(`nats://alerts:p%40ss@${host}`, silent);
  right?.attach((connection) => connected.resolve(connection.getServer()));
  expect(await connected.promise).toBe(host);
});
