import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import type { Officer, Operator, Person } from '@alert-button/platform/viewer.ts';
import { AlertStateError } from '../domain/errors.ts';
import { viewOf } from '../domain/view.ts';
import { placed } from '../testing/placed.ts';
import { asking, officerOf, openTestServices, somebody } from '../testing/services.ts';
import { testId } from '../testing/shipped-directory.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { cancelAlertForCaller } from './cancel-alert-for-caller.ts';
import { cancelAlert } from './cancel-alert.ts';
import { confirmCancellation } from './confirm-cancellation.ts';
import { doubtCancellation } from './doubt-cancellation.ts';
import { raiseAlert } from './raise-alert.ts';
import { readAlert, readNotesOfAlert, readPosition } from './read-alert.ts';
import { readTimelineOf } from './read-feed.ts';
import { resolveAlert } from './resolve-alert.ts';
import type { Services } from './services.ts';
import { updateAlertForCaller, type UpdateAlertForCallerInput } from './update-alert-for-caller.ts';

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

const operator: Operator = { ...officerOf('call-centre'), role: 'OPERATOR' };
const houston = officerOf('houston');
const callCentreId = testId('desk call-centre');
const inHouston = { latitude: 29.76, longitude: -95.37 };
const inDallas = { latitude: 32.7767, longitude: -96.797 };
const dallasCounty = '48113';

async function raised(environment: Person['environment'] = 'LIVE') {
  const person: Person = { ...somebody(), environment };
  const press = { idempotencyKey: randomUUID(), channel: 'APP', drill: false } as const;
  const { record } = await raiseAlert(services, asking(person), { ...press, position: inHouston });
  return { person, alertId: record.alert.id };
}

const update = (input: UpdateAlertForCallerInput, viewer: Officer = operator) =>
  updateAlertForCaller(services, asking(viewer), input);
const cancel = (alertId: string, note = 'All is well.', viewer: Officer = operator) =>
  cancelAlertForCaller(services, asking(viewer), { alertId, note });

async function seenBy(viewer: Person | Officer, alertId: string) {
  const seen = await readAlert(services, asking(viewer), alertId);
  if (seen === null) throw new Error('It is not theirs to see');
  return seen;
}

async function timeline(viewer: Person | Officer, alertId: string) {
  await placed(admin);
  return readTimelineOf(services, await seenBy(viewer, alertId));
}

const audited = async (alertId: string) => {
  const { rows } = await admin.query(
    `select actor_kind, actor_id, action, facts from audit_entry
     where subject_id = $1 and action like '%ForCaller'`,
    [alertId],
  );
  return rows as unknown[];
};
const byOperator = (action: string) => ({
  actor_kind: 'OFFICER',
  actor_id: operator.officerId,
  action,
  facts: { channel: 'CALL_CENTRE' },
});

describe('a caller who calls again', () => {
  test('is somewhere else: the place is new, the desk stays, and the operator sees the alert', async () => {
    const { person, alertId } = await raised();
    const { record } = await update({ alertId, position: inDallas, note: 'canary words' });
    expect(record.alert).toMatchObject({
      deskId: testId('desk houston'),
      offeredTo: [testId('desk houston'), callCentreId],
      routing: { reason: 'COUNTY', countyFips: '48201' },
      state: { status: 'RAISED' },
    });
    const seen = await seenBy(houston, alertId);
    expect(await readPosition(services, asking(houston), seen)).toMatchObject(inDallas);
    expect(await readNotesOfAlert(services, asking(operator), seen)).toEqual([
      { version: 2, text: 'canary words' },
    ]);
    const [, moved] = await timeline(houston, alertId);
    expect(moved).toMatchObject({ kind: 'POSITION_UPDATED', isForCaller: true });
    const [, shown] = await timeline(person, alertId);
    expect(shown).toMatchObject({ kind: 'POSITION_UPDATED', isForCaller: null });
    expect(await audited(alertId)).toEqual([byOperator('updateAlertForCaller')]);
  });

  test('knows the county alone: the desks are told, the evidence of the routing stays', async () => {
    const { person, alertId } = await raised();
    const { record } = await update({ alertId, countyFips: dallasCounty });
    expect(record.alert).toMatchObject({
      callerCountyFips: dallasCounty,
      routing: { countyFips: '48201' },
    });
    const again = await seenBy(houston, alertId);
    expect(again.record.alert.callerCountyFips).toBe(dallasCounty);
    expect(viewOf((await seenBy(person, alertId)).record.alert, 'PERSON').version).toBe(2);
  });

  test('has more to say: it stays between the desks', async () => {
    const { person, alertId } = await raised();
    await update({ alertId, note: 'They wear no uniforms.' });
    expect((await timeline(houston, alertId)).map(({ kind }) => kind)).toEqual(['RAISED', 'NOTED']);
    expect((await timeline(person, alertId)).map(({ kind }) => kind)).toEqual(['RAISED']);
    const { alert } = (await seenBy(person, alertId)).record;
    expect(viewOf(alert, 'PERSON').version).toBe(1);
  });

  test('thaws no phone that shows a cancel, and moves nothing on it', async () => {
    const { person, alertId } = await raised();
    await cancelAlert(services, asking(person), { alertId });
    await doubtCancellation(services, asking(houston), { alertId });
    await update({ alertId, position: inDallas });
    const { alert } = (await seenBy(person, alertId)).record;
    expect(viewOf(alert, 'PERSON')).toMatchObject({ status: 'CANCEL_REQUESTED', version: 2 });
  });
});

