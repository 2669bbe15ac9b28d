import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { createLog } from '@alert-button/platform/log.ts';
import { createTestDatabase, type TestDatabase } from '@alert-button/platform/testing/database.ts';
import { until } from '@alert-button/platform/testing/until.ts';
import { everybodyAnswers } from '../domain/answering.ts';
import { dueAct } from '../domain/escalation.ts';
import { escalateRegularly } from '../escalation-loop.ts';
import { findAlert } from '../store/alerts.ts';
import { applyDirectoryEvent } from '../store/directory.ts';
import { actTables } from '../testing/rows.ts';
import { asking, officerOf, openTestServices, somebody } from '../testing/services.ts';
import { shippedOffices, testId } from '../testing/shipped-directory.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { beginAssistance } from './begin-assistance.ts';
import { detailsOf, escalateDue, takeDue, type TakeDue } from './escalate-due.ts';
import { raiseAlert } from './raise-alert.ts';
import { retryUntilSaved, saveDecision } from './save-decision.ts';
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

/** Lets two processes take the same thing only after both have seen it due. */
function bothAtOnce(take: TakeDue): TakeDue {
  const both = Promise.withResolvers<void>();
  let looking = 0;
  return async (services, alertId) => {
    looking += 1;
    if (looking === 2) both.resolve();
    await both.promise;
    return take(services, alertId);
  };
}

/** Stops every act in the middle of its statement, until opened. */
async function holdAuditEntries() {
  const holder = new pg.Client({ connectionString: testDatabase.admin });
  await holder.connect();
  await holder.query(`
    create function hold_audit_entry() returns trigger language plpgsql as
      'begin perform pg_advisory_xact_lock(4711); return new; end';
    create trigger hold_audit_entry before insert on audit_entry
      for each row execute function hold_audit_entry();
    select pg_advisory_lock(4711)`);
  return {
    /** The process id of the connection that waits. */
    async waiting(): Promise<number> {
      let pid: number | undefined;
      await until(async () => {
        const { rows } = await holder.query<{ pid: number }>(
          `select pid from pg_locks where locktype = 'advisory' and not granted and objid = 4711
           and database = (select oid from pg_database where datname = current_database())`,
        );
        pid = rows[0]?.pid;
        return pid !== undefined;
      }, 'an act waits in the middle');
      return pid ?? 0;
    },
    open: () => holder.query('select pg_advisory_unlock(4711)'),
    async [Symbol.asyncDispose]() {
      await holder.query('select pg_advisory_unlock_all()');
      await holder.query('drop function hold_audit_entry cascade');
      await holder.end();
    },
  };
}

