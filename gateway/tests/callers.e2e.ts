import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { successOf } from '@alert-button/sdk';
import { createOperatorClient, type OperatorClient } from '@alert-button/sdk/operator';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { watchDesk, type DeskWatch } from './support/desk-watch.ts';
import { officerCredentialOf } from './support/officer.ts';
import { pressAndFollow } from './support/person-watch.ts';
import { places } from './support/places.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * Somebody has pressed, and then telephones. The operator finds their alert among those that wait, and
 * acts for them: by what they say, seen on the desk and told apart from what the phone does itself.
 */

const closing = new AsyncDisposableStack();
let system: TestSystem;
let desk: DeskWatch;
let operator: OperatorClient;

beforeAll(async () => {
  system = closing.use(await startTestSystem());
  desk = closing.use(await watchDesk(system, 'houston'));
  const credential = officerCredentialOf(system, 'call-centre');
  operator = createOperatorClient({ url: system.graphqlUrl, credential });
  closing.defer(() => operator.close());
}, 120_000);
afterAll(() => closing.disposeAsync());

const onDesk = (alertId: string, kind: string) =>
  desk.feed.event((event) => event.alertId === alertId && event.kind === kind, kind);

test('an operator says where a caller is now, and asks to cancel for them; the desk decides', async () => {
  using watch = await pressAndFollow(system, places.houston);
  const { alertId } = watch;
  const waiting = await operator.unansweredAlerts({});
  expect(waiting?.nodes.map(({ id }) => id)).toContain(alertId);

  const moved = { alertId, position: places.dallas, note: 'They are being driven north.' };
  const { alert } = successOf(await operator.updateAlertForCaller({ input: moved }));
  expect(alert).toMatchObject({ desk: { code: 'houston' }, status: 'RAISED' });
  expect(alert.offeredTo?.map(({ code }) => code)).toContain('call-centre');
  expect(await onDesk(alertId, 'POSITION_UPDATED')).toMatchObject({ isForCaller: true });
  await watch.feed.event(({ kind }) => kind === 'POSITION_UPDATED', 'the new position');

  const asked = { alertId, note: 'They say that they are home.' };
  successOf(await operator.cancelAlertForCaller({ input: asked }));
  expect(await onDesk(alertId, 'CANCEL_REQUESTED')).toMatchObject({
    status: 'CANCEL_REQUESTED',
    isForCaller: true,
  });
  // On the phone it is a cancel like any other, and it is none before an officer confirms.
  await watch.feed.event(({ kind }) => kind === 'CANCEL_REQUESTED', 'the cancel on the phone');
  expect((await watch.person.alert({ id: alertId }))?.status).toBe('CANCEL_REQUESTED');
  successOf(await desk.officer.confirmCancellation({ input: { alertId } }));
  await waitFor(
    async () => (await watch.person.alert({ id: alertId }))?.status === 'CANCELLED',
    'the end on the phone',
  );
}, 60_000);

test('an operator closes what their desk sees, with what became of it', async () => {
  using watch = await pressAndFollow(system, places.houston);
  const { alertId } = watch;
  const closed = { alertId, outcome: 'NOT_DETAINED' } as const;
  const early = await operator.resolveAlert({ input: closed });
  expect(early.__typename).toBe('NotFoundError');
  successOf(await operator.updateAlertForCaller({ input: { alertId, note: 'A false alarm.' } }));
  successOf(await operator.resolveAlert({ input: closed }));
  await watch.feed.event(({ kind }) => kind === 'RESOLVED', 'the end');
  expect(watch.feed.events().map(({ kind }) => kind)).not.toContain('NOTED');
}, 60_000);
