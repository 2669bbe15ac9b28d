import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { successOf } from '@alert-button/sdk';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask } from './support/ask.ts';
import { watchDesk } from './support/desk-watch.ts';
import type { TestOfficer } from './support/officer.ts';
import { pressAndFollow, type PersonWatch } from './support/person-watch.ts';
import { places } from './support/places.ts';

/*
 * Two people ask to cancel. One is at home; the other has somebody beside them who holds the
 * phone. The desk believes the first and doubts the second, or the second types the PIN that calls for
 * help, and neither phone shows which is which.
 */

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
}, 120_000);
afterAll(async () => {
  await system[Symbol.asyncDispose]();
});

const everything = `
  query ($id: ID!) {
    alert(id: $id) {
      id status raisedAt occurredAt closedAt channel isDrill isDuress escalationLevel version outcome
      coarseCell automaticStatus { kind at } desk { id code } consulate { id code }
      position { latitude longitude at }
      routing { reason basis countyFips distanceKilometers } notes { text } person { id }
      callbackPhone maskedCallbackPhone
      messages { version at author desk { id code } text }
      timeline {
        cursor kind at status escalationLevel version isDuress desk { code } alert { status }
      }
    }
    viewer { ... on Person { hasCancelPin alerts { id status version closedAt outcome desk { code } } } }
  }`;
const page = `
  query ($id: ID!, $after: String, $first: Int!) {
    alertEvents(alertId: $id, after: $after, first: $first) {
      hasMore endCursor
      items {
        __typename
        ... on AlertEvent { cursor kind at status escalationLevel version isDuress desk { code } }
        ... on FeedHeartbeat { cursor at }
      }
    }
  }`;
const cancelAgain = `
  mutation ($id: ID!) {
    cancelAlert(input: { alertId: $id }) {
      __typename
      ... on CancelAlertSuccess { alert { status version } }
      ... on AlertStateError { message status }
    }
  }`;
const move = `
  mutation ($id: ID!) {
    updateAlertPosition(
      input: { alertId: $id, position: { latitude: 47.61, longitude: -122.33 } }
    ) {
      __typename
      ... on UpdateAlertPositionSuccess { alert { status version } }
      ... on AlertStateError { message status }
    }
  }`;

// One key for every alert: it belongs to the alert.
const say = `
  mutation ($id: ID!) {
    sendAlertMessage(input: {
      alertId: $id, idempotencyKey: "0b5e55ed-0000-4000-8000-000000000001", text: "All is well."
    }) {
      __typename
      ... on SendAlertMessageSuccess { alertMessage { version at author desk { code } text } }
      ... on AlertStateError { message status }
      ... on UserError { message }
    }
  }`;

const leaveNumber = `
  mutation ($id: ID!) {
    setCallbackPhone(input: { alertId: $id, phone: "+52 55 1234 5678" }) {
      __typename
      ... on SetCallbackPhoneSuccess { alert { status version maskedCallbackPhone } }
      ... on AlertStateError { message status }
    }
  }`;

/** An officer tries to write to the phone. */
async function words(desk: { readonly officer: TestOfficer }, alertId: string): Promise<string> {
  const input = { alertId, idempotencyKey: crypto.randomUUID(), text: 'Are you safe?' };
  return (await desk.officer.sendAlertMessage({ input })).__typename;
}

/** What differs between any two alerts; whether it is there at all must not differ. */
const ownToEach: ReadonlySet<string> = new Set([
  'id',
  'alertId',
  'cursor',
  'endCursor',
  'at',
  'raisedAt',
  'occurredAt',
  'closedAt',
]);

function comparable(value: unknown): unknown {
  const masked = (name: string, inner: unknown) =>
    ownToEach.has(name) && inner !== null ? typeof inner : inner;
  return JSON.parse(JSON.stringify(value, masked)) as unknown;
}

/** The events in pages of that size, until the service says that there are no more. */
async function inPagesOf(first: number, { person, alertId }: PersonWatch): Promise<unknown[]> {
  const pages: unknown[] = [];
  for (let after: string | null = null; ;) {
    const answer = await ask(system, person, page, { id: alertId, after, first });
    const events = answer.data?.['alertEvents'] as { endCursor: string; hasMore: boolean };
    pages.push(answer);
    if (!events.hasMore) return pages;
    after = events.endCursor;
  }
}