describe('a caller who needs no help any more', () => {
  test('is a cancel that waits, on the desks and on the phone, until an officer confirms', async () => {
    const { person, alertId } = await raised();
    await acknowledgeAlert(services, asking(houston), { alertId });
    await expect(cancel(alertId)).rejects.toBeInstanceOf(NotFoundError);
    const { alertId: waiting, person: other } = await raised();
    const { record } = await cancel(waiting);
    expect(record.alert.state).toEqual({ status: 'CANCEL_REQUESTED' });
    expect(record.alert.offeredTo).toContain(callCentreId);
    const onPhone = async () =>
      viewOf((await seenBy(other, waiting)).record.alert, 'PERSON').status;
    expect(await onPhone()).toBe('CANCEL_REQUESTED');
    const [, asked] = await timeline(houston, waiting);
    expect(asked).toMatchObject({ kind: 'CANCEL_REQUESTED', isForCaller: true });
    expect(await audited(waiting)).toEqual([byOperator('cancelAlertForCaller')]);
    // The person's own is told apart from it.
    await cancelAlert(services, asking(person), { alertId });
    expect((await timeline(houston, alertId)).at(-1)).toMatchObject({ isForCaller: false });
    await confirmCancellation(services, asking(houston), { alertId: waiting });
    expect(await onPhone()).toBe('CANCELLED');
    await expect(cancel(waiting)).rejects.toBeInstanceOf(AlertStateError);
  });

  test('changes nothing where the phone shows a cancel that was doubted: it goes on waiting', async () => {
    const { person, alertId } = await raised();
    await cancelAlert(services, asking(person), { alertId });
    await doubtCancellation(services, asking(houston), { alertId });
    const { record } = await cancel(alertId);
    expect(record.alert.state).toEqual({ status: 'RAISED' });
    expect(viewOf(record.alert, 'PERSON')).toMatchObject({ status: 'CANCEL_REQUESTED' });
    const desk = (await timeline(houston, alertId)).map(({ kind }) => kind);
    expect(desk).toEqual(['RAISED', 'CANCEL_REQUESTED', 'CANCEL_DOUBTED', 'CANCEL_REQUESTED']);
    expect(await timeline(person, alertId)).toHaveLength(2);
  });
});

describe('an operator', () => {
  test('closes what their desk was offered, and nothing else', async () => {
    const { alertId } = await raised();
    const resolve = () =>
      resolveAlert(services, asking(operator), { alertId, outcome: 'NOT_DETAINED' });
    await expect(resolve()).rejects.toBeInstanceOf(NotFoundError);
    await update({ alertId, note: 'It was a mistake.' });
    const { record } = await resolve();
    expect(record.alert.state).toEqual({ status: 'RESOLVED', outcome: 'NOT_DETAINED' });
    await expect(update({ alertId, note: 'Again.' })).rejects.toBeInstanceOf(AlertStateError);
  });

  test('finds neither what another desk has in hand nor the sandbox, and an officer finds nothing', async () => {
    const inHand = (await raised()).alertId;
    await acknowledgeAlert(services, asking(houston), { alertId: inHand });
    const sandbox = (await raised('TEST')).alertId;
    const { alertId } = await raised();
    const tries: readonly (readonly [string, Officer])[] = [
      [inHand, operator],
      [sandbox, operator],
      [randomUUID(), operator],
      ['no-uuid', operator],
      [alertId, houston],
      [alertId, officerOf('call-centre')],
    ];
    for (const [id, viewer] of tries) {
      await expect(update({ alertId: id, note: 'x' }, viewer)).rejects.toBeInstanceOf(
        NotFoundError,
      );
      await expect(cancel(id, 'x', viewer)).rejects.toBeInstanceOf(NotFoundError);
    }
  });

  test('hears which field is wrong', async () => {
    const { alertId } = await raised();
    const paths = async (refused: Promise<unknown>) => {
      const error = await refused.catch((thrown: unknown) => thrown);
      if (!(error instanceof InvalidInputError)) throw error;
      return error.issues.map(({ path }) => path);
    };
    expect(await paths(update({ alertId }))).toEqual(['note']);
    expect(await paths(update({ alertId, note: ' ' }))).toEqual(['note']);
    expect(await paths(update({ alertId, countyFips: '99999' }))).toEqual(['countyFips']);
    const nowhere = { latitude: 91, longitude: 0 };
    expect(await paths(update({ alertId, position: nowhere }))).toEqual(['position.latitude']);
    expect(await paths(cancel(alertId, ' '))).toEqual(['note']);
  });
});
