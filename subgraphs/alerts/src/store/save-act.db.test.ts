import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createLog } from '@alert-button/platform/log.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import { everybodyAnswers } from '../domain/answering.ts';
import { decide } from '../domain/decide.ts';
import { escalationAfter, firstStep } from '../domain/escalation.ts';
import type { Act } from '../domain/transitions.ts';
import { actTables, countRows } from '../testing/rows.ts';
import { desks, newDecision } from '../testing/walk.ts';
import type { AlertRecord } from './alert-record.ts';
import { dueAlerts, findAlert } from './alerts.ts';
import { openDatabase, type Database } from './database.ts';
import { readTimeline } from './feed.ts';
import { saveAct, type Actor, type SaveAct } from './save-act.ts';

const closing = new AsyncDisposableStack();
let database: Database;
let admin: pg.Pool;

beforeAll(async () => {
  const testDatabase = closing.use(await createTestDatabase('alerts'));
  // As the service itself: with the role that may only add to the audit trail.
  database = closing.use(openDatabase(testDatabase.app, createLog('alerts', 'silent')));
  admin = new pg.Pool({ connectionString: testDatabase.admin });
  closing.defer(() => admin.end());
});

afterAll(() => closing.disposeAsync());

beforeEach(() => admin.query(`truncate ${actTables.join(', ')}, feed_entry`));

const actor: Actor = { kind: 'PERSON', id: 'person', requestId: 'request' };

const pressOf = (idempotencyKey = randomUUID()) => ({
  tenant: 'person:LIVE',
  idempotencyKey,
  signature: null,
});

function newAct(facts: Partial<SaveAct> = {}): SaveAct {
  const decision = newDecision({ id: randomUUID(), personId: randomUUID() });
  const escalation = firstStep(decision.alert, everybodyAnswers);
  return { decision, escalation, actor, action: 'raiseAlert', press: pressOf(), ...facts };
}

/** Saves what the act decides on the record, with everything that follows from it. */
function saveOn({ alert }: AlertRecord, act: Act, facts: Partial<SaveAct> = {}) {
  const decision = decide(alert, act);
  const escalation = escalationAfter(
    alert.state.status,
    act.name,
    decision.alert,
    everybodyAnswers,
  );
  return saveAct(database.pool, { decision, escalation, actor, action: act.name, ...facts });
}

async function raised(): Promise<AlertRecord> {
  const act = newAct();
  await saveAct(database.pool, act);
  return stored(act.decision.alert.id);
}

async function stored(id: string): Promise<AlertRecord> {
  const record = await findAlert(database, id);
  if (record === null) throw new Error('The alert is not there');
  return record;
}

async function stepsOf(alertId: string) {
  const { rows } = await admin.query<{ level: number; seconds: number; settled: boolean }>(
    `select level, round(extract(epoch from due_at -
         (select max(at) from event where subject_id = alert_id::text)))::int as seconds,
       settled_at is not null as settled
     from escalation_step where alert_id = $1 order by level`,
    [alertId],
  );
  return rows;
}

const officerId = 'officer';
const one = {
  alert: 1,
  event: 1,
  audit_entry: 1,
  press: 1,
  escalation_step: 1,
  alert_note: 0,
  alert_message: 0,
};

