import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { successOf } from '@alert-button/sdk';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { watchDesk, type DeskWatch } from './support/desk-watch.ts';
import { pressAndFollow, type PersonWatch } from './support/person-watch.ts';
import { places } from './support/places.ts';

/*
 * One alert from the press to its end, with the person on one side and the desks on the other.
 * Each test has desks of its own, so that everything on their feeds is of its alert.
 */

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
}, 120_000);
afterAll(async () => {
  await system[Symbol.asyncDispose]();
});

const onDesk = ({ feed }: DeskWatch) => feed.events().map(({ kind, status }) => [kind, status]);
const onPhone = ({ feed }: PersonWatch) => feed.events().map(({ kind, status }) => [kind, status]);
const shows = ({ feed }: DeskWatch | PersonWatch, kind: string) =>
  feed.event((event) => event.kind === kind, kind);

test('the first officer to acknowledge has the alert; the next hears so; the same again changes nothing', async () => {
  using first = await watchDesk(system, 'houston');
  using second = await watchDesk(system, 'houston', 'officer-houston-2');
  using watch = await pressAndFollow(system, places.houston);
  const input = { alertId: watch.alertId };
  await Promise.all([shows(first, 'RAISED'), shows(second, 'RAISED')]);

  const taken = successOf(await first.officer.acknowledgeAlert({ input }));
  expect(taken.alert).toMatchObject({ status: 'ACKNOWLEDGED', version: 2 });
  expect(await second.officer.acknowledgeAlert({ input })).toMatchObject({
    __typename: 'AlertStateError',
    status: 'ACKNOWLEDGED',
  });
  const again = successOf(await first.officer.acknowledgeAlert({ input }));
  expect(again.alert).toEqual(taken.alert);

  successOf(await first.officer.resolveAlert({ input: { ...input, outcome: 'ASSISTED' } }));
  await Promise.all([
    shows(first, 'RESOLVED'),
    shows(second, 'RESOLVED'),
    shows(watch, 'RESOLVED'),
  ]);
  expect(onDesk(first)).toEqual([
    ['RAISED', 'RAISED'],
    ['ACKNOWLEDGED', 'ACKNOWLEDGED'],
    ['RESOLVED', 'RESOLVED'],
  ]);
  expect(onDesk(second)).toEqual(onDesk(first));
  expect(onPhone(watch)).toEqual(onDesk(first).slice(1));
});

test('of two officers who acknowledge at once exactly one has the alert', async () => {
  using first = await watchDesk(system, 'houston');
  using second = await watchDesk(system, 'houston', 'officer-houston-2');
  using watch = await pressAndFollow(system, places.houston);
  const input = { alertId: watch.alertId };
  const answers = await Promise.all(
    [first, second].map(({ officer }) => officer.acknowledgeAlert({ input })),
  );
  expect(answers.map(({ __typename }) => __typename).toSorted()).toEqual([
    'AcknowledgeAlertSuccess',
    'AlertStateError',
  ]);
  successOf(await first.officer.resolveAlert({ input: { ...input, outcome: 'ASSISTED' } }));
});

test('a colleague of the desk takes over an alert that somebody assists, and then it is theirs', async () => {
  using first = await watchDesk(system, 'houston');
  using second = await watchDesk(system, 'houston', 'officer-houston-2');
  using watch = await pressAndFollow(system, places.houston);
  const input = { alertId: watch.alertId };

  const tooEarly = await second.officer.handOverAlert({ input });
  expect(tooEarly).toMatchObject({ __typename: 'AlertStateError', status: 'RAISED' });
  successOf(await first.officer.acknowledgeAlert({ input }));
  successOf(await first.officer.beginAssistance({ input }));
  const handedOver = successOf(await second.officer.handOverAlert({ input }));
  expect(handedOver.alert.status).toBe('ACKNOWLEDGED');
  expect(await first.officer.acknowledgeAlert({ input })).toMatchObject({
    __typename: 'AlertStateError',
    status: 'ACKNOWLEDGED',
  });
  successOf(await second.officer.acknowledgeAlert({ input }));
  successOf(await second.officer.beginAssistance({ input }));
  successOf(await second.officer.resolveAlert({ input: { ...input, outcome: 'RELEASED' } }));

  await Promise.all([
    shows(first, 'RESOLVED'),
    shows(second, 'RESOLVED'),
    shows(watch, 'RESOLVED'),
  ]);
  expect(onDesk(first)).toEqual([
    ['RAISED', 'RAISED'],
    ['ACKNOWLEDGED', 'ACKNOWLEDGED'],
    ['ASSISTANCE_BEGUN', 'ASSISTING'],
    ['HANDED_OVER', 'ACKNOWLEDGED'],
    ['ASSISTANCE_BEGUN', 'ASSISTING'],
    ['RESOLVED', 'RESOLVED'],
  ]);
  expect(onDesk(second)).toEqual(onDesk(first));
  expect(onPhone(watch)).toEqual(onDesk(first).slice(1));
});

