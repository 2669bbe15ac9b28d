import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import {
  type Connection,
  type Credential,
  GraphQLRequestError,
  type FeedItem,
  type Operation,
  successOf,
} from '@alert-button/sdk';
import { createFollowerClient, type FollowerClient } from '@alert-button/sdk/follower';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask } from './support/ask.ts';
import { auditOf, rowsOf } from './support/audit.ts';
import { collect } from './support/collect.ts';
import { officer, type TestOfficer } from './support/officer.ts';
import { enrolledPerson, type EnrolledPerson } from './support/person.ts';
import { places } from './support/places.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * Who may not see or do a thing gets the answer of a thing that is not there, on both doors; and
 * who may see where a person is leaves their name in the audit trail.
 */

interface Asker {
  readonly who: string;
  readonly client: Connection;
  readonly credential?: Credential;
}

let system: TestSystem;
let owner: EnrolledPerson;
let stranger: EnrolledPerson;
let houston: TestOfficer;
let colleague: TestOfficer;
let dallas: TestOfficer;
let callCentre: TestOfficer;
let visitor: FollowerClient;
let alertId: string;
const nowhere = '00000000-0000-4000-8000-000000000000';

beforeAll(async () => {
  system = await startTestSystem();
  visitor = createFollowerClient({ url: system.graphqlUrl });
  owner = await enrolledPerson(system);
  stranger = await enrolledPerson(system);
  houston = await officer(system, 'houston');
  colleague = await officer(system, 'houston', 'officer-houston-2');
  dallas = await officer(system, 'dallas');
  callCentre = await officer(system, 'call-centre');
  alertId = (await owner.press({ position: places.houston })).id;
}, 120_000);

afterAll(async () => {
  for (const client of [visitor, owner, stranger, houston, colleague, dallas, callCentre]) {
    client.close();
  }
  await system[Symbol.asyncDispose]();
});

/** Not the alert's, by name; the escalation to the call centre comes long after these tests. */
const outsiders = (): readonly Asker[] => [
  { who: 'another person', client: stranger, credential: stranger.credential },
  { who: 'another desk', client: dallas, credential: dallas.credential },
  { who: 'nobody', client: visitor },
];

const queries = {
  alert: 'query ($id: ID!) { alert(id: $id) { id status timeline { kind } } }',
  alertEvents: 'query ($id: ID!) { alertEvents(alertId: $id) { endCursor hasMore } }',
};

const act = (name: string, fields = '') => {
  const success = `${name[0]?.toUpperCase()}${name.slice(1)}Success`;
  return `mutation ($id: ID!) {
    ${name}(input: { alertId: $id ${fields} }) {
      __typename
      ... on UserError { message }
      ... on ${success} { alert { id } }
    }
  }`;
};

const message = `idempotencyKey: "${crypto.randomUUID()}", text: "Where are you?"`;

const actsOfPersons = {
  setCallbackPhone: act('setCallbackPhone', 'phone: "+525512345678"'),
  cancelAlert: act('cancelAlert'),
  updateAlertPosition: act('updateAlertPosition', 'position: { latitude: 1, longitude: 1 }'),
};
/** What the person may and the officer too. */
const actsOfBoth = {
  sendAlertMessage: act('sendAlertMessage', message).replace(
    'alert { id }',
    'alertMessage { version }',
  ),
};
const actsOfOfficers = () => ({
  acknowledgeAlert: act('acknowledgeAlert'),
  beginAssistance: act('beginAssistance'),
  handOverAlert: act('handOverAlert'),
  transferAlert: act('transferAlert', `deskId: "${dallas.deskId}"`),
  confirmCancellation: act('confirmCancellation'),
  doubtCancellation: act('doubtCancellation'),
  resolveAlert: act('resolveAlert', 'outcome: FALSE_ALARM'),
});

/** What no client has for everybody. */
const feedOf = (
  root: string,
  argument: string,
): Operation<FeedItem, { id: string; after: string | null }> => ({
  name: 'Feed',
  kind: 'subscription',
  root,
  isRepeatable: false,
  text: `subscription Feed($id: ID!, $after: String) {
    ${root}(${argument}: $id, after: $after) { __typename ... on AlertEvent { cursor } }
  }`,
});