describe('escalation', () => {
  test('does nothing before a step is due', async () => {
    await raiseMany(3);
    expect(await escalateDue(one)).toBe(0);
    expect(await escalations()).toEqual(new Map());
  });

  test('by many at once takes each due step once, and none that is not due', async () => {
    const ids = await raiseMany(40);
    // The first step would call the group, and these desks are in none.
    for (const level of [2, 3, 4]) {
      await letTimePass();
      const taken = await Promise.all(
        [one, other, one, other].map((services) => escalateDue(services)),
      );
      expect(taken.reduce((sum, count) => sum + count, 0)).toBe(ids.length);
      const levels = Array.from({ length: level - 1 }, (_, index) => index + 2);
      expect(sorted(await escalations())).toEqual(sorted(everyAlert(ids, levels)));
    }
  });

  test('by the loops of two processes takes each due step once', async () => {
    const ids = await raiseMany(60);
    const log = createLog('alerts', 'silent');
    await using _first = escalateRegularly(one, log);
    await using _second = escalateRegularly(other, log);
    for (const level of [2, 3]) {
      await letTimePass();
      const levels = Array.from({ length: level - 1 }, (_, index) => index + 2);
      await until(async () => {
        const now = [...(await escalations()).values()];
        return now.length === ids.length && now.every((taken) => taken.includes(level));
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
      escalationLevel: 2,
      deskId: testId('desk houston'),
      offeredTo: [testId('desk houston'), testId('desk call-centre')],
      state: { status: 'ACKNOWLEDGED' },
    });
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
      // The lapse of the acknowledgement.
      expect(open).toBe(1);
    }
    expect(rows).toHaveLength(ids.length);
  });

  test('taken by a process that is cut off before it commits is taken by the next, once', async () => {
    const ids = await raiseMany(1);
    await letTimePass();
    await using gate = await holdAuditEntries();
    const cutOff = escalateDue(one).catch((error: unknown) => error);
    const pid = await gate.waiting();
    // It has changed the alert and not committed: this is the moment between claim and commit.
    await admin.query('select pg_terminate_backend($1, 5000)', [pid]);
    expect(await cutOff).toBeInstanceOf(Error);
    expect(await escalations()).toEqual(new Map());
    await gate.open();
    const taken = await Promise.all([escalateDue(one), escalateDue(other)]);
    expect(taken[0] + taken[1]).toBe(1);
    expect(await escalations()).toEqual(everyAlert(ids, [2]));
  });

  test('that two processes saw due at once happens once', async () => {
    const ids = await raiseMany(1);
    await letTimePass();
    const together = bothAtOnce(takeDue);
    const taken = await Promise.all([escalateDue(one, together), escalateDue(other, together)]);
    expect(taken.toSorted()).toEqual([0, 1]);
    expect(await escalations()).toEqual(everyAlert(ids, [2]));
  });

  test('would happen twice if whoever saw it due simply took it', async () => {
    const naive: TakeDue = async (services, alertId) => {
      await retryUntilSaved(async () => {
        const record = await findAlert(services.database, alertId);
        const act = record === null ? null : dueAct(record.alert, everybodyAnswers);
        if (record === null || act === null) throw new Error('The alert waits');
        return saveDecision(services, record, act, detailsOf(act));
      });
      return true;
    };
    const ids = await raiseMany(1);
    await letTimePass();
    const together = bothAtOnce(naive);
    await Promise.all([escalateDue(one, together), escalateDue(other, together)]);
    expect(await escalations()).toEqual(everyAlert(ids, [2, 3]));
  });

  test('of one alert that cannot be saved keeps no other waiting', async () => {
    const [broken = '', ...others] = await raiseMany(4);
    await letTimePass();
    await admin.query(`update alert set status = 'NONSENSE' where id = $1`, [broken]);
    const failing: TakeDue = async (services, alertId) => {
      if (alertId === broken) throw new Error('Cannot be saved');
      return takeDue(services, alertId);
    };
    await expect(escalateDue(one, failing)).rejects.toThrow('Some steps');
    expect(sorted(await escalations())).toEqual(sorted(everyAlert(others, [2])));
  });
});