test('a transferred alert is the other desk’s, and the desk that gave it away sees nothing more of it', async () => {
  using giving = await watchDesk(system, 'dallas');
  using receiving = await watchDesk(system, 'chicago');
  using watch = await pressAndFollow(system, places.dallas);
  const { alertId } = watch;
  successOf(await giving.officer.acknowledgeAlert({ input: { alertId } }));
  expect(await receiving.officer.alert({ id: alertId })).toBeNull();

  const transfer = (deskId: string) =>
    giving.officer.transferAlert({ input: { alertId, deskId, reason: 'Lives there.' } });
  for (const deskId of [giving.deskId, alertId, 'chicago']) {
    expect(await transfer(deskId)).toMatchObject({
      __typename: 'InvalidInputError',
      issues: [{ path: 'deskId' }],
    });
  }
  successOf(await transfer(receiving.deskId));

  const arrived = await shows(receiving, 'TRANSFERRED');
  expect(arrived).toMatchObject({ status: 'RAISED', alert: { id: alertId, status: 'RAISED' } });
  expect(arrived.desk?.code).toBe('chicago');
  successOf(await receiving.officer.acknowledgeAlert({ input: { alertId } }));
  successOf(await receiving.officer.beginAssistance({ input: { alertId } }));
  const end = await receiving.officer.resolveAlert({ input: { alertId, outcome: 'DETAINED' } });
  successOf(end);
  await Promise.all([shows(receiving, 'RESOLVED'), shows(watch, 'RESOLVED')]);
  await giving.catchUp();

  expect(onDesk(giving).map(([kind]) => kind)).toEqual(['RAISED', 'ACKNOWLEDGED', 'TRANSFERRED']);
  // Told which alert has gone, so that it can leave the screen, and nothing else of it.
  expect(await shows(giving, 'TRANSFERRED')).toMatchObject({ alertId, alert: null });
  expect(await giving.officer.alert({ id: alertId })).toBeNull();
  expect(await giving.officer.alertEvents({ alertId })).toBeNull();
  expect(await giving.officer.acknowledgeAlert({ input: { alertId } })).toMatchObject({
    __typename: 'NotFoundError',
  });
  // Read again from the start, even its own past does not tell the desk what became of it.
  const past = await giving.officer.deskEvents({ deskId: giving.deskId });
  for (const item of past?.items ?? []) expect(item).toMatchObject({ alert: null });

  expect(onDesk(receiving).map(([kind]) => kind)).toEqual([
    'TRANSFERRED',
    'ACKNOWLEDGED',
    'ASSISTANCE_BEGUN',
    'RESOLVED',
  ]);
  expect(onPhone(watch).map(([kind]) => kind)).toEqual([
    'ACKNOWLEDGED',
    'TRANSFERRED',
    'ACKNOWLEDGED',
    'ASSISTANCE_BEGUN',
    'RESOLVED',
  ]);
});

