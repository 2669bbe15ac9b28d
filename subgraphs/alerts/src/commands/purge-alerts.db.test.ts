import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import type { Person } from '@alert-button/platform/viewer.ts';
import { placed } from '../testing/placed.ts';
import { asking, officerOf, openTestServices, somebody } from '../testing/services.ts';
import { testId } from '../testing/shipped-directory.ts';
import { cancelAlert } from './cancel-alert.ts';
import { purgeAlerts } from './purge-alerts.ts';
import { raiseAlert } from './raise-alert.ts';
import { readAlert } from './read-alert.ts';
import { readDeskAlerts } from './read-desk.ts';
import { readDeskEvents } from './read-feed.ts';
import { resolveAlert } from './resolve-alert.ts';
import type { Services } from './services.ts';
import { sendAlertMessage } from './send-alert-message.ts';
import { shortenLog } from './shorten-log.ts';

const closing = new AsyncDisposableStack();
const houston = officerOf('houston');
const deskId = testId('desk houston');
let services: Services;
let other: Services;
let admin: pg.Pool;

beforeAll(async () => {
  const testDatabase = closing.use(await createTestDatabase('alerts'));
  services = closing.use(await openTestServices(testDatabase.app));
  other = closing.use(await openTestServices(testDatabase.app));
  admin = new pg.Pool({ connectionString: testDatabase.admin });
  closing.defer(() => admin.end());
});

afterAll(() => closing.disposeAsync());

beforeEach(async () => {
  await admin.query('truncate alert, event, feed_entry, past_event, feed_floor, page_link cascade');
});

async function countOf(what: string): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(`select count(*)::int from ${what}`);
  return rows[0]?.count ?? 0;
}

/** Ends and purges what is due, until there is nothing left to do. */
async function purge(): Promise<void> {
  do await placed(admin);
  while ((await purgeAlerts(services)) > 0);
}

interface Raised {
  readonly person: Person;
  readonly alertId: string;
}

async function raise({ drill = true, environment = 'LIVE' as Person['environment'] } = {}) {
  const person = { ...somebody(), environment };
  const position = { latitude: 29.76, longitude: -95.37 };
  const input = { idempotencyKey: randomUUID(), position, channel: 'APP', drill } as const;
  const { record } = await raiseAlert(services, asking(person), input);
  return { person, alertId: record.alert.id };
}

/** As if it had been raised so many hours before. */
const age = ({ alertId }: Raised, hours: number) =>
  admin.query('update alert set raised_at = raised_at - make_interval(hours => $2) where id = $1', [
    alertId,
    hours,
  ]);

const isThere = async ({ alertId }: Raised) =>
  (await countOf(`alert where id = '${alertId}'`)) === 1;

test('a drill goes a day after it was raised, ended or not, with everything of it but the audit trail', async () => {
  const [old, ended, young, real] = [
    await raise(),
    await raise(),
    await raise(),
    await raise({ drill: false }),
  ];
  const message = { idempotencyKey: randomUUID(), text: 'canary words' };
  await sendAlertMessage(services, asking(old.person), { alertId: old.alertId, ...message });
  await cancelAlert(services, asking(old.person), { alertId: old.alertId, reason: 'canary words' });
  await resolveAlert(services, asking(houston), { alertId: ended.alertId, outcome: 'FALSE_ALARM' });
  for (const one of [old, ended, real]) await age(one, 25);
  await age(young, 23);
  const values = [old.alertId, old.person.personId];
  await admin.query(
    `insert into follow_link (token_hash, person_id, alert_id, may_see, made_at, expires_at)
     values ('a-hash', $2, $1, 'STATUS', clock_timestamp(), clock_timestamp() + interval '1 day')`,
    values,
  );
  await admin.query(
    `insert into page_link (hash, page_id, alert_id, officer_id, desk_id, alert_version, expires_at)
     values ('a-hash', gen_random_uuid(), $1, 'ana', $2, 1, clock_timestamp() + interval '1 hour')`,
    values,
  );
  await purge();
  const there = await Promise.all([old, ended, young, real].map(isThere));
  expect(there).toEqual([false, false, true, true]);
  const { rows: tables } = await admin.query<{ name: string }>(
    `select table_name as name from information_schema.columns
     join information_schema.tables using (table_schema, table_name)
     where table_schema = 'public' and table_type = 'BASE TABLE' and column_name = 'alert_id'`,
  );
  expect(tables.map(({ name }) => name)).toContain('alert_message');
  for (const { name } of tables) {
    expect(await countOf(`${name} where alert_id = '${old.alertId}'`)).toBe(0);
  }
  expect(await countOf(`feed_entry where feed = 'alert:${old.alertId}'`)).toBe(0);
  expect(await countOf(`event where payload::text like '%${old.person.personId}%'`)).toBe(0);
  const { rows } = await admin.query<{ actor: string; action: string }>(
    `select actor_kind as actor, action from audit_entry where subject_id = $1 order by sequence`,
    [old.alertId],
  );
  expect(rows).toEqual([
    { actor: 'PERSON', action: 'raiseAlert' },
    { actor: 'PERSON', action: 'sendAlertMessage' },
    { actor: 'PERSON', action: 'cancelAlert' },
    { actor: 'SYSTEM', action: 'endRehearsal' },
    { actor: 'SYSTEM', action: 'purgeAlert' },
  ]);
});

