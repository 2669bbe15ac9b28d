import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import type { Consumer } from '@alert-button/platform/event-log/event-log.ts';
import { createTestDatabase, type TestDatabase } from '@alert-button/platform/testing/database.ts';
import { allGrouped, houston, openGrouping, raiseMany } from '../testing/mass-event.ts';
import { actTables } from '../testing/rows.ts';
import { asking, officerOf, openTestServices, somebody } from '../testing/services.ts';
import { testId } from '../testing/shipped-directory.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { acknowledgeGroup } from './acknowledge-group.ts';
import { cancelAlert } from './cancel-alert.ts';
import { escalateDue } from './escalate-due.ts';
import { raiseAlert } from './raise-alert.ts';
import { readAlert } from './read-alert.ts';
import { readAutomaticStatuses, readDeskGroups } from './read-groups.ts';
import type { Services } from './services.ts';
import { takeOne, takeWaiting } from './take-waiting.ts';

const closing = new AsyncDisposableStack();
let testDatabase: TestDatabase;
let admin: pg.Pool;
let one: Services;
let other: Services;
let groupings: Consumer[];

beforeAll(async () => {
  testDatabase = closing.use(await createTestDatabase('alerts'));
  one = closing.use(await openTestServices(testDatabase.app));
  other = closing.use(await openTestServices(testDatabase.app));
  admin = new pg.Pool({ connectionString: testDatabase.admin });
  closing.defer(() => admin.end());
});
afterAll(() => closing.disposeAsync());

const groupTables = [
  'alert_group',
  'alert_group_member',
  'alert_group_candidate',
  'group_acknowledgement',
  'group_taking',
];

beforeEach(async () => {
  await admin.query(`truncate ${[...actTables, ...groupTables].join(', ')}, feed_entry`);
  groupings = [openGrouping(one), openGrouping(other)];
});
afterEach(() => Promise.all(groupings.map((grouping) => grouping[Symbol.asyncDispose]())));

const officer = officerOf('houston');

async function grouped(): Promise<void> {
  for (const grouping of groupings) await allGrouped(one, grouping);
}

async function groups(): Promise<string[][]> {
  const { rows } = await admin.query<{ ids: string[] }>(
    `select array_agg(alert_id::text order by alert_id) as ids
     from alert_group_member group by group_id order by min(joined_at)`,
  );
  return rows.map(({ ids }) => ids);
}

const deskGroups = async (desk = 'houston') =>
  (
    await readDeskGroups(one, asking(officerOf(desk)), {
      deskId: testId(`desk ${desk}`),
      first: 20,
      after: null,
    })
  )?.nodes ?? [];

async function onlyGroup(desk = 'houston') {
  const [group, ...more] = await deskGroups(desk);
  if (group === undefined || more.length > 0) throw new Error('There is one group');
  return group;
}

async function takeAll(services = one): Promise<void> {
  while ((await takeWaiting(services)) > 0);
}

/** The acknowledgements of each alert, by whom, and with which group. */
async function acknowledgements() {
  const { rows } = await admin.query<{ id: string; groups: (string | null)[] }>(
    `select subject_id as id, array_agg(payload ->> 'groupId' order by version) as groups
     from event where kind = 'ACKNOWLEDGED' group by subject_id order by subject_id`,
  );
  return new Map(rows.map(({ id, groups: with_ }) => [id, with_]));
}

