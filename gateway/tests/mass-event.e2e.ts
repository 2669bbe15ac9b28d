import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { automaticStatusText, successOf, type Operation } from '@alert-button/sdk';
import { createOfficerClient } from '@alert-button/sdk/officer';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { collect } from './support/collect.ts';
import { inBatches } from './support/in-batches.ts';
import { officer, officerCredentialOf } from './support/officer.ts';
import { enrolledPerson } from './support/person.ts';
import { places } from './support/places.ts';
import { waitFor } from './support/wait-for.ts';
import { watchSockets } from './support/watched-socket.ts';
import { wholeFeed } from './support/whole-feed.ts';

/*
 * A raid: sixty people press at one place within seconds (A34). Two screens of the desk follow, one
 * that takes several events at once and one, as of the release before, that does not.
 */

const people = 60;

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
}, 120_000);
afterAll(async () => {
  await system[Symbol.asyncDispose]();
});

interface Item {
  readonly __typename: 'AlertEvent' | 'FeedHeartbeat' | 'FeedGap';
  readonly cursor: string;
}

const singles: Operation<Item, { readonly deskId: string; readonly after?: string }> = {
  name: 'Singles',
  kind: 'subscription',
  root: 'deskFeed',
  isRepeatable: false,
  text: `subscription Singles($deskId: ID!, $after: String) {
    deskFeed(deskId: $deskId, after: $after) {
      __typename
      ... on AlertEvent { cursor } ... on FeedHeartbeat { cursor } ... on FeedGap { cursor }
    }
  }`,
};

function screen() {
  const sockets = watchSockets();
  const credential = officerCredentialOf(system, 'houston');
  const client = createOfficerClient({
    url: system.graphqlUrl,
    credential,
    WebSocket: sockets.WebSocket,
  });
  return { client, sockets };
}

test('a raid is one group that one officer takes, and each person is told at once what is true', async () => {
  const desk = await officer(system, 'houston');
  const { deskId } = desk;
  const after = (await desk.deskAlerts({ deskId }))?.streamCursor ?? '';
  const [coalescing, single] = [screen(), screen()];
  const feeds = [
    collect(coalescing.client.deskFeed({ deskId, after }, { heartbeats: true })),
    collect(single.client.feed(singles, { deskId, after }, { heartbeats: true })),
  ] as const;
  await Promise.all(feeds.map((feed) => feed.reaches(after)));

  const persons = await inBatches(10, Array.from({ length: people }), () => enrolledPerson(system));
  const pressed = await Promise.all(
    persons.map(async (person) => {
      const { id } = await person.press({ position: places.houston });
      return { person, id };
    }),
  );

  const group = await waitFor(async () => {
    const nodes = (await desk.deskGroups({ deskId }))?.nodes ?? [];
    return nodes.length === 1 && nodes[0]?.size === people ? nodes[0] : null;
  }, 'all of them to be one group');
  expect(group).toMatchObject({ waitingCount: people, acknowledgement: null });
  const statusOf = async ({ person, id }: (typeof pressed)[number]) => person.alert({ id });
  for (const alert of await inBatches(10, pressed, statusOf)) {
    expect(alert).toMatchObject({ status: 'RAISED', automaticStatus: { kind: 'MANY_NEARBY' } });
  }
  // Of others a person learns nothing but that.
  const [first] = pressed;
  const asked = first === undefined ? null : await statusOf(first);
  expect(JSON.stringify(asked)).not.toContain(group.id);
  expect(automaticStatusText(asked?.automaticStatus?.kind, 'es')).toContain('Muchas personas');

  const input = { groupId: group.id };
  const taken = successOf(await desk.acknowledgeGroup({ input })).group;
  expect(taken.acknowledgement?.officerId).toBe(desk.officerId);
  await waitFor(async () => {
    const [now] = (await desk.deskGroups({ deskId }))?.nodes ?? [];
    return now?.waitingCount === 0;
  }, 'all of them to be acknowledged');
  const taking = async (press: (typeof pressed)[number]) =>
    waitFor(async () => {
      const alert = await statusOf(press);
      const acknowledged = alert?.timeline.filter(({ kind }) => kind === 'ACKNOWLEDGED') ?? [];
      return acknowledged.length > 0 && { alert, acknowledged };
    }, 'a timeline to say so');
  for (const { alert, acknowledged } of await inBatches(10, pressed, taking)) {
    expect(alert).toMatchObject({
      status: 'ACKNOWLEDGED',
      automaticStatus: { kind: 'TAKEN_WITH_GROUP' },
    });
    expect(acknowledged).toMatchObject([{ isWithGroup: true }]);
  }

  const { cursors, alerts } = await wholeFeed(desk, deskId, after);
  expect(alerts.size).toBe(people);
  for (const feed of feeds) {
    await feed.reaches(cursors.at(-1) ?? '');
    expect(feed.events().map(({ cursor }) => cursor)).toEqual(cursors);
  }
  for (const { sockets } of [coalescing, single]) expect(sockets.wire().flat()).toEqual(cursors);
  expect(single.sockets.frames()).toBe(cursors.length);
  expect(coalescing.sockets.frames()).toBeLessThan(single.sockets.frames());
  for (const client of [desk, coalescing.client, single.client, ...persons]) client.close();
}, 180_000);