describe('a new alert', () => {
  test('is stored with event, audit entry, press and first step of escalation', async () => {
    const act = newAct({ occurredAt: new Date('2026-11-20T10:00:00Z') });
    const times = await saveAct(database.pool, act);
    expect(await countRows(admin)).toEqual(one);
    const { alert } = act.decision;
    const record = await stored(alert.id);
    expect(record).toMatchObject({ ...times, alert, sealedPosition: null });
    expect(record.closedAt).toBeNull();

    const events = await admin.query('select * from event');
    expect(events.rows).toEqual([
      expect.objectContaining({
        kind: 'RAISED',
        subject_id: alert.id,
        version: 1,
        position: null,
        feeds: [`alert:${alert.id}`, `desk:${desks.first}`],
      }),
    ]);
    const audit = await admin.query('select * from audit_entry');
    expect(audit.rows).toEqual([
      expect.objectContaining({
        actor_kind: 'PERSON',
        actor_id: 'person',
        action: 'raiseAlert',
        subject_id: alert.id,
        request_id: 'request',
      }),
    ]);
    expect(await stepsOf(alert.id)).toEqual([{ level: 1, seconds: 60, settled: false }]);
  });

  test('is refused whole when its key was used, or its person has one open', async () => {
    const first = newAct();
    await saveAct(database.pool, first);
    const { personId } = first.decision.alert;
    const sameKey = newAct({ press: first.press });
    const samePerson = newAct({ decision: newDecision({ id: randomUUID(), personId }) });
    for (const act of [sameKey, samePerson]) {
      expect(await saveAct(database.pool, act)).toBeNull();
      expect(await countRows(admin)).toEqual(one);
    }
  });

  test('may stand beside an open drill of the same person', async () => {
    const first = newAct();
    const { personId } = first.decision.alert;
    const drill = newDecision({ id: randomUUID(), personId, isDrill: true });
    await saveAct(database.pool, first);
    expect(await saveAct(database.pool, newAct({ decision: drill }))).not.toBeNull();
  });
});

describe('an act on an alert', () => {
  test('is stored with event, audit entry, note and the new escalation', async () => {
    const record = await raised();
    const sealedNote = Buffer.from('sealed');
    expect(await saveOn(record, { name: 'ACKNOWLEDGE', officerId }, { sealedNote })).not.toBeNull();
    const { alert } = await stored(record.alert.id);
    expect(alert).toEqual(decide(record.alert, { name: 'ACKNOWLEDGE', officerId }).alert);
    expect(await countRows(admin)).toEqual({ ...one, event: 2, audit_entry: 2, alert_note: 1 });
    expect(await stepsOf(alert.id)).toMatchObject([{ level: 1, seconds: 900, settled: false }]);
  });

  test('on what is no longer there changes nothing', async () => {
    const record = await raised();
    await saveOn(record, { name: 'ACKNOWLEDGE', officerId });
    const before = await countRows(admin);
    const late = { press: pressOf(), sealedNote: Buffer.from('late') };
    expect(await saveOn(record, { name: 'RESOLVE', outcome: 'ASSISTED' }, late)).toBeNull();
    expect(await saveOn(record, { name: 'PRESS_AGAIN' }, late)).toBeNull();
    expect(await countRows(admin)).toEqual(before);
    expect((await stored(record.alert.id)).alert.state).toEqual({
      status: 'ACKNOWLEDGED',
      officerId,
    });
  });

  test('with a key that was used changes nothing', async () => {
    const first = newAct();
    await saveAct(database.pool, first);
    const record = await raised();
    const before = await countRows(admin);
    expect(await saveOn(record, { name: 'PRESS_AGAIN' }, { press: first.press })).toBeNull();
    expect(await countRows(admin)).toEqual(before);
    expect((await stored(record.alert.id)).alert.version).toBe(1);
  });

  test('decided twenty times at once on the same version is stored once', async () => {
    const record = await raised();
    const saved = await Promise.all(
      Array.from({ length: 20 }, (_, number) =>
        saveOn(record, { name: 'ACKNOWLEDGE', officerId: `officer-${number}` }),
      ),
    );
    expect(saved.filter((times) => times !== null)).toHaveLength(1);
    expect(await countRows(admin)).toEqual({ ...one, event: 2, audit_entry: 2 });
  });

  test('keeps a known position and time unless it brings new ones', async () => {
    const record = await raised();
    const position = { sealed: Buffer.from('sealed position'), coarseCell: '8526a10bfffffff' };
    const occurredAt = new Date('2026-11-20T10:00:00Z');
    await saveOn(record, { name: 'UPDATE_POSITION' }, { position, occurredAt });
    await saveOn(await stored(record.alert.id), { name: 'ACKNOWLEDGE', officerId });
    const { alert, sealedPosition, occurredAt: then } = await stored(record.alert.id);
    expect([alert.coarseCell, Buffer.from(sealedPosition ?? []), then]).toEqual([
      position.coarseCell,
      position.sealed,
      occurredAt,
    ]);
  });

  test('that ends the alert gives it a time of closing, and its person may raise another', async () => {
    const record = await raised();
    const times = await saveOn(record, { name: 'RESOLVE', outcome: 'RELEASED' });
    expect(times?.closedAt).toBeInstanceOf(Date);
    const { personId } = record.alert;
    const next = newAct({ decision: newDecision({ id: randomUUID(), personId }) });
    expect(await saveAct(database.pool, next)).not.toBeNull();
  });

  test('that fails half-way leaves nothing', async () => {
    const record = await raised();
    const before = await countRows(admin);
    // The event is refused by the database, after the alert would have been written.
    const broken = { ...decide(record.alert, { name: 'PRESS_AGAIN' }), deskIds: ['\u0000'] };
    const act = { decision: broken, escalation: 'KEEP', actor, action: 'raiseAlert' } as const;
    await expect(saveAct(database.pool, act)).rejects.toThrow();
    expect(await countRows(admin)).toEqual(before);
    expect((await stored(record.alert.id)).alert.version).toBe(1);
  });
});