async function statuses(): Promise<Record<string, number>> {
  const { rows } = await admin.query<{ status: string; count: number }>(
    'select status, count(*)::int as count from alert group by status',
  );
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

async function automaticStatus(alertId: string) {
  const record = await readAlert(one, asking(officer), alertId);
  if (record === null) throw new Error('It is there');
  return (await readAutomaticStatuses(one, [record]))[0] ?? null;
}

describe('grouping', () => {
  test('two processes that read the same log put each alert into one group, once', async () => {
    const ids = await raiseMany(one, 40);
    await grouped();
    expect(await groups()).toEqual([ids.toSorted()]);
    expect(await onlyGroup()).toMatchObject({ size: 40, waitingCount: 40, acknowledgement: null });
  });

  test('four are none; the fifth makes one; a later one joins', async () => {
    const four = await raiseMany(one, 4);
    await grouped();
    expect(await deskGroups()).toEqual([]);
    const [fifth = ''] = await raiseMany(one, 1);
    await grouped();
    expect(await groups()).toEqual([[...four, fifth].toSorted()]);
    const [sixth = ''] = await raiseMany(one, 1);
    await grouped();
    expect(await groups()).toEqual([[...four, fifth, sixth].toSorted()]);
  });

  test('drills, closed alerts and those without a position are in none', async () => {
    await raiseMany(one, 6, { drill: true });
    await raiseMany(one, 6, { position: null });
    await grouped();
    expect(await groups()).toEqual([]);
  });

  test('a press that brings its first position later is grouped then', async () => {
    const viewer = somebody();
    const press = async (position: typeof houston | null) =>
      raiseAlert(one, asking(viewer), {
        idempotencyKey: randomUUID(),
        position,
        channel: 'APP',
        drill: false,
      });
    // Without a place it stands on another desk: it belongs to that one's.
    const { record } = await press(null);
    await raiseMany(one, 5);
    await press(houston);
    await grouped();
    expect((await groups()).flat()).not.toContain(record.alert.id);
    expect((await groups()).flat()).toHaveLength(5);
  });

  test('a desk sees of a group what was offered to it, and nothing of others', async () => {
    const ids = await raiseMany(one, 6);
    await grouped();
    expect(await deskGroups('dallas')).toEqual([]);
    const called = ids.slice(0, 2);
    await admin.query(
      `update alert set offered_to = offered_to || $1::uuid where id = any ($2::uuid[])`,
      [testId('desk dallas'), called],
    );
    expect(await onlyGroup('dallas')).toMatchObject({ size: 2, waitingCount: 2 });
    const { id } = await onlyGroup();
    await expect(
      acknowledgeGroup(one, asking(officerOf('boise')), { groupId: id }),
    ).rejects.toThrow(NotFoundError);
    await acknowledgeGroup(one, asking(officerOf('dallas')), { groupId: id });
    await takeAll();
    expect([...(await acknowledgements()).keys()]).toEqual(called.toSorted());
    expect(await onlyGroup()).toMatchObject({ size: 6, waitingCount: 4, acknowledgement: null });
  });
});

describe('acknowledgeGroup', () => {
  test('acknowledges every waiting alert once, in the officer’s name, and stops their escalation', async () => {
    const ids = await raiseMany(one, 30);
    await grouped();
    const { id: groupId } = await onlyGroup();
    const group = await acknowledgeGroup(one, asking(officer), { groupId });
    expect(group.acknowledgement).toMatchObject({ officerId: officer.officerId });
    await Promise.all([takeAll(one), takeAll(other)]);
    await takeAll();
    const all = await acknowledgements();
    expect(all.size).toBe(30);
    expect([...all.values()].every((with_) => with_.length === 1 && with_[0] === groupId)).toBe(
      true,
    );
    expect(await statuses()).toEqual({ ACKNOWLEDGED: 30 });
    const { rows } = await admin.query(
      `select subject_id from audit_entry
       where action = 'acknowledgeGroup' and actor_kind = 'OFFICER' and actor_id = $1`,
      [officer.officerId],
    );
    expect(rows.map(({ subject_id: subject }) => subject as string).toSorted()).toEqual(
      [...ids, groupId].toSorted(),
    );
    // P5: what is due next of each is the lapse, and no step.
    await admin.query(`update escalation_step set due_at = clock_timestamp() - interval '1 second'
      where settled_at is null and due_at < clock_timestamp() + interval '10 minutes'`);
    expect(await escalateDue(one)).toBe(0);
  });

  test('stands although the process dies before, between and after: the next one finishes, once each', async () => {
    await raiseMany(one, 20);
    await grouped();
    const { id: groupId } = await onlyGroup();
    await acknowledgeGroup(one, asking(officer), { groupId });
    // Dies after a save, before it is noted; and leaves the rest.
    let saved = 0;
    const dying = takeWaiting(one, async (services, taking) => {
      if (saved >= 7) throw new Error('Killed');
      saved += 1;
      const database = new Proxy(services.database, {
        get: (target, name) =>
          name === 'pool' && saved === 3
            ? new Proxy(target.pool, {
                get: (pool, key) =>
                  key === 'query'
                    ? (query: unknown, ...rest: unknown[]) => {
                        if (typeof query === 'string' && query.includes('group_taking'))
                          throw new Error('Killed');
                        return (pool.query as (...all: unknown[]) => unknown).call(
                          pool,
                          query,
                          ...rest,
                        );
                      }
                    : (Reflect.get(pool, key) as unknown),
              })
            : (Reflect.get(target, name) as unknown),
      });
      return takeOne({ ...services, database }, taking);
    });
    await expect(dying).rejects.toThrow(AggregateError);
    await takeAll(other);
    const all = await acknowledgements();
    expect(all.size).toBe(20);
    expect([...all.values()].every((with_) => with_.length === 1)).toBe(true);
    expect(await statuses()).toEqual({ ACKNOWLEDGED: 20 });
  });

  test('asked again it changes nothing; after a lapse it takes what waits again', async () => {
    const ids = await raiseMany(one, 5);
    await grouped();
    const { id: groupId } = await onlyGroup();
    const first = await acknowledgeGroup(one, asking(officer), { groupId });
    await takeAll();
    expect((await acknowledgeGroup(one, asking(officer), { groupId })).acknowledgement).toEqual(
      first.acknowledgement,
    );
    await admin.query(
      `update escalation_step set due_at = clock_timestamp() - interval '1 second'
      where settled_at is null and alert_id = any ($1::uuid[])`,
      [ids.slice(0, 2)],
    );
    expect(await escalateDue(one)).toBe(2);
    expect(await takeWaiting(one)).toBe(0);
    expect(await onlyGroup()).toMatchObject({ waitingCount: 2 });
    await acknowledgeGroup(one, asking(officer), { groupId });
    await takeAll();
    expect(await statuses()).toEqual({ ACKNOWLEDGED: 5 });
  });

  test('who joins soon after is acknowledged too; who joins later is not', async () => {
    await raiseMany(one, 5);
    await grouped();
    const { id: groupId } = await onlyGroup();
    await acknowledgeGroup(one, asking(officer), { groupId });
    const [soon = ''] = await raiseMany(one, 1);
    await grouped();
    await takeAll();
    expect((await acknowledgements()).get(soon)).toEqual([groupId]);
    await admin.query(`update group_acknowledgement set at = at - interval '11 minutes'`);
    const [late = ''] = await raiseMany(one, 1);
    await grouped();
    await takeAll();
    expect((await acknowledgements()).has(late)).toBe(false);
    expect(await groups()).toHaveLength(1);
  });

  test('leaves out what asked to cancel, what was answered by itself, and doubted cancels', async () => {
    const viewers = Array.from({ length: 6 }, somebody);
    const ids: string[] = [];
    for (const viewer of viewers) {
      const input = {
        idempotencyKey: randomUUID(),
        position: houston,
        channel: 'APP',
        drill: false,
      } as const;
      ids.push((await raiseAlert(one, asking(viewer), input)).record.alert.id);
    }
    await grouped();
    const { id: groupId } = await onlyGroup();
    await acknowledgeGroup(one, asking(officer), { groupId });
    const [own = '', cancelled = '', ...rest] = ids;
    await acknowledgeAlert(one, asking(officerOf('houston', 'colleague')), { alertId: own });
    await cancelAlert(one, asking(viewers[1] ?? somebody()), { alertId: cancelled });
    await takeAll();
    const all = await acknowledgements();
    expect(all.get(own)).toEqual([null]);
    expect(all.has(cancelled)).toBe(false);
    expect(rest.every((id) => all.get(id)?.[0] === groupId)).toBe(true);
    expect(await automaticStatus(own)).toBeNull();
    expect(await automaticStatus(cancelled)).toBeNull();
  });

  test('P5: a group that nobody answers escalates each alert at each step, exactly once', async () => {
    const ids = await raiseMany(one, 60);
    await grouped();
    const { id: groupId } = await onlyGroup();
    const letTimePass = () =>
      admin.query(`update escalation_step set due_at = clock_timestamp() - interval '1 second'
        where settled_at is null`);
    await letTimePass();
    await Promise.all(
      [one, other].map(async (services) => {
        while ((await escalateDue(services).catch(() => 1)) > 0);
      }),
    );
    const { rows } = await admin.query<{ levels: number[] }>(
      `select array_agg(version) as levels from event where kind = 'ESCALATED' group by subject_id`,
    );
    expect(rows).toHaveLength(ids.length);
    expect(rows.every(({ levels }) => levels.length === 1)).toBe(true);
    // Whoever was called may answer them all at once.
    const callCentre = officerOf('call-centre');
    const called = await onlyGroup('call-centre');
    expect(called).toMatchObject({ id: groupId, size: 60 });
    await acknowledgeGroup(one, asking(callCentre), { groupId });
    await takeAll();
    expect(await statuses()).toEqual({ ACKNOWLEDGED: 60 });
  });
});

test('each person is told at once what is true: received, that they are many, that the group is taken', async () => {
  const few = await raiseMany(one, 10);
  const [first = ''] = few;
  expect(await automaticStatus(first)).toMatchObject({ kind: 'RECEIVED' });
  await grouped();
  // Ten are too few to be told of.
  expect(await automaticStatus(first)).toMatchObject({ kind: 'RECEIVED' });
  await raiseMany(one, 1);
  await grouped();
  expect(await automaticStatus(first)).toMatchObject({ kind: 'MANY_NEARBY' });
  const { id: groupId } = await onlyGroup();
  await acknowledgeGroup(one, asking(officer), { groupId });
  const taken = await automaticStatus(first);
  expect(taken).toMatchObject({ kind: 'TAKEN_WITH_GROUP' });
  await takeAll();
  expect(await automaticStatus(first)).toEqual(taken);
});