test('a cancel is a message: the desk sees it asked for, the alert stays, and ends when confirmed', async () => {
  using desk = await watchDesk(system, 'phoenix');
  using watch = await pressAndFollow(system, places.phoenix);
  const { alertId, person } = watch;
  expect(await desk.officer.confirmCancellation({ input: { alertId } })).toMatchObject({
    __typename: 'AlertStateError',
    status: 'RAISED',
  });
  successOf(await desk.officer.acknowledgeAlert({ input: { alertId } }));

  const asked = successOf(await person.cancelAlert({ input: { alertId, reason: 'I am home.' } }));
  expect(asked.alert).toMatchObject({ status: 'CANCEL_REQUESTED', closedAt: null });
  const again = successOf(await person.cancelAlert({ input: { alertId } }));
  expect(again.alert).toEqual(asked.alert);
  await shows(desk, 'CANCEL_REQUESTED');
  const open = await desk.officer.deskAlerts({ deskId: desk.deskId });
  expect(open?.nodes).toMatchObject([{ id: alertId, status: 'CANCEL_REQUESTED' }]);
  const dossier = await desk.officer.alertDossier({ id: alertId });
  expect(dossier?.notes?.map(({ text }) => text)).toEqual(['I am home.']);

  successOf(await desk.officer.confirmCancellation({ input: { alertId } }));
  await Promise.all([shows(desk, 'CANCEL_CONFIRMED'), shows(watch, 'CANCEL_CONFIRMED')]);
  const kinds = [
    ['ACKNOWLEDGED', 'ACKNOWLEDGED'],
    ['CANCEL_REQUESTED', 'CANCEL_REQUESTED'],
    ['CANCEL_CONFIRMED', 'CANCELLED'],
  ];
  expect(onDesk(desk)).toEqual([['RAISED', 'RAISED'], ...kinds]);
  expect(onPhone(watch)).toEqual(kinds);
  const ended = await person.alert({ id: alertId });
  expect(ended).toMatchObject({ status: 'CANCELLED', outcome: null });
  expect(ended?.closedAt).not.toBeNull();
  expect((await desk.officer.deskAlerts({ deskId: desk.deskId }))?.nodes).toEqual([]);
});

test('pressing again takes a cancel back: the same alert needs an answer again, doubted or not', async () => {
  using desk = await watchDesk(system, 'denver');
  using pending = await pressAndFollow(system, places.denver);
  using doubted = await pressAndFollow(system, places.denver);
  for (const { person, alertId } of [pending, doubted]) {
    successOf(await person.cancelAlert({ input: { alertId } }));
  }
  successOf(await desk.officer.doubtCancellation({ input: { alertId: doubted.alertId } }));
  for (const watch of [pending, doubted]) {
    const { person, alertId } = watch;
    const reopened = await person.press({ position: places.denver });
    expect(reopened).toMatchObject({ id: alertId, status: 'RAISED', version: 3 });
    await shows(watch, 'PRESSED_AGAIN');
    await desk.feed.event(
      ({ kind, alert }) => kind === 'PRESSED_AGAIN' && alert?.id === alertId,
      'the second press on the desk',
    );
    successOf(await desk.officer.acknowledgeAlert({ input: { alertId } }));
    await shows(watch, 'ACKNOWLEDGED');
    expect(onPhone(watch)).toEqual([
      ['CANCEL_REQUESTED', 'CANCEL_REQUESTED'],
      ['PRESSED_AGAIN', 'RAISED'],
      ['ACKNOWLEDGED', 'ACKNOWLEDGED'],
    ]);
  }
});

test('the person sees the outcome, and a press after the end is a new alert', async () => {
  using desk = await watchDesk(system, 'miami');
  using watch = await pressAndFollow(system, places.miami);
  const { person, alertId } = watch;
  const input = { alertId, outcome: 'NOT_DETAINED', note: 'Called back, all is well.' } as const;
  const resolved = successOf(await desk.officer.resolveAlert({ input }));
  expect(resolved.alert).toMatchObject({ status: 'RESOLVED', outcome: 'NOT_DETAINED' });

  const told = await shows(watch, 'RESOLVED');
  expect(told).toMatchObject({ status: 'RESOLVED', alert: { outcome: 'NOT_DETAINED' } });
  const seen = await person.alert({ id: alertId });
  expect(seen).toMatchObject({ status: 'RESOLVED', outcome: 'NOT_DETAINED' });
  expect(seen?.timeline.map(({ kind, version }) => [kind, version])).toEqual([
    ['RAISED', 1],
    ['RESOLVED', 2],
  ]);
  for (const act of [
    desk.officer.acknowledgeAlert({ input: { alertId } }),
    desk.officer.resolveAlert({ input }),
    person.cancelAlert({ input: { alertId } }),
    person.updateAlertPosition({ input: { alertId, position: places.miami } }),
  ]) {
    expect(await act).toMatchObject({ __typename: 'AlertStateError', status: 'RESOLVED' });
  }
  const next = await person.press({ position: places.miami });
  expect(next).toMatchObject({ status: 'RAISED', version: 1 });
  expect(next.id).not.toBe(alertId);
});