describe('the steps of escalation', () => {
  test('go on while nobody answers, stop at an answer and start again after it', async () => {
    const { alert } = await raised();
    const act = async (name: Act) => saveOn(await stored(alert.id), name);
    const settled = (level: number) => ({ level, settled: true });

    await act({ name: 'PRESS_AGAIN' });
    expect(await stepsOf(alert.id)).toMatchObject([{ level: 1, settled: false }]);
    await act({ name: 'ESCALATE', level: 1, deskIds: [desks.callCentre], dutyOfficerIds: [] });
    const second = { level: 2, seconds: 120, settled: false };
    expect(await stepsOf(alert.id)).toMatchObject([settled(1), second]);
    await act({ name: 'ACKNOWLEDGE', officerId });
    const lapse = { level: 2, seconds: 900, settled: false };
    expect(await stepsOf(alert.id)).toMatchObject([settled(1), lapse]);
    await act({ name: 'TRANSFER', deskId: desks.other });
    expect(await stepsOf(alert.id)).toMatchObject([settled(1), second]);
    await act({ name: 'REQUEST_CANCEL' });
    expect(await stepsOf(alert.id)).toMatchObject([settled(1), second]);
    await act({ name: 'CONFIRM_CANCEL' });
    expect(await stepsOf(alert.id)).toMatchObject([settled(1), settled(2)]);
  });

  test('are due by the clock of the database, the longest due first', async () => {
    const [one, other, later] = [await raised(), await raised(), await raised()];
    const shift = (record: AlertRecord, seconds: number) =>
      admin.query(
        'update escalation_step set due_at = clock_timestamp() - make_interval(secs => $2) where alert_id = $1',
        [record.alert.id, seconds],
      );
    await shift(one, 5);
    await shift(other, 10);
    expect((await dueAlerts(database, 50)).ids).toEqual([other.alert.id, one.alert.id]);
    expect((await dueAlerts(database, 1)).ids).toEqual([other.alert.id]);
    await saveOn(other, { name: 'ACKNOWLEDGE', officerId });
    expect((await dueAlerts(database, 50)).ids).toEqual([one.alert.id]);
    expect(await stepsOf(later.alert.id)).toMatchObject([{ settled: false }]);
  });
});

describe('the audit trail', () => {
  test.each([
    'select * from audit_entry',
    'update audit_entry set action = action',
    'delete from audit_entry',
    'truncate audit_entry',
    'alter table audit_entry disable trigger all',
    'drop table audit_entry',
  ])('refuses the service "%s"', async (sql) => {
    await expect(database.pool.query(sql)).rejects.toMatchObject({ code: '42501' });
  });
});

test('the timeline is in order, and leaves out what has no position yet', async () => {
  const { alert } = await raised();
  await saveOn(await stored(alert.id), { name: 'PRESS_AGAIN' });
  await saveOn(await stored(alert.id), { name: 'ACKNOWLEDGE', officerId });
  await admin.query('update event set position = sequence where subject_id = $1 and version < 3', [
    alert.id,
  ]);
  const timeline = await readTimeline(database, alert.id);
  expect(timeline.map(({ kind, version }) => [kind, version])).toEqual([
    ['RAISED', 1],
    ['PRESSED_AGAIN', 2],
  ]);
});
