import { withConnection } from '@alert-button/platform/database/connection.ts';
import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { successOf } from '@alert-button/sdk';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask } from './support/ask.ts';
import { collect } from './support/collect.ts';
import { officer, type TestOfficer } from './support/officer.ts';
import { enrolledPerson, type EnrolledPerson } from './support/person.ts';
import { places } from './support/places.ts';
import { authorizationOf } from './support/raw-doors.ts';
import { openRawSocket } from './support/raw-socket.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * The log of the feeds is shortened while clients are away. Whoever comes back with a cursor from
 * before is told so on every way there is, and goes on from there: no gap is ever silent.
 */

let system: TestSystem;
let houston: TestOfficer;
let person: EnrolledPerson;
/** From before everything, and from before what is kept. */
let oldCursor: string;
let oldAlert: string;
let newAlert: string;

const admin = <Value>(
  work: (query: (text: string) => Promise<{ rows: { count: number }[] }>) => Promise<Value>,
) =>
  withConnection(system.databases.alerts.admin, (client) =>
    work((text) => client.query<{ count: number }>(text)),
  );
const countOf = (what: string) =>
  admin(
    async (query) => (await query(`select count(*)::int as count from ${what}`)).rows[0]?.count,
  );

async function raiseAndResolve(): Promise<string> {
  const input = { idempotencyKey: crypto.randomUUID(), position: places.houston };
  const { alert } = successOf(await person.raiseAlert({ input }));
  const resolved = { alertId: alert.id, outcome: 'FALSE_ALARM' } as const;
  successOf(await houston.resolveAlert({ input: resolved }));
  return alert.id;
}

beforeAll(async () => {
  system = await startTestSystem();
  houston = await officer(system, 'houston');
  person = await enrolledPerson(system);
  const alerts = await houston.deskAlerts({ deskId: houston.deskId });
  oldCursor = alerts?.streamCursor ?? '';
  // A client that has seen the first event, and is away while the rest happens and goes.
  const feed = collect(houston.deskFeed({ deskId: houston.deskId, after: oldCursor }));
  oldAlert = await raiseAndResolve();
  const first = await feed.event(({ kind }) => kind === 'RAISED', 'the first event');
  oldCursor = first.cursor;
  await feed.end();
  newAlert = await raiseAndResolve();
  const audited = await countOf('audit_entry');
  await admin((query) =>
    query(`update event set at = at - interval '31 days' where subject_id = '${oldAlert}'`),
  );
  await system.restart('alerts');
  await waitFor(
    async () => (await countOf(`event where subject_id = '${oldAlert}'`)) === 0,
    'the log to be shortened',
  );
  expect(await countOf('audit_entry')).toBe(audited);
}, 120_000);

afterAll(async () => {
  houston.close();
  person.close();
  await system[Symbol.asyncDispose]();
});

const items = '__typename ... on FeedGap { cursor at reason } ... on AlertEvent { cursor kind }';
/** What comes after the old cursor: the gap, then all that is kept. */
const expected = ['FeedGap', 'RAISED', 'RESOLVED'];

interface Item {
  readonly __typename: string;
  readonly cursor?: string;
  readonly kind?: string;
  readonly reason?: string;
}
const nameOf = ({ __typename, kind }: Item) => kind ?? __typename;
const strictly = (cursors: readonly (string | undefined)[]) => [...new Set(cursors)].toSorted();

test('the query says it', async () => {
  const { data, errors } = await ask(
    system,
    houston,
    `query($id: ID!, $after: String) { deskEvents(deskId: $id, after: $after) { items { ${items} } } }`,
    { id: houston.deskId, after: oldCursor },
  );
  expect(errors).toEqual([]);
  const page = data?.['deskEvents'] as { items: Item[] };
  expect(page.items.map(nameOf)).toEqual(expected);
  expect(page.items[0]?.reason).toMatch(/no longer kept\. Take the snapshot again/);
});

const subscription = {
  query: `subscription($id: ID!, $after: String) { deskFeed(deskId: $id, after: $after) { ${items} } }`,
};

test('WebSocket says it', async () => {
  const socket = await openRawSocket(system.websocketUrl);
  const authorization = await authorizationOf(houston.credential);
  socket.send({ type: 'connection_init', payload: { authorization } });
  await socket.message(({ type }) => type === 'connection_ack');
  const variables = { id: houston.deskId, after: oldCursor };
  socket.send({ id: '1', type: 'subscribe', payload: { ...subscription, variables } });
  const seen: Item[] = [];
  while (seen.length < expected.length) {
    const { payload } = await socket.message(({ type }) => type === 'next');
    seen.push((payload as { data: { deskFeed: Item } }).data.deskFeed);
  }
  expect(seen.map(nameOf)).toEqual(expected);
  const cursors = [oldCursor, ...seen.map(({ cursor }) => cursor)];
  expect(cursors).toEqual(strictly(cursors));
  socket.close();
});

test('server-sent events say it, and their id is a place to go on from', async () => {
  const closing = new AbortController();
  const authorization = (await authorizationOf(houston.credential)) ?? '';
  const open = (lastEventId: string) =>
    fetch(system.graphqlUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        'last-event-id': lastEventId,
        authorization,
      },
      body: JSON.stringify({ ...subscription, variables: { id: houston.deskId } }),
      signal: closing.signal,
    });
  const read = async (lastEventId: string, until: string) => {
    const { body } = await open(lastEventId);
    let text = '';
    for await (const chunk of body ?? []) {
      text += new TextDecoder().decode(chunk);
      if (text.includes(until)) return text;
    }
    throw new Error('The stream ended');
  };
  const text = await read(oldCursor, 'RESOLVED');
  const ids = [...text.matchAll(/^id: (.*)$/gm)].map(([, id]) => id);
  expect([...text.matchAll(/"(FeedGap|RAISED|RESOLVED)"/g)].map(([, name]) => name)).toEqual(
    expected,
  );
  expect(await read(ids[0] ?? '', 'RESOLVED')).not.toContain('FeedGap');
  closing.abort();
});

test('the SDK yields it, and goes on with what happens next', async () => {
  const feed = collect(houston.deskFeed({ deskId: houston.deskId, after: oldCursor }));
  await feed.event(({ kind }) => kind === 'RESOLVED', 'what is kept');
  const next = await raiseAndResolve();
  await feed.event(({ kind, alertId }) => kind === 'RESOLVED' && alertId === next, 'what is new');
  expect(feed.items.map(({ __typename }) => __typename)).toEqual([
    'FeedGap',
    ...Array<string>(4).fill('AlertEvent'),
  ]);
  expect(
    feed
      .events()
      .slice(0, 2)
      .map(({ alertId }) => alertId),
  ).toEqual([newAlert, newAlert]);
  await feed.end();
  // As the gap says: the snapshot again. It is newer than the gap.
  const alerts = await houston.deskAlerts({ deskId: houston.deskId });
  expect((alerts?.streamCursor ?? '') > (feed.items[0]?.cursor ?? '')).toBe(true);
});

test('the timeline of the alert is whole, for the desk and for the person', async () => {
  const query = 'query($id: ID!) { alert(id: $id) { timeline { kind version } } }';
  for (const asker of [houston, person]) {
    const { data } = await ask(system, asker, query, { id: oldAlert });
    expect(data?.['alert']).toMatchObject({ timeline: [{ kind: 'RAISED' }, { kind: 'RESOLVED' }] });
  }
});