test('the sandbox has its own age', async () => {
  const [old, young] = [await raise({ drill: false, environment: 'TEST' }), await raise()];
  const week = 7 * 24;
  await age(old, week + 1);
  const almost = await raise({ drill: false, environment: 'TEST' });
  await age(almost, week - 1);
  await purge();
  expect(await Promise.all([old, young, almost].map(isThere))).toEqual([false, true, true]);
});

test('the log keeps every place: no reader of a desk sees a gap, and the last event tells of the purge', async () => {
  const snapshot = await readDeskAlerts(services, asking(houston), {
    deskId,
    first: 1,
    after: null,
  });
  const drill = await raise();
  const real = await raise({ drill: false });
  await placed(admin);
  const read = () =>
    readDeskEvents(services, asking(houston), {
      deskId,
      after: snapshot?.streamCursor ?? '',
      first: 100,
    });
  const before = await read();
  await age(drill, 25);
  await purge();
  const after = await read();
  const told = (page: typeof before) =>
    page?.items.map((item) =>
      item.type === 'AlertEvent' ? [item.cursor, item.kind, item.alertId, item.at] : item.type,
    );
  expect(told(before)).toHaveLength(2);
  expect(told(after)?.slice(0, 2)).toEqual(told(before));
  expect(after?.items.slice(2)).toMatchObject([
    { type: 'AlertEvent', alertId: drill.alertId, kind: 'RESOLVED', isDrill: true },
  ]);
  expect(await readAlert(services, asking(houston), drill.alertId)).toBeNull();
  const { rows } = await admin.query<{ position: string; kind: string; payload: object }>(
    'select position, kind, payload from events order by position',
  );
  expect(rows.map(({ position }) => Number(position))).toEqual(
    rows.map((_row, index) => Number(rows[0]?.position) + index),
  );
  expect(rows.at(-1)).toMatchObject({
    kind: 'PURGED',
    payload: { alertId: drill.alertId, isDrill: true, environment: 'LIVE' },
  });
  // Later the feeds forget it as they forget what is closed, and say so.
  await admin.query(`update event set at = at - interval '31 days'`);
  await shortenLog(services.database, 30);
  const [first] = (await read())?.items ?? [];
  expect(first?.type).toBe('FeedGap');
  expect(await countOf(`event where subject_id = '${drill.alertId}'`)).toBe(0);
  expect(await countOf('events')).toBe(rows.length);
  expect(await isThere(real)).toBe(true);
});

test('two processes end and purge each once', async () => {
  const drills = await Promise.all(Array.from({ length: 24 }, () => raise()));
  for (const drill of drills) await age(drill, 25);
  for (let round = 0; (await countOf('alert')) > 0; round += 1) {
    expect(round).toBeLessThan(50);
    await placed(admin);
    await Promise.all([services, other, services, other].map((one) => purgeAlerts(one, 5)));
  }
  await placed(admin);
  for (const [table, column, word] of [
    ['event', 'kind', 'PURGED'],
    ['audit_entry', 'action', 'endRehearsal'],
    ['audit_entry', 'action', 'purgeAlert'],
  ]) {
    const ids = drills.map(({ alertId }) => `'${alertId}'`).join();
    const where = `${table} where ${column} = '${word}' and subject_id in (${ids})`;
    expect(await countOf(where)).toBe(drills.length);
    expect(await countOf(`(select distinct subject_id from ${where}) as told`)).toBe(drills.length);
  }
});

test('a purge waits for nobody: it gives up and is made good by the next round', async () => {
  const drill = await raise();
  await age(drill, 25);
  await placed(admin);
  const holder = await admin.connect();
  await holder.query('begin');
  await holder.query('select from press where alert_id = $1 for update', [drill.alertId]);
  await purgeAlerts(services).catch(() => undefined);
  await placed(admin);
  await expect(purgeAlerts(services)).rejects.toThrow();
  expect(await isThere(drill)).toBe(true);
  await holder.query('rollback');
  await holder.query('begin');
  await holder.query('select from alert where id = $1 for update', [drill.alertId]);
  expect(await purgeAlerts(services)).toBe(0);
  await holder.query('rollback');
  holder.release();
  await purge();
  expect(await isThere(drill)).toBe(false);
});