describe('a desk that cannot answer', () => {
  const closed = {
    timeZone: 'America/Chicago',
    weekly: [],
    closedOn: [],
  };

  let position = 1;
  async function publish(kind: string, payload: object): Promise<void> {
    position += 1;
    const subjectId = 'the directory';
    const event = { kind, payload, subjectId, id: randomUUID(), position, version: 2 };
    const transaction = await one.database.pool.connect();
    await applyDirectoryEvent(transaction, { ...event, at: new Date() });
    transaction.release();
    await Promise.all([one.directory.reload(), other.directory.reload()]);
  }
  const houston = shippedOffices.find(({ code }) => code === 'houston');
  const dallas = shippedOffices.find(({ code }) => code === 'dallas');
  if (houston === undefined || dallas === undefined) throw new Error('Both are shipped');

  afterEach(async () => {
    await publish('OFFICE_PUBLISHED', houston);
    await publish('OFFICE_PUBLISHED', dallas);
    await publish('DUTY_PUBLISHED', { deskId: houston.deskId, shifts: [] });
  });

  /** What the next look finds, without letting any time pass. */
  async function calledAtOnce(): Promise<readonly unknown[]> {
    await raiseMany(1);
    await escalateDue(one);
    const { rows } = await admin.query<{ feeds: string[]; payload: object }>(
      `select feeds, payload from event where kind = 'ESCALATED'`,
    );
    return rows;
  }
  const feedsOf = (...codes: string[]) =>
    expect.arrayContaining(codes.map((code) => `desk:${testId(`desk ${code}`)}`));

  test('keeps its alert, and the call centre is called at the next look', async () => {
    await publish('OFFICE_PUBLISHED', { ...houston, hours: closed });
    expect(await calledAtOnce()).toEqual([
      {
        feeds: feedsOf('houston', 'call-centre'),
        payload: expect.objectContaining({
          deskId: testId('desk houston'),
          calledDeskIds: [testId('desk call-centre')],
          dutyOfficerIds: [],
        }),
      },
    ]);
  });

  test('is backed up by its group, where that is open', async () => {
    await publish('OFFICE_PUBLISHED', { ...houston, hours: closed, regionalGroup: 'texas' });
    await publish('OFFICE_PUBLISHED', { ...dallas, regionalGroup: 'texas' });
    expect(await calledAtOnce()).toEqual([
      {
        feeds: feedsOf('houston', 'dallas'),
        payload: expect.objectContaining({ calledDeskIds: [testId('desk dallas')] }),
      },
    ]);
  });

  test('is staffed again as soon as somebody is on duty, whatever its hours', async () => {
    await publish('OFFICE_PUBLISHED', { ...houston, hours: closed });
    const [startsAt, endsAt] = [-1, 1].map((hours) =>
      new Date(Date.now() + hours * 3_600_000).toISOString(),
    );
    const shifts = [{ officerId: 'officer-1', startsAt, endsAt }];
    await publish('DUTY_PUBLISHED', { deskId: houston.deskId, shifts });
    expect(await calledAtOnce()).toEqual([]);
    await letTimePass();
    await escalateDue(one);
    const { rows } = await admin.query<{ officers: string[] }>(
      `select payload->'dutyOfficerIds' as officers from event where kind = 'ESCALATED'`,
    );
    expect(rows).toEqual([{ officers: ['officer-1'] }]);
  });
});

describe('an acknowledgement that has gone quiet', () => {
  const byHouston = asking(officerOf('houston'));
  const kindsOf = async () => {
    const { rows } = await admin.query<{ kinds: string }>(
      `select string_agg(kind, ' ' order by version) as kinds from event group by subject_id`,
    );
    return rows.map(({ kinds }) => kinds);
  };

  test('lapses once, however many look, and the alert waits and escalates again', async () => {
    const ids = await raiseMany(10);
    await Promise.all(ids.map((alertId) => acknowledgeAlert(one, byHouston, { alertId })));
    expect(await escalateDue(one)).toBe(0);
    await letTimePass();
    await Promise.all([one, other, one, other].map((services) => escalateDue(services)));
    expect(await kindsOf()).toEqual(Array(10).fill('RAISED ACKNOWLEDGED ACKNOWLEDGEMENT_LAPSED'));
    await letTimePass();
    await Promise.all([escalateDue(one), escalateDue(other)]);
    expect(await kindsOf()).toEqual(
      Array(10).fill('RAISED ACKNOWLEDGED ACKNOWLEDGEMENT_LAPSED ESCALATED'),
    );
  });

  test('does not lapse while an officer assists', async () => {
    const [alertId = ''] = await raiseMany(1);
    await acknowledgeAlert(one, byHouston, { alertId });
    await beginAssistance(one, byHouston, { alertId });
    await letTimePass();
    expect(await escalateDue(one)).toBe(0);
    expect(await kindsOf()).toEqual(['RAISED ACKNOWLEDGED ASSISTANCE_BEGUN']);
  });
});
