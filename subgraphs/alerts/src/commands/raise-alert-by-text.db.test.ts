import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import type { Officer } from '@alert-button/platform/viewer.ts';
import { IdempotencyMismatchError } from '../domain/errors.ts';
import { viewOf } from '../domain/view.ts';
import { findAlert } from '../store/alerts.ts';
import { asking, officerOf, openTestServices, somebody, textService } from '../testing/services.ts';
import { testId } from '../testing/shipped-directory.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { cancelAlert } from './cancel-alert.ts';
import { raiseAlertByText, type RaiseAlertByTextInput } from './raise-alert-by-text.ts';
import { raiseAlert } from './raise-alert.ts';
import { readAlert, readNotesOfAlert } from './read-alert.ts';
import { resolveAlert } from './resolve-alert.ts';
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

const harrisCounty = '48201';
const text = (facts: Partial<RaiseAlertByTextInput> = {}): RaiseAlertByTextInput => ({
  idempotencyKey: randomUUID(),
  personId: randomUUID(),
  text: 'AYUDA canary-words',
  isRemark: false,
  ...facts,
});
const send = (input: RaiseAlertByTextInput) =>
  raiseAlertByText(services, asking(textService), input);
const find = async (alertId: string) => {
  const record = await findAlert(services.database, alertId);
  if (record === null) throw new Error('A raised alert is there');
  return record.alert;
};
const notesOn = async (desk: string, alertId: string) => {
  const seen = await readAlert(services, asking(officerOf(desk)), alertId);
  return seen === null ? null : readNotesOfAlert(services, asking(officerOf(desk)), seen);
};

test('a text is one alert, however often it is handed in, and several at once', async () => {
  const input = text({ countyFips: harrisCounty });
  const many = await Promise.all(Array.from({ length: 5 }, () => send(input)));
  const [{ alertId } = { alertId: '' }] = many;
  expect(new Set(many.map((one) => one.alertId))).toEqual(new Set([alertId]));
  expect(await find(alertId)).toMatchObject({
    channel: 'SMS',
    version: 1,
    personId: input.personId,
    offeredTo: [testId('desk houston')],
    routing: { reason: 'COUNTY', countyFips: harrisCounty },
    coarseCell: null,
  });
  expect(await notesOn('houston', alertId)).toEqual([{ version: 1, text: input.text }]);
  const { rows } = await admin.query(
    `select actor_kind, actor_id, action, facts from audit_entry
     where subject_id = $1 and action not like 'read%'`,
    [alertId],
  );
  const raised = { action: 'raiseAlertByText', facts: { channel: 'SMS' } };
  expect(rows).toEqual([
    { actor_kind: 'TEXT_SERVICE', actor_id: textService.serviceId, ...raised },
  ]);
  const { rows: events } = await admin.query('select payload from event where subject_id = $1', [
    alertId,
  ]);
  expect(events).toMatchObject([{ payload: { channel: 'SMS', personId: input.personId } }]);
  expect(JSON.stringify(events)).not.toContain('canary');
});

test('P6: without a county it goes where the consulate says, else to the national desk', async () => {
  const home = await find((await send(text({ consulateCode: 'boise' }))).alertId);
  expect(home).toMatchObject({ deskId: testId('desk boise') });
  for (const consulateCode of [null, 'no-such-consulate']) {
    const { routing } = await find((await send(text({ consulateCode }))).alertId);
    expect(routing.reason).toBe('NATIONAL_DESK');
  }
});

test('a second text joins the alert that is open, whichever way that came in', async () => {
  const person = somebody();
  const press = { idempotencyKey: randomUUID(), channel: 'APP', drill: false } as const;
  const { record } = await raiseAlert(services, asking(person), press);
  const { personId } = person;
  expect(await send(text({ personId }))).toEqual({ alertId: record.alert.id });
  expect(await send(text({ personId, text: 'dos camionetas', isRemark: true }))).toEqual({
    alertId: record.alert.id,
  });
  expect(await find(record.alert.id)).toMatchObject({ channel: 'APP', version: 3 });
  expect((await notesOn('national', record.alert.id))?.map((note) => note.text)).toEqual([
    'AYUDA canary-words',
    'dos camionetas',
  ]);
});

test('a remark raises nothing where no alert is open, nor after the end', async () => {
  const personId = randomUUID();
  const remark = (facts = {}) => send(text({ personId, isRemark: true, ...facts }));
  await expect(remark()).rejects.toBeInstanceOf(NotFoundError);
  const { alertId } = await send(text({ personId, countyFips: harrisCounty }));
  const repeated = text({ personId, isRemark: true });
  await send(repeated);
  const desk = asking(officerOf('houston'));
  await acknowledgeAlert(services, desk, { alertId });
  await resolveAlert(services, desk, { alertId, outcome: 'ASSISTED' });
  await expect(remark()).rejects.toBeInstanceOf(NotFoundError);
  // What was taken before the end is not lost by being handed in again.
  expect(await send(repeated)).toEqual({ alertId });
});

test('a message that came in under another person is said to be so, and stored once', async () => {
  const input = text();
  await send(input);
  await expect(send({ ...input, personId: randomUUID() })).rejects.toBeInstanceOf(
    IdempotencyMismatchError,
  );
});

test('after a cancel, asking for help by text thaws the phone; a remark does not', async () => {
  const person = somebody();
  const press = { idempotencyKey: randomUUID(), channel: 'APP', drill: false } as const;
  const { record } = await raiseAlert(services, asking(person), press);
  const alertId = record.alert.id;
  const { personId } = person;
  await cancelAlert(services, asking(person), { alertId });
  await send(text({ personId, isRemark: true }));
  expect((await find(alertId)).state.status).toBe('RAISED');
  expect(viewOf(await find(alertId), 'PERSON').status).toBe('CANCEL_REQUESTED');
  await send(text({ personId }));
  expect(viewOf(await find(alertId), 'PERSON').status).toBe('RAISED');
});

test('nobody else can say that a text came in, and bad input names its field', async () => {
  const operator: Officer = { ...officerOf('call-centre'), role: 'OPERATOR' };
  for (const viewer of [operator, officerOf('houston'), somebody()]) {
    const act = raiseAlertByText(services, asking(viewer), text());
    await expect(act).rejects.toBeInstanceOf(NotFoundError);
  }
  const input = text({ countyFips: '99999', personId: 'x', text: 'x'.repeat(2001) });
  const error = await send(input).catch((thrown: unknown) => thrown);
  if (!(error instanceof InvalidInputError)) throw error;
  expect(error.issues.map(({ path }) => path)).toEqual(['personId', 'countyFips', 'text']);
});
