import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { adapters, noPoll, type Adapter } from '../testing/event-log-adapters.ts';
import { until } from '../testing/until.ts';
import { appendEvent } from './append.ts';
import type { EventLog } from './event-log.ts';

/*
 * What readers may expect of wake-ups, whichever adapter carries them, and that they need not rely
 * on them: taking the carrier away and giving it back empty loses nothing and needs nobody.
 */
let closing: AsyncDisposableStack;
let database: TestDatabase;
let pool: pg.Pool;

beforeEach(async () => {
  closing = new AsyncDisposableStack();
  database = closing.use(await createTestDatabase('alerts'));
  pool = new pg.Pool({ connectionString: database.app, max: 8 });
  pool.on('error', () => undefined);
  closing.defer(() => pool.end());
});

afterEach(() => closing.disposeAsync());

async function append(feed = 'feed'): Promise<string> {
  const id = randomUUID();
  const event = { id, kind: 'HAPPENED', subjectId: 's', version: 1, feeds: [feed], payload: {} };
  await appendEvent((text, values) => pool.query(text, [...values]), event);
  return id;
}

/** Appends and announces until told to stop; resolves with how many there are. */
async function keepAppending(log: EventLog, stop: AbortSignal): Promise<number> {
  let count = 0;
  for (; !stop.aborted; count += 1) {
    await append();
    log.announce();
  }
  return count;
}

/** Positions as the hints of one process bring them, from the start. */
function follow(log: EventLog): readonly number[] {
  const stop = new AbortController();
  const seen: number[] = [];
  const following = (async () => {
    for await (const hints of log.hints(0, stop.signal)) {
      seen.push(...hints.map(({ position }) => position));
    }
  })();
  closing.defer(async () => {
    stop.abort();
    await following;
  });
  return seen;
}

/** How often a process of another subgraph was woken. */
function countWakes(adapter: Adapter): () => number {
  const stop = new AbortController();
  let woken = 0;
  const listening = adapter.listener()(() => (woken += 1), stop.signal);
  closing.defer(async () => {
    stop.abort();
    await listening;
  });
  return () => woken;
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe.each(adapters)('wake-ups, over $name', ({ openAdapter }) => {
  let adapter: Adapter;
  beforeEach(async () => {
    adapter = closing.use(await openAdapter(database));
  });

  test('reach a reader in another process without its poll, again and again', async () => {
    const [writing, reading] = [adapter.openLog(), adapter.openLog(noPoll)];
    const seen = follow(reading);
    for (const count of upTo(5)) {
      await append();
      writing.announce();
      await until(() => seen.length === count, 'the reader was woken');
    }
    expect(seen).toEqual(upTo(5));
  });

  test('reach another subgraph, also after what carries them was away', async () => {
    const woken = countWakes(adapter);
    await until(() => woken() > 0, 'it listens');
    const log = adapter.openLog();
    const placeOne = async () => {
      const before = woken();
      await append();
      log.announce();
      return () => woken() > before;
    };
    // More than once: a connection that is made wakes, too.
    const eachWakes = async () => {
      for (const _ of upTo(5)) await until(await placeOne(), 'it was woken');
    };
    await eachWakes();

    await adapter.takeAway();
    const before = woken();
    await adapter.bringBack();
    await until(() => woken() > before, 'it listens again, and looks for what it missed');
    await until(async () => {
      const isWoken = await placeOne();
      await log.head();
      return isWoken();
    }, 'the other side is back as well');
    await eachWakes();
  });

  test('may be away at the start, and come later', async () => {
    await adapter.takeAway();
    const [writing, reading] = [adapter.openLog(), adapter.openLog()];
    const [seen, woken] = [follow(reading), countWakes(adapter)];
    await append();
    writing.announce();
    await until(() => seen.length === 1, 'the poll has found it');
    expect(woken()).toBe(0);

    await adapter.bringBack();
    await until(() => woken() > 0, 'it listens, with nobody’s help');
    await append();
    writing.announce();
    await until(() => seen.length === 2, 'the reader has read on');
  });

  test('lose nothing when what carries them is taken away under load and comes back empty', async () => {
    const logs = [adapter.openLog(), adapter.openLog()] as const;
    const seen = logs.map((log) => follow(log));
    const stop = new AbortController();
    const writing = Promise.all(
      upTo(6).map((writer) => keepAppending(logs[writer % 2] as EventLog, stop.signal)),
    );
    const isPast = (count: number) => () => seen.every((positions) => positions.length > count);
    await until(isPast(50), 'all is well');
    await adapter.takeAway();
    const without = Math.max(...seen.map(({ length }) => length));
    await until(isPast(without + 50), 'readers go on without');
    await adapter.bringBack();
    const again = Math.max(...seen.map(({ length }) => length));
    await until(isPast(again + 50), 'readers go on with it');
    stop.abort();

    const count = (await writing).reduce((sum, each) => sum + each, 0);
    await until(isPast(count - 1), 'every event has been seen');
    for (const positions of seen) expect(positions).toEqual(upTo(count));
  });
});
