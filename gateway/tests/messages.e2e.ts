import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { startProviders, type Providers } from '@alert-button/platform/testing/peers/providers.ts';
import { successOf } from '@alert-button/sdk';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask } from './support/ask.ts';
import { auditOf } from './support/audit.ts';
import { watchDesk, type DeskWatch } from './support/desk-watch.ts';
import { pressAndFollow, type PersonWatch } from './support/person-watch.ts';
import { places } from './support/places.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * An officer and the person talk on the alert, each told by their own live feed that there is
 * something to read, until somebody may be holding the phone.
 */

let providers: Providers;
let system: TestSystem;
let desk: DeskWatch;
let caller: PersonWatch;

beforeAll(async () => {
  providers = await startProviders();
  system = await startTestSystem({ environment: { people: providers.environment } });
  desk = await watchDesk(system, 'houston');
  caller = await pressAndFollow(system, places.houston);
}, 120_000);

afterAll(async () => {
  for (const client of [desk, caller]) client[Symbol.dispose]();
  await system[Symbol.asyncDispose]();
  await providers[Symbol.asyncDispose]();
});

const message = (text: string) => ({
  input: { alertId: caller.alertId, idempotencyKey: crypto.randomUUID(), text },
});
const fromDesk = (text: string) => desk.officer.sendAlertMessage(message(text));
const fromPerson = (text: string) => caller.person.sendAlertMessage(message(text));
const ofCaller = ({ alertId }: { readonly alertId: string }) => alertId === caller.alertId;

const woken = (times: number) =>
  waitFor(() => providers.push.posts.length === times, `the phone to be woken ${times} times`);

test('a device says where it is woken, by the key of the service', async () => {
  const { person } = caller;
  expect(await person.webPushKey()).toBe(providers.environment['VAPID_PUBLIC_KEY']);
  const { endpoint, p256dh, auth } = providers.push.address;
  const { device } = successOf(
    await person.setDevicePush({ input: { push: { endpoint, p256dh, auth } } }),
  );
  expect(device.hasPush).toBe(true);
}, 60_000);

test('an officer writes once they have taken the alert, and the phone reads it from its feed', async () => {
  const { alertId, person } = caller;
  expect(await fromDesk('¿Dónde está?')).toMatchObject({
    __typename: 'AlertStateError',
    status: 'RAISED',
  });
  successOf(await desk.officer.acknowledgeAlert({ input: { alertId } }));
  const { alertMessage: sent } = successOf(await fromDesk('¿Dónde está?'));
  const event = await caller.feed.event(({ kind }) => kind === 'DESK_WROTE', 'the question');
  // From the version before: what the app has already is not asked for again.
  const read = await person.alertMessages({ id: alertId, after: event.version - 1 });
  expect(read?.messages).toEqual([sent]);
  expect(sent).toMatchObject({ author: 'DESK', desk: { code: 'houston' }, text: '¿Dónde está?' });
  expect(JSON.stringify(event)).not.toContain('Dónde');
  await woken(2);
}, 60_000);

test('the answer is on the desk’s screen, and who read it is on record', async () => {
  const { alertId } = caller;
  const { alertMessage: answer } = successOf(await fromPerson('Frente a la escuela.'));
  const event = await desk.feed.event(
    (one) => ofCaller(one) && one.kind === 'PERSON_WROTE',
    'the answer',
  );
  const read = await desk.officer.alertMessages({ id: alertId, after: event.version - 1 });
  const isUnanswered = async () => {
    const page = await desk.officer.deskAlerts({ deskId: desk.deskId });
    return page?.nodes.find(({ id }) => id === alertId)?.hasUnansweredMessage;
  };
  expect(await isUnanswered()).toBe(true);
  expect(read?.messages).toEqual([answer]);
  expect(answer).toMatchObject({ author: 'PERSON', desk: null, text: 'Frente a la escuela.' });
  const actions = (await auditOf(system, alertId)).map(({ action }) => action);
  expect(actions.filter((action) => action === 'readMessages')).toHaveLength(1);
}, 60_000);

test('whoever follows by a link hears nothing of it', async () => {
  const { person, alertId } = caller;
  const made = successOf(
    await person.createFollowLink({ input: { alertId, maySee: 'EXACT_PLACE', expiresInHours: 1 } }),
  );
  const query = `query ($token: String!) {
    followEvents(token: $token) { items { ... on FollowedEvent { status } } }
  }`;
  const events = await waitFor(async () => {
    const { data } = await ask(system, {}, query, { token: made.token });
    return data?.['followEvents'] as { items: { status?: string }[] } | null;
  }, 'the link to be known');
  expect(events.items.flatMap(({ status }) => status ?? [])).toEqual(['RAISED', 'ACKNOWLEDGED']);
}, 60_000);

test('a cancel keeps the desk’s words off the phone until the person presses again', async () => {
  const { person, alertId } = caller;
  successOf(await person.cancelAlert({ input: { alertId } }));
  const shown = await person.alertMessages({ id: alertId });
  expect(await fromDesk('¿Es verdad?')).toMatchObject({ __typename: 'PhoneShowsCancelError' });
  successOf(await desk.officer.doubtCancellation({ input: { alertId } }));
  successOf(await desk.officer.acknowledgeAlert({ input: { alertId } }));
  expect(await fromDesk('¿Es verdad?')).toMatchObject({ __typename: 'PhoneShowsCancelError' });
  expect(await person.alertMessages({ id: alertId })).toEqual(shown);
  successOf(await fromPerson('Todo está bien.'));
  await desk.feed.event((one) => ofCaller(one) && one.version === 8, 'their words');

  await person.press({ position: places.houston });
  successOf(await fromDesk('Vamos para allá.'));
  const event = await caller.feed.event(
    ({ kind, version }) => kind === 'DESK_WROTE' && version > 3,
    'the words after the press',
  );
  const now = await person.alertMessages({ id: alertId, after: event.version - 1 });
  expect(now?.messages?.map(({ text }) => text)).toEqual(['Vamos para allá.']);
}, 60_000);

test('the phone was woken for what it shows alone, always by the same bytes', async () => {
  // For the answer, the two messages of the desk, and the end; for nothing behind the cancel.
  await woken(3);
  const input = { alertId: caller.alertId, outcome: 'ASSISTED' } as const;
  successOf(await desk.officer.resolveAlert({ input }));
  await woken(4);
  expect(providers.pushed()).toEqual(
    Array.from({ length: 4 }, () => ({ language: 'es', title: '', body: '', link: null })),
  );
  expect(new Set(providers.push.posts.map(({ body }) => body.length)).size).toBe(1);
}, 60_000);