/** What may be told: that it is not there, or that one has to say who one is. */
const absences = (name: string) => [
  { [name]: null },
  { [name]: { __typename: 'NotFoundError', message: expect.any(String) } },
  null,
];

describe('what is not yours and what is not there are answered alike', () => {
  test.each(Object.entries(queries))('%s', async (name, query) => {
    for (const { who, ...asker } of outsiders()) {
      const theirs = await ask(system, asker, query, { id: alertId });
      const absent = await ask(system, asker, query, { id: nowhere });
      expect({ who, ...theirs }).toEqual({ who, ...absent });
      expect(theirs.data).toEqual(name in (theirs.data ?? {}) ? { [name]: null } : null);
      const codes = theirs.errors.map(({ extensions }) => extensions['code']);
      expect(codes).toEqual(who === 'nobody' ? ['UNAUTHENTICATED'] : []);
    }
  });

  test('every act on an alert', async () => {
    const before = await houston.alert({ id: alertId });
    for (const [name, mutation] of Object.entries({
      ...actsOfPersons,
      ...actsOfBoth,
      ...actsOfOfficers(),
    })) {
      for (const { who, ...asker } of outsiders()) {
        const theirs = await ask(system, asker, mutation, { id: alertId });
        const absent = await ask(system, asker, mutation, { id: nowhere });
        expect({ who, name, ...theirs }).toEqual({ who, name, ...absent });
        expect(absences(name)).toContainEqual(theirs.data);
      }
    }
    expect(await houston.alert({ id: alertId })).toEqual(before);
    expect((await auditOf(system, alertId)).map(({ action }) => action)).toEqual(['raiseAlert']);
  });

  test('the desk of others, as list and as page', async () => {
    const list = 'query ($id: ID!) { deskAlerts(deskId: $id) { streamCursor } }';
    const events = 'query ($id: ID!) { deskEvents(deskId: $id) { endCursor } }';
    for (const { who, ...asker } of outsiders()) {
      for (const query of [list, events]) {
        const theirs = await ask(system, asker, query, { id: houston.deskId });
        const absent = await ask(system, asker, query, { id: nowhere });
        expect({ who, ...theirs }).toEqual({ who, ...absent });
        expect(JSON.stringify(theirs)).not.toMatch(/[cC]ursor"/);
      }
    }
  });

  test('live feeds of others are refused', async () => {
    const refusal = async (feed: Parameters<typeof collect>[0]) => {
      const error = await collect(feed).ended;
      if (!(error instanceof GraphQLRequestError)) throw new Error('Not refused');
      const { code, message } = error;
      return { code, message };
    };
    for (const { who, client } of outsiders()) {
      const expected = who === 'nobody' ? 'UNAUTHENTICATED' : 'NOT_FOUND';
      const alertFeed = (id: string) =>
        refusal(client.feed(feedOf('alertFeed', 'alertId'), { id, after: null }));
      const deskFeed = (id: string) =>
        refusal(client.feed(feedOf('deskFeed', 'deskId'), { id, after: null }));
      const theirs = [await alertFeed(alertId), await deskFeed(houston.deskId)];
      expect(theirs).toEqual([await alertFeed(nowhere), await deskFeed(nowhere)]);
      expect([who, ...theirs.map(({ code }) => code)]).toEqual([who, expected, expected]);
    }
  });
});

test('viewers who ask the same at the same moment each get their own answer', async () => {
  const query = `query ($id: ID!) {
    alert(id: $id) { id position { latitude } }
    viewer { ... on Person { id } ... on Officer { officer: id } }
  }`;
  const latitude = places.houston.latitude;
  const seen = { id: alertId, position: { latitude } };
  const expected = [
    [owner, { alert: seen, viewer: { id: owner.personId } }],
    [stranger, { alert: null, viewer: { id: stranger.personId } }],
    [houston, { alert: seen, viewer: { officer: 'officer-houston' } }],
    [colleague, { alert: seen, viewer: { officer: 'officer-houston-2' } }],
    [dallas, { alert: null, viewer: { officer: 'officer-dallas' } }],
    [{}, { alert: null, viewer: null }],
  ] as const;
  const rounds = Array.from({ length: 5 }, () => expected).flat();
  const answers = await Promise.all(
    rounds.map(([asker]) => ask(system, asker, query, { id: alertId })),
  );
  expect(answers.map(({ data }) => data)).toEqual(rounds.map(([, data]) => data));
});

test('an officer cannot do what only the person may, and the person not what only officers may', async () => {
  const before = await houston.alert({ id: alertId });
  const trials = [
    ...Object.entries(actsOfPersons).map((entry) => [houston, ...entry] as const),
    ...Object.entries(actsOfOfficers()).map((entry) => [owner, ...entry] as const),
  ];
  for (const [asker, name, mutation] of trials) {
    const answer = await ask(system, asker, mutation, { id: alertId });
    expect(answer.data).toEqual({
      [name]: { __typename: 'NotFoundError', message: expect.any(String) },
    });
  }
  const raise = `mutation ($key: ID!) {
    raiseAlert(input: { idempotencyKey: $key }) { __typename }
  }`;
  const raised = await ask(system, houston, raise, { key: crypto.randomUUID() });
  expect(raised.data).toEqual({ raiseAlert: { __typename: 'NotFoundError' } });
  expect(await houston.alert({ id: alertId })).toEqual(before);
  const rows = await rowsOf(system, 'select id from alert', []);
  expect(rows).toEqual([{ id: alertId }]);
});

test('what a person sees of their own alert is theirs, and the desk learns whose it is', async () => {
  const seen = 'query ($id: ID!) { alert(id: $id) { id person { id } notes { text } } }';
  const own = await ask(system, owner, seen, { id: alertId });
  expect(own.data).toEqual({ alert: { id: alertId, person: { id: owner.personId }, notes: null } });
  const desk = await ask(system, houston, seen, { id: alertId });
  const person = { id: owner.personId };
  expect(desk.data).toEqual({ alert: { id: alertId, person, notes: [] } });
});

describe('every officer who reads an exact position is in the audit trail', () => {
  const readings = async (id: string) =>
    (await auditOf(system, id))
      .filter(({ action }) => action === 'readPosition')
      .map(({ actorKind, actorId }) => `${actorKind} ${actorId}`);

  test('as a query; the person’s own reading is nobody’s business', async () => {
    const query = 'query ($id: ID!) { alert(id: $id) { position { latitude longitude } } }';
    const { latitude, longitude } = places.houston;
    const { id } = await stranger.press({ position: places.houston });
    for (const asker of [stranger, houston, colleague, houston]) {
      const answer = await ask(system, asker, query, { id });
      expect(answer.data).toEqual({ alert: { position: { latitude, longitude } } });
    }
    for (const asker of [dallas, callCentre, owner]) {
      const answer = await ask(system, asker, query, { id });
      expect(answer.data).toEqual({ alert: null });
    }
    expect(await readings(id)).toEqual([
      'OFFICER officer-houston',
      'OFFICER officer-houston-2',
      'OFFICER officer-houston',
    ]);
    successOf(await houston.resolveAlert({ input: { alertId: id, outcome: 'ASSISTED' } }));
  });

  test('on a live feed that two officers of one desk watch', async () => {
    interface Item {
      readonly __typename: string;
      readonly cursor: string;
      readonly alert?: { readonly id: string; readonly position: object | null } | null;
    }
    const operation: Operation<Item, { deskId: string; after: string | null }> = {
      name: 'Places',
      kind: 'subscription',
      root: 'deskFeed',
      isRepeatable: false,
      text: `subscription Places($deskId: ID!, $after: String) {
        deskFeed(deskId: $deskId, after: $after) {
          __typename
          ... on AlertEvent { cursor alert { id position { latitude longitude } } }
          ... on FeedHeartbeat { cursor }
        }
      }`,
    };
    const { deskId } = houston;
    const after = (await houston.deskAlerts({ deskId }))?.streamCursor ?? null;
    const feeds = [houston, colleague].map((client) =>
      collect(client.feed(operation, { deskId, after })),
    );
    const { id } = await stranger.press({ position: places.houston });
    for (const { items } of feeds) {
      const item = await waitFor(() => items.find(({ alert }) => alert?.id === id), 'the press');
      expect(item.alert?.position).not.toBeNull();
    }
    expect((await readings(id)).toSorted()).toEqual([
      'OFFICER officer-houston',
      'OFFICER officer-houston-2',
    ]);
    await Promise.all(feeds.map(({ end }) => end()));
    successOf(await houston.resolveAlert({ input: { alertId: id, outcome: 'ASSISTED' } }));
  });
});
