import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '@alert-button/platform/testing/database.ts';
import type { Person } from '@alert-button/platform/viewer.ts';
import { placed } from '../testing/placed.ts';
import { asking, officerOf, openTestServices, somebody } from '../testing/services.ts';
import { testId } from '../testing/shipped-directory.ts';
import { cancelAlert } from './cancel-alert.ts';
import { doubtCancellation } from './doubt-cancellation.ts';
import type { FeedPage } from './feed-page.ts';
import { raiseAlert } from './raise-alert.ts';
import { readAlert } from './read-alert.ts';
import { readDeskAlerts } from './read-desk.ts';
import { readAlertEvents, readDeskEvents, readTimelineOf, type SeenItem } from './read-feed.ts';
import { resolveAlert } from './resolve-alert.ts';
import type { Services } from './services.ts';
import { shortenLog } from './shorten-log.ts';

const closing = new AsyncDisposableStack();
const houston = officerOf('houston');
const deskId = testId('desk houston');
const days = 30;
let testDatabase: TestDatabase;
let services: Services;
let admin: pg.Pool;

beforeAll(async () => {
  testDatabase = closing.use(await createTestDatabase('alerts'));
  services = closing.use(await openTestServices(testDatabase.app));
  admin = new pg.Pool({ connectionString: testDatabase.admin });
  closing.defer(() => admin.end());
});

afterAll(() => closing.disposeAsync());

beforeEach(async () => {
  await admin.query('truncate alert, event, feed_entry, past_event, feed_floor cascade');
});

const count = async (table: string): Promise<number> =>
  (await admin.query<{ count: number }>(`select count(*)::int as count from ${table}`)).rows[0]
    ?.count ?? 0;

async function raised(): Promise<{ person: Person; alertId: string }> {
  const person = somebody();
  const input = { idempotencyKey: randomUUID(), position: { latitude: 29.76, longitude: -95.37 } };
  const { record } = await raiseAlert(services, asking(person), {
    ...input,
    channel: 'APP',
    drill: false,
  });
  await placed(admin);
  return { person, alertId: record.alert.id };
}

async function closed() {
  const alert = await raised();
  const { alertId } = alert;
  await resolveAlert(services, asking(houston), { alertId, outcome: 'FALSE_ALARM' });
  await placed(admin);
  return alert;
}

const age = (alertId: string) =>
  admin.query(`update event set at = at - interval '31 days' where subject_id = $1`, [alertId]);
const head = () => services.log.head();
const deskCursor = async () => {
  const alerts = await readDeskAlerts(services, asking(houston), { deskId, first: 1, after: null });
  return alerts?.streamCursor ?? '';
};
async function desk(after: string | null, first = 100): Promise<FeedPage<SeenItem>> {
  const page = await readDeskEvents(services, asking(houston), { deskId, after, first });
  if (page === null) throw new Error('There is no such desk');
  return page;
}
async function timelineOf(alertId: string) {
  const seen = await readAlert(services, asking(houston), alertId);
  return seen === null ? [] : readTimelineOf(services, seen);
}
const kindsOf = ({ items }: FeedPage<SeenItem>) =>
  items.map((item) => (item.type === 'AlertEvent' ? item.kind : item.type));

describe('shortening the log', () => {
  test('takes what is old of closed alerts out of the feeds, and nothing else', async () => {
    const [old, young, open] = [await closed(), await closed(), await raised()];
    await age(old.alertId);
    await age(open.alertId);
    const audited = await count('audit_entry');
    expect(await shortenLog(services.database, days)).toBe(2);
    expect(await shortenLog(services.database, days)).toBe(0);
    const left = await admin.query<{ id: string }>('select distinct subject_id as id from event');
    expect(left.rows.map(({ id }) => id).toSorted()).toEqual(
      [young.alertId, open.alertId].toSorted(),
    );
    expect(await count('feed_entry join event on event.id = event_id')).toBe(
      await count('feed_entry'),
    );
    expect(await count('audit_entry')).toBe(audited);
  });

  test('leaves every timeline whole, and consumers of the log every event', async () => {
    const { alertId } = await closed();
    const before = await timelineOf(alertId);
    const reader = new pg.Client(testDatabase.reader);
    await reader.connect();
    const all = 'select * from events order by position';
    const events = (await reader.query(all)).rows;
    await admin.query(`update event set at = at - interval '31 days'`);
    expect(await shortenLog(services.database, days)).toBe(2);
    const after = await timelineOf(alertId);
    const withoutTime = (seen: typeof before) => seen.map(({ at: _at, ...event }) => event);
    expect(withoutTime(after)).toEqual(withoutTime(before));
    expect(after).toHaveLength(2);
    const ids = (rows: { id: string; position: string }[]) =>
      rows.map(({ id, position }) => [id, position]);
    expect(ids((await reader.query(all)).rows)).toEqual(ids(events));
    await reader.end();
  });

  test('goes through the log part by part, also past what has to stay', async () => {
    const alerts = [];
    for (let index = 0; index < 4; index += 1)
      alerts.push(index % 2 ? await closed() : await raised());
    await admin.query(`update event set at = at - interval '31 days'`);
    expect(await shortenLog(services.database, days, 1)).toBe(4);
    expect(await count('event')).toBe(2);
  });

  test('two processes at once take each event once', async () => {
    await using other = await openTestServices(testDatabase.app);
    for (let index = 0; index < 8; index += 1) await age((await closed()).alertId);
    const [one, two] = await Promise.all([
      shortenLog(services.database, days, 3),
      shortenLog(other.database, days, 3),
    ]);
    await shortenLog(services.database, days);
    expect([await count('event'), await count('past_event')]).toEqual([0, 16]);
    expect(one + two).toBeLessThanOrEqual(16);
  });
});

