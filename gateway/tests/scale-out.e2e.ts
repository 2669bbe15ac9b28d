import { setTimeout as delay } from 'node:timers/promises';
import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { startTestBroker, type TestBroker } from '@alert-button/platform/testing/nats.ts';
import { enrol } from '@alert-button/sdk/person';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { ask } from './support/ask.ts';
import { watchDesk } from './support/desk-watch.ts';
import { places } from './support/places.ts';
import { waitFor } from './support/wait-for.ts';
import { wholeFeed } from './support/whole-feed.ts';

/*
 * Two gateways and two alerts processes share the work, with either adapter of the event log, and
 * lose one process after the other, and the broker with everything in it, while people press.
 */

const brokers = [
  { carrier: 'PostgreSQL', startBroker: async () => null },
  { carrier: 'NATS', startBroker: startTestBroker },
] as const;

/** The same system, seen through one of its gateways. */
const through = (system: TestSystem, gateway: number): TestSystem => ({
  ...system,
  graphqlUrl: system.graphqlUrls[gateway] ?? '',
});

/** One alert as alerts alone knows it, and with what the consulates add. */
const reads = {
  sole: 'query ($id: ID!) { alert(id: $id) { id status } }',
  joined: 'query ($id: ID!) { alert(id: $id) { id status consulate { name phone } } }',
};

/** People who press all the time, as fast as they are answered, half of them at each gateway. */
async function keepPressing(system: TestSystem, people: number, stop: AbortSignal) {
  const urlOf = (index: number) => system.graphqlUrls[index % system.graphqlUrls.length] ?? '';
  const persons = await Promise.all(
    Array.from({ length: people }, (_, index) => enrol({ url: urlOf(index) })),
  );
  const alerts = new Set<string>();
  let presses = 0;
  const pressing = persons.map(async (person) => {
    while (!stop.aborted) {
      alerts.add((await person.press({ position: places.houston })).id);
      presses += 1;
      await delay(50);
    }
    person.close();
  });
  return { done: Promise.all(pressing), alerts, presses: () => presses };
}

describe.each(brokers)('two gateways and two alerts, woken by $carrier', ({ startBroker }) => {
  const closing = new AsyncDisposableStack();
  let broker: TestBroker | null;
  let system: TestSystem;
  let admin: pg.Pool;

  beforeAll(async () => {
    broker = closing.use(await startBroker());
    system = closing.use(
      await startTestSystem({
        replicas: { gateway: 2, alerts: 2 },
        ...(broker === null ? {} : { natsUrl: broker.url }),
      }),
    );
    admin = new pg.Pool({ connectionString: system.databases.alerts.admin });
    closing.defer(() => admin.end());
  }, 120_000);

  afterAll(() => closing.disposeAsync());

  const count = async (what: string) => {
    const { rows } = await admin.query<{ count: number }>(`select count(*)::int ${what}`);
    return rows[0]?.count ?? 0;
  };
  const head = async () => {
    const { rows } = await admin.query<{ position: string }>('select position from log_head');
    return Number(rows[0]?.position);
  };

  test('deliver every event once through both, whatever dies midway', async () => {
    using first = await watchDesk(through(system, 0), 'houston');
    using second = await watchDesk(through(system, 1), 'houston', 'officer-houston-2');
    const watches = [first, second] as const;
    const snapshot = await first.officer.deskAlerts({ deskId: first.deskId });
    const from = snapshot?.streamCursor ?? '';
    expect(first.feed.events()).toEqual([]);

    const stop = new AbortController();
    const load = await keepPressing(system, 8, stop.signal);
    /** Both screens go on, through what has just happened. */
    const goOn = async (after: string) => {
      const before = watches.map(({ feed }) => feed.events().length);
      const isOn = () =>
        watches.every(({ feed }, index) => feed.events().length > (before[index] ?? 0) + 30);
      await waitFor(isOn, `both feeds to go on after ${after}`);
    };
    await goOn('the start');
    await system.stopService('alerts', 'SIGKILL');
    await goOn('the death of one alerts process');
    // The dead one's turn comes, and comes to nobody's notice: sent straight, or by the planner.
    const open = await first.officer.deskAlerts({ deskId: first.deskId });
    const id = open?.nodes[0]?.id;
    expect(id).toBeDefined();
    for (const query of Object.values(reads)) {
      for (const gateway of [0, 1, 0, 1]) {
        const answer = await ask(through(system, gateway), first.officer, query, { id });
        expect(answer).toMatchObject({ data: { alert: { id } }, errors: [] });
      }
    }
    await broker?.wipe();
    await goOn('the wipe of the broker');
    await system.restart('gateway-2', 'SIGTERM');
    await goOn('the restart of one gateway');
    await system.start('alerts');
    await system.stopService('alerts-2', 'SIGTERM');
    await goOn('the other alerts process has taken over');
    stop.abort();
    await load.done;
    await system.start('alerts-2');

    const expected = await wholeFeed(first.officer, first.deskId, from);
    for (const { feed, catchUp } of watches) {
      await catchUp();
      expect(feed.events().map(({ cursor }) => cursor)).toEqual(expected.cursors);
    }
    expect(expected.alerts).toEqual(load.alerts);
    // One event for each press, however often it was sent.
    const pressed = `from event where kind in ('RAISED', 'PRESSED_AGAIN')`;
    expect(await count(pressed)).toBe(load.presses());
    const told = async () => (await broker?.toldOf('alerts')) === (await head());
    if (broker !== null) await waitFor(told, 'the broker to know of everything again');
  }, 300_000);

  test('take each due step of an escalation once', async () => {
    const stop = new AbortController();
    const load = await keepPressing(system, 20, stop.signal);
    await waitFor(() => load.alerts.size === 20, 'everybody to have pressed');
    stop.abort();
    await load.done;

    const before = await head();
    const due = await admin.query<{ id: string }>(
      `update escalation_step set due_at = clock_timestamp() - interval '1 second'
       where settled_at is null returning alert_id as id`,
    );
    const escalated = async () => {
      const { rows } = await admin.query<{ id: string }>(
        `select subject_id as id from event where kind = 'ESCALATED' and position > $1`,
        [before],
      );
      return rows.map(({ id }) => id).toSorted();
    };
    const all = due.rows.map(({ id }) => id).toSorted();
    expect(all.length).toBeGreaterThanOrEqual(20);
    await waitFor(async () => (await escalated()).length >= all.length, 'all of them to escalate');
    // Each process ends its last look before it stops, and the next one begins with a look.
    await Promise.all([system.restart('alerts'), system.restart('alerts-2')]);
    expect(await escalated()).toEqual(all);
  }, 120_000);
});
