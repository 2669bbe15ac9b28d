import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import type { Officer } from '@alert-button/platform/viewer.ts';
import { viewOf } from '../domain/view.ts';
import { asking, officerOf, openTestServices, somebody } from '../testing/services.ts';
import { testId } from '../testing/shipped-directory.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { cancelAlert } from './cancel-alert.ts';
import { raiseAlertForCaller, type RaiseAlertForCallerInput } from './raise-alert-for-caller.ts';
import { raiseAlert } from './raise-alert.ts';
import { readAlert, readNotesOfAlert } from './read-alert.ts';
import { readUnansweredAlerts } from './read-unanswered.ts';
import type { Services } from './services.ts';

const closing = new AsyncDisposableStack();
let services: Services;
let admin: pg.Pool;

beforeAll(async () => {
  const testDatabase = closing.use(await createTestDatabase('alerts'));
  services = closing.use(await openTestServices(testDatabase.app));
  admin = new pg.Pool({ connectionString: testDatabase.admin });
  closing.defer(() => admin.end());
});

afterAll(() => closing.disposeAsync());

const operator: Officer = { ...officerOf('call-centre'), role: 'OPERATOR' };
const harrisCounty = '48201';

const call = (facts: Partial<RaiseAlertForCallerInput> = {}): RaiseAlertForCallerInput => ({
  idempotencyKey: randomUUID(),
  personId: randomUUID(),
  countyFips: harrisCounty,
  note: 'canary-words of the caller',
  drill: false,
  ...facts,
});

const raise = (input: RaiseAlertForCallerInput, viewer = operator) =>
  raiseAlertForCaller(services, asking(viewer), input);

test('a call becomes one alert at the desk of the county, which the operator sees too', async () => {
  const input = call();
  const { record } = await raise(input);
  expect((await raise(input)).record.alert).toMatchObject({ id: record.alert.id, version: 1 });
  expect(record.alert).toMatchObject({
    channel: 'CALL_CENTRE',
    personId: input.personId,
    deskId: testId('desk houston'),
    offeredTo: [testId('desk houston'), testId('desk call-centre')],
    routing: { reason: 'COUNTY', countyFips: harrisCounty },
    coarseCell: null,
  });
  for (const desk of ['houston', 'call-centre']) {
    const seen = await readAlert(services, asking(officerOf(desk)), record.alert.id);
    if (seen === null) throw new Error(`It is not on the desk ${desk}`);
    const notes = await readNotesOfAlert(services, asking(officerOf(desk)), seen);
    expect(notes).toEqual([{ version: 1, text: input.note }]);
  }
  const { rows } = await admin.query(
    `select actor_kind, actor_id, action, facts from audit_entry
     where subject_id = $1 and action not like 'read%'`,
    [record.alert.id],
  );
  const raised = { action: 'raiseAlertForCaller', facts: { channel: 'CALL_CENTRE' } };
  expect(rows).toEqual([{ actor_kind: 'OFFICER', actor_id: operator.officerId, ...raised }]);
});

test('P6: a call without a place goes to the national desk, and one with a position by that', async () => {
  const { record: nowhere } = await raise(call({ countyFips: null }));
  expect(nowhere.alert.routing).toMatchObject({ reason: 'NATIONAL_DESK' });
  const { record } = await raise(call({ position: { latitude: 32.7767, longitude: -96.797 } }));
  expect(record.alert.deskId).toBe(testId('desk dallas'));
  expect(record.sealedPosition).not.toBeNull();
});

test('a call of somebody whose phone shows a cancel thaws nothing there', async () => {
  const person = somebody();
  const press = { idempotencyKey: randomUUID(), channel: 'APP', drill: false } as const;
  const { record } = await raiseAlert(services, asking(person), press);
  const alertId = record.alert.id;
  await cancelAlert(services, asking(person), { alertId });
  const { record: called } = await raise(call({ personId: person.personId }));
  expect(called.alert).toMatchObject({ id: alertId, state: { status: 'RAISED' } });
  expect(called.alert.offeredTo).toContain(testId('desk call-centre'));
  expect(viewOf(called.alert, 'PERSON').status).toBe('CANCEL_REQUESTED');
});

test('an officer who is no operator does not find it, and bad input names its field', async () => {
  for (const viewer of [officerOf('call-centre'), officerOf('houston')]) {
    await expect(raise(call(), viewer)).rejects.toBeInstanceOf(NotFoundError);
    const read = readUnansweredAlerts(services, asking(viewer), { first: 5, after: null });
    await expect(read).rejects.toBeInstanceOf(NotFoundError);
  }
  const error = await raise(call({ countyFips: '99999', note: ' ', personId: 'x' })).catch(
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InvalidInputError)) throw error;
  expect(error.issues.map(({ path }) => path)).toEqual(['personId', 'countyFips', 'note']);
});

test('what nobody answers anywhere stands on one list, by when its next step is due', async () => {
  const list = async (first = 100, after: string | null = null) =>
    readUnansweredAlerts(services, asking(operator), { first, after });
  const { record } = await raise(call());
  const { id } = record.alert;
  const { nodes } = await list();
  const due = nodes.map(({ nextStepAt }) => nextStepAt?.getTime() ?? Infinity);
  expect(due).toEqual(due.toSorted((a, b) => a - b));
  expect(nodes.find((alert) => alert.id === id)).toEqual({
    id,
    raisedAt: record.raisedAt,
    nextStepAt: expect.any(Date),
    escalationLevel: 0,
    channel: 'CALL_CENTRE',
    isDrill: false,
    isDuress: false,
    deskId: testId('desk houston'),
    consulateId: testId('office houston'),
  });
  const pages = [];
  for (let after: string | null = null; ;) {
    const page = await list(1, after);
    pages.push(...page.nodes.map((alert) => alert.id));
    if (!page.hasNextPage) break;
    after = page.endCursor;
  }
  expect(pages).toEqual(nodes.map((alert) => alert.id));
  await acknowledgeAlert(services, asking(officerOf('houston')), { alertId: id });
  expect((await list()).nodes.map((alert) => alert.id)).not.toContain(id);
  const { rows } = await admin.query(
    `select distinct actor_id, subject_id from audit_entry where action = 'readUnansweredAlerts'`,
  );
  expect(rows).toEqual([{ actor_id: operator.officerId, subject_id: 'call-centre' }]);
});
