import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { createLog } from '@alert-button/platform/log.ts';
import { createTestDatabase, type TestDatabase } from '@alert-button/platform/testing/database.ts';
import { until } from '@alert-button/platform/testing/until.ts';
import { escalateRegularly } from '../escalation-loop.ts';
import { actTables } from '../testing/rows.ts';
import { asking, officerOf, openTestServices, somebody } from '../testing/services.ts';
import { testId } from '../testing/shipped-directory.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { escalateDue } from './escalate-due.ts';
import { raiseAlert } from './raise-alert.ts';
import type { Services } from './services.ts';

const closing = new AsyncDisposableStack();
let testDatabase: TestDatabase;
let admin: pg.Pool;
let one: Services;
let other: Services;

beforeAll(async () => {
  testDatabase = closing.use(await createTestDatabase('alerts'));
  one = closing.use(await openTestServices(testDatabase.app));
  other = closing.use(await openTestServices(testDatabase.app));
  admin = new pg.Pool({ connectionString: testDatabase.admin });
  closing.defer(() => admin.end());
});

afterAll(() => closing.disposeAsync());

beforeEach(() => admin.query(`truncate ${actTables.join(', ')}, feed_entry`));

async function raiseMany(count: number): Promise<string[]> {
  const raised = await Promise.all(
    Array.from({ length: count }, () =>
      raiseAlert(one, asking(somebody()), {
        idempotencyKey: randomUUID(),
        position: { latitude: 29.7604, longitude: -95.3698 },
        channel: 'APP',
        drill: false,
      }),
    ),
  );
  return raised.map(({ record }) => record.alert.id);
}

/** Lets time pass for every step that is due in the future. */
const letTimePass = () =>
  admin.query(
    `update escalation_step set due_at = clock_timestamp() - interval '1 second'
     where settled_at is null`,
  );

async function escalations(): Promise<Map<string, number[]>> {
  const { rows } = await admin.query<{ id: string; levels: number[] }>(
    `select subject_id as id, array_agg((payload->>'escalationLevel')::int order by version) as levels
     from event where kind = 'ESCALATED' group by subject_id`,
  );
  return new Map(rows.map(({ id, levels }) => [id, levels]));
}

const everyAlert = (ids: readonly string[], levels: readonly number[]) =>
  new Map(ids.map((id) => [id, levels]));

const sorted = (map: ReadonlyMap<string, readonly number[]>) =>
  [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));

describe('escalation', () => {
  test('does nothing before a step is due', async () => {
    await raiseMany(3);
    expect(await escalateDue(one)).toBe(0);
    expect(await escalations()).toEqual(new Map());
  });

  test('by many at once takes each due step once, and none that is not due', async () => {
    const ids = await raiseMany(40);
    for (const level of [1, 2, 3]) {
      await letTimePass();
      const taken = await Promise.all(
        [one, other, one, other].map((services) => escalateDue(services)),
      );
      expect(taken.reduce((sum, count) => sum + count, 0)).toBe(ids.length);
      const levels = Array.from({ length: level }, (_, index) => index + 1);
      expect(sorted(await escalations())).toEqual(sorted(everyAlert(ids, levels)));
    }
  });

  test('by the loops of two processes takes each due step once', async () => {
    const ids = await raiseMany(60);
    const log = createLog('alerts', 'silent');
    await using _first = escalateRegularly(one, log);
    await using _second = escalateRegularly(other, log);
    for (const level of [1, 2]) {
      await letTimePass();
      const levels = Array.from({ length: level }, (_, index) => index + 1);
      await until(async () => {
        const now = [...(await escalations()).values()];
        return now.length === ids.length && now.every((taken) => taken.length >= level);
      }, `every alert has reached level ${level}`);
      expect(sorted(await escalations())).toEqual(sorted(everyAlert(ids, levels)));
    }
  });

  test('offers the alert to the call centre, where it can then be acknowledged', async () => {
    const [alertId = ''] = await raiseMany(1);
    const atCallCentre = asking(officerOf('call-centre'));
    await expect(acknowledgeAlert(one, atCallCentre, { alertId })).rejects.toThrow();
    await letTimePass();
    await escalateDue(one);
    const { record } = await acknowledgeAlert(one, atCallCentre, { alertId });
    expect(record.alert).toMatchObject({
      escalationLevel: 1,
      deskId: testId('desk houston'),
      offeredTo: [testId('desk houston'), testId('desk call-centre')],
      state: { status: 'ACKNOWLEDGED' },
    });
    await letTimePass();
    expect(await escalateDue(one)).toBe(0);
  });

  test('and an acknowledgement at the same moment leave one of two lawful ends', async () => {
    const ids = await raiseMany(20);
    await letTimePass();
    await Promise.all([
      escalateDue(one),
      escalateDue(other),
      ...ids.map((alertId) => acknowledgeAlert(one, asking(officerOf('houston')), { alertId })),
    ]);
    const { rows } = await admin.query<{ kinds: string; open: number }>(
      `select string_agg(kind, ' ' order by version) as kinds,
         (select count(*)::int from escalation_step as step
          where step.alert_id::text = subject_id and settled_at is null) as open
       from event group by subject_id`,
    );
    for (const { kinds, open } of rows) {
      expect(kinds).toMatch(/^RAISED( ESCALATED)? ACKNOWLEDGED$/);
      expect(open).toBe(0);
    }
    expect(rows).toHaveLength(ids.length);
  });
});