/** Everything a phone can be made to show. */
async function phone(watch: PersonWatch): Promise<unknown> {
  const { person, alertId, feed } = watch;
  const pages = [1, 2, 3, 100].map((first) => inPagesOf(first, watch));
  return comparable({
    alert: await ask(system, person, everything, { id: alertId }),
    pages: await Promise.all(pages),
    // Their `alert` is as it was when they were read, so not the same twice.
    feed: feed.events().map(({ alert: _now, ...then }) => then),
  });
}

test('a doubted cancel looks on the phone exactly like one that is believed, to the end', async () => {
  using desk = await watchDesk(system, 'seattle');
  using other = await watchDesk(system, 'chicago');
  using atHome = await pressAndFollow(system, places.seattle);
  using coerced = await pressAndFollow(system, places.seattle);
  const both = [atHome, coerced];
  const acts = async (mutation: string) => {
    const [believed, doubted] = await Promise.all(
      both.map(({ person, alertId }) => ask(system, person, mutation, { id: alertId })),
    );
    expect(comparable(doubted)).toEqual(comparable(believed));
    return believed;
  };
  for (const { person, alertId } of both) {
    successOf(await desk.officer.acknowledgeAlert({ input: { alertId } }));
    expect(await words(desk, alertId)).toBe('SendAlertMessageSuccess');
    successOf(await person.cancelAlert({ input: { alertId, reason: 'Never mind.' } }));
    expect(await words(desk, alertId)).toBe('PhoneShowsCancelError');
  }

  // Feeds keep their order: what is waited for here and below has all that was before it with it.
  const bothFeeds = (kind: string) =>
    Promise.all(both.map(({ feed }) => feed.event((event) => event.kind === kind, kind)));
  await bothFeeds('CANCEL_REQUESTED');

  const input = { alertId: coerced.alertId };
  successOf(await desk.officer.doubtCancellation({ input }));
  expect(await phone(coerced)).toEqual(await phone(atHome));
  successOf(await desk.officer.acknowledgeAlert({ input }));
  successOf(await desk.officer.beginAssistance({ input }));
  successOf(await desk.officer.transferAlert({ input: { ...input, deskId: other.deskId } }));
  await other.feed.event(({ kind }) => kind === 'TRANSFERRED', 'the transfer');
  successOf(await other.officer.acknowledgeAlert({ input }));
  expect(await words(other, coerced.alertId)).toBe('PhoneShowsCancelError');
  expect(await phone(coerced)).toEqual(await phone(atHome));
  await acts(cancelAgain);
  expect((await acts(say))?.data?.['sendAlertMessage']).toMatchObject({
    alertMessage: { author: 'PERSON', desk: null },
  });
  await bothFeeds('PERSON_WROTE');
  expect((await acts(leaveNumber))?.data?.['setCallbackPhone']).toMatchObject({
    alert: { status: 'CANCEL_REQUESTED', maskedCallbackPhone: '•••• 5678' },
  });
  await acts(move);
  await bothFeeds('POSITION_UPDATED');
  expect(await phone(coerced)).toEqual(await phone(atHome));

  const { alertId } = atHome;
  successOf(await desk.officer.confirmCancellation({ input: { alertId } }));
  successOf(await other.officer.resolveAlert({ input: { ...input, outcome: 'DETAINED' } }));
  await bothFeeds('CANCEL_CONFIRMED');
  expect(await phone(coerced)).toEqual(await phone(atHome));
  const refused = { message: expect.any(String), status: 'CANCELLED' };
  expect((await acts(cancelAgain))?.data?.['cancelAlert']).toMatchObject(refused);
  expect((await acts(move))?.data?.['updateAlertPosition']).toMatchObject(refused);
  expect((await acts(leaveNumber))?.data?.['setCallbackPhone']).toMatchObject(refused);
  // Sent before: taken then.
  expect((await acts(say))?.data?.['sendAlertMessage']).toHaveProperty('alertMessage');

  // The desks, meanwhile, saw and wrote down what was true.
  const kinds = other.feed.events().map(({ kind }) => kind);
  expect(kinds).toEqual([
    ...['TRANSFERRED', 'ACKNOWLEDGED', 'PERSON_WROTE', 'CALLBACK_PHONE_CHANGED'],
    ...['POSITION_UPDATED', 'RESOLVED'],
  ]);
  const known = await other.officer.alert({ id: coerced.alertId });
  expect(known).toMatchObject({ status: 'RESOLVED', outcome: 'DETAINED', version: 13 });
}, 120_000);