describe('a cursor from before', () => {
  test('is told of the gap first, goes on behind it, and is told once', async () => {
    const before = await deskCursor();
    const old = await closed();
    const floor = await head();
    await closed();
    await age(old.alertId);
    await shortenLog(services.database, days);
    const page = await desk(before);
    expect(kindsOf(page)).toEqual(['FeedGap', 'RAISED', 'RESOLVED']);
    const [gap] = page.items;
    expect(gap?.cursor).toBe(services.cursors.encode(`desk:${deskId}`, floor));
    expect(page.items.map(({ cursor }) => cursor)).toEqual(
      page.items.map(({ cursor }) => cursor).toSorted(),
    );
    expect(kindsOf(await desk(gap?.cursor ?? ''))).toEqual(['RAISED', 'RESOLVED']);
    expect(kindsOf(await desk(page.endCursor))).toEqual(['FeedHeartbeat']);
    // From the beginning is from before, too.
    expect(kindsOf(await desk(null))).toEqual(['FeedGap', 'RAISED', 'RESOLVED']);
  });

  test('gets its pages no longer than it asked for, and all of them', async () => {
    const before = await deskCursor();
    const old = await closed();
    await closed();
    await age(old.alertId);
    await shortenLog(services.database, days);
    const seen: string[] = [];
    let page = await desk(before, 1);
    for (; page.hasMore; page = await desk(page.endCursor, 1)) {
      expect(page.items).toHaveLength(1);
      seen.push(...kindsOf(page));
    }
    expect([...seen, ...kindsOf(page)]).toEqual(['FeedGap', 'RAISED', 'RESOLVED', 'FeedHeartbeat']);
  });

  test('is told nothing when nothing of its own feed is gone, or when it only asks where now is', async () => {
    const old = await closed();
    const own = await closed();
    await age(old.alertId);
    await shortenLog(services.database, days);
    const page = await readAlertEvents(services, asking(own.person), {
      alertId: own.alertId,
      after: null,
      first: 100,
    });
    expect(page === null ? [] : kindsOf(page)).toEqual(['RAISED', 'RESOLVED']);
    expect(kindsOf(await desk(null, 0))).toEqual(['FeedHeartbeat']);
  });

  test('never finds less than all without being told', async () => {
    const cursors = [await deskCursor()];
    const alerts: string[] = [];
    for (let index = 0; index < 6; index += 1) {
      alerts.push((await (index % 3 === 2 ? raised() : closed())).alertId);
      cursors.push(await deskCursor());
    }
    const whole = await Promise.all(
      cursors.map(async (cursor) => kindsOf(await desk(cursor)).length),
    );
    // From the middle outwards, so that what stays and what goes take turns.
    for (const index of [2, 3, 1, 4, 0, 5]) {
      await age(alerts[index] ?? '');
      await shortenLog(services.database, days);
      for (const [at, cursor] of cursors.entries()) {
        const kinds = kindsOf(await desk(cursor));
        expect({ at, isTold: kinds[0] === 'FeedGap' || kinds.length === whole[at] }).toEqual({
          at,
          isTold: true,
        });
      }
    }
  });
});

test('a person is not told by a gap that the desks did something they may not see', async () => {
  const { person, alertId } = await raised();
  await cancelAlert(services, asking(person), { alertId, reason: null, pin: null });
  await placed(admin);
  const read = (after: string | null) =>
    readAlertEvents(services, asking(person), { alertId, after, first: 100 });
  const seen = await read(null);
  await doubtCancellation(services, asking(houston), { alertId });
  await placed(admin);
  await admin.query(`update event set at = at - interval '31 days' where subject_id = $1`, [
    alertId,
  ]);
  await admin.query('update alert set closed_at = clock_timestamp() where id = $1', [alertId]);
  expect(await shortenLog(services.database, days)).toBe(3);
  expect((await read(seen?.items.at(-1)?.cursor ?? ''))?.items.map(({ type }) => type)).toEqual([
    'FeedHeartbeat',
  ]);
  expect((await read(null))?.items.map(({ type }) => type)).toEqual(['FeedGap']);
  const page = await readAlertEvents(services, asking(houston), {
    alertId,
    after: services.cursors.encode(`alert:${alertId}`, (await head()) - 1),
    first: 100,
  });
  expect(page?.items.map(({ type }) => type)).toEqual(['FeedGap']);
});