const pins = { pin: '258025', duressPin: '607143' };
const withPin = `
  mutation ($id: ID!, $pin: String) {
    cancelAlert(input: { alertId: $id, pin: $pin, reason: "Never mind." }) {
      __typename
      ... on CancelAlertSuccess { alert { id status version escalationLevel isDuress offeredTo { code } } }
      ... on InvalidInputError { message issues { path message } }
      ... on AlertStateError { message status }
    }
  }`;

test('P13, A36: a PIN for duress looks on the phone exactly like the other, and calls for help', async () => {
  using desk = await watchDesk(system, 'seattle');
  using atHome = await pressAndFollow(system, places.seattle);
  using coerced = await pressAndFollow(system, places.seattle);
  const both = [atHome, coerced];
  for (const { person } of both) {
    const { person: own } = successOf(await person.setCancelPins({ input: pins }));
    expect(own).toMatchObject({ id: person.personId, hasCancelPin: true });
  }
  /** Both type something; the answers have the same words and the same length. */
  const type = async (one: string | null, other: string | null) => {
    const answers = await Promise.all(
      both.map(({ person, alertId }, index) =>
        ask(system, person, withPin, { id: alertId, pin: index === 0 ? one : other }),
      ),
    );
    const [expected, actual] = answers;
    expect(comparable(actual)).toEqual(comparable(expected));
    expect(JSON.stringify(actual)).toHaveLength(JSON.stringify(expected).length);
    return expected?.data?.['cancelAlert'] as Readonly<Record<string, unknown>>;
  };

  expect(await type(null, null)).toMatchObject({ issues: [{ path: 'pin' }] });
  expect(await type('919191', '919191')).toMatchObject({ issues: [{ path: 'pin' }] });
  expect(await type(pins.pin, pins.duressPin)).toMatchObject({
    alert: { status: 'CANCEL_REQUESTED', isDuress: null, offeredTo: null },
  });
  const bothFeeds = (kind: string) =>
    Promise.all(both.map(({ feed }) => feed.event((event) => event.kind === kind, kind)));
  await bothFeeds('CANCEL_REQUESTED');
  const ofCoerced = ({ alertId }: { readonly alertId: string }) => alertId === coerced.alertId;

  // Long before its time the alert is on the next desks' screens, and all of them know why.
  const step = await desk.feed.event(
    (event) => ofCoerced(event) && event.kind === 'ESCALATED',
    'the next step',
  );
  expect(step).toMatchObject({ status: 'RAISED', isDuress: true, alert: { isDuress: true } });
  const asked = desk.feed
    .events()
    .find((event) => ofCoerced(event) && event.kind === 'CANCEL_REQUESTED');
  expect(asked).toMatchObject({ status: 'RAISED', isDuress: true });
  expect(await phone(coerced)).toEqual(await phone(atHome));

  // Whoever answers may not write, and whoever holds the phone writes as if nothing were hidden.
  successOf(await desk.officer.acknowledgeAlert({ input: { alertId: coerced.alertId } }));
  for (const { alertId } of both) expect(await words(desk, alertId)).toBe('PhoneShowsCancelError');
  const [expected, actual] = await Promise.all(
    both.map(({ person, alertId }) => ask(system, person, say, { id: alertId })),
  );
  expect(comparable(actual)).toEqual(comparable(expected));
  expect(JSON.stringify(actual)).toHaveLength(JSON.stringify(expected).length);
  await bothFeeds('PERSON_WROTE');
  expect(await phone(coerced)).toEqual(await phone(atHome));

  // Whoever holds the phone tries again, with the other one too.
  await type(pins.pin, pins.duressPin);
  await type(pins.duressPin, pins.pin);
  await desk.feed.event(
    (event) => event.isDuress === true && event.alertId === atHome.alertId,
    'the second call for help',
  );
  await type(pins.pin, pins.pin);
  expect(await phone(coerced)).toEqual(await phone(atHome));

  // The desks help, to the end.
  for (const { alertId } of both) {
    successOf(await desk.officer.acknowledgeAlert({ input: { alertId } }));
    successOf(await desk.officer.resolveAlert({ input: { alertId, outcome: 'ASSISTED' } }));
  }
  await bothFeeds('CANCEL_CONFIRMED');
  expect(await phone(coerced)).toEqual(await phone(atHome));
  expect(await type(pins.pin, pins.duressPin)).toMatchObject({ status: 'CANCELLED' });
}, 120_000);
