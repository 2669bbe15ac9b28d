import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import type { Credential } from '@alert-button/sdk';
import { apiKeyCredential } from '@alert-button/sdk/organisation';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { administrator, type Administrator } from './support/administrator.ts';
import { ask } from './support/ask.ts';
import { officer, officerCredentialOf } from './support/officer.ts';
import { enrolledPerson } from './support/person.ts';
import { places } from './support/places.ts';
import { openRawSocket, type RawSocket } from './support/raw-socket.ts';
import { openSse } from './support/sse.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * Whoever is shut out loses both doors at once, whatever they had open; nobody else notices. And
 * none of that makes a press depend on people being there.
 */

let system: TestSystem;
let boss: Administrator;
beforeAll(async () => {
  system = await startTestSystem();
  boss = administrator(system);
}, 120_000);
afterAll(async () => {
  await system[Symbol.asyncDispose]();
});

/** Promised are 60 seconds; what is open is closed as soon as the gateway is told. */
const closeWithinMilliseconds = 2_000;
const forbidden = 4403;

const whoAmI = `{ viewer {
  __typename
  ... on Organisation { id name environment scopes }
  ... on Officer { officerId: id role }
} }`;

const statusOf = async (credential: Credential) =>
  (await ask(system, { credential }, '{ __typename }')).status;

const turnedAway = (credential: Credential) =>
  waitFor(
    async () => (await statusOf(credential)) === 401,
    'the door to shut',
    closeWithinMilliseconds,
  );

const connectionInit = async (credential: Credential) => ({
  type: 'connection_init',
  payload: {
    authorization: await credential.authorization({ now: new Date(), wasRefused: false }),
  },
});

/** A socket on which somebody is signed in and does nothing. */
async function signIn(credential: Credential): Promise<RawSocket> {
  const socket = await openRawSocket(system.websocketUrl);
  socket.send(await connectionInit(credential));
  await socket.message(({ type }) => type === 'connection_ack');
  return socket;
}

/** The code with which a socket is closed that somebody wants to sign in on. */
async function refusalOf(credential: Credential): Promise<number> {
  const socket = await openRawSocket(system.websocketUrl);
  socket.send(await connectionInit(credential));
  return (await socket.closed).code;
}

/** What the closing of the socket takes from now on, and its code. */
async function closingOf(socket: RawSocket) {
  const start = performance.now();
  const { code } = await socket.closed;
  return { code, milliseconds: performance.now() - start };
}

async function answers(socket: RawSocket): Promise<boolean> {
  const id = crypto.randomUUID();
  socket.send({ id, type: 'subscribe', payload: { query: '{ __typename }' } });
  const { type } = await socket.message((message) => message.id === id);
  return type === 'next';
}

test('an organisation sees itself through its key', async () => {
  const id = await boss.createOrganisation('Casa del Migrante');
  const { token, credential } = await boss.createKey(id, 'TEST');
  expect(await ask(system, { credential }, whoAmI)).toMatchObject({
    status: 200,
    data: {
      viewer: {
        __typename: 'Organisation',
        id,
        name: 'Casa del Migrante',
        environment: 'TEST',
        scopes: ['ALERTS_RAISE', 'ALERTS_FOLLOW'],
      },
    },
  });
  const wrong = [
    token.replace('ab_test_', 'ab_live_'),
    `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
    `ab_test_${'a'.repeat(16)}_${token.slice(-43)}`,
    token.slice(0, -1),
    'ab_',
  ];
  for (const other of wrong.map((token) => apiKeyCredential(token))) {
    expect(await statusOf(other)).toBe(401);
    expect(await refusalOf(other)).toBe(forbidden);
  }
});

test('a revoked key loses HTTP and its sockets at once; another key of the organisation does not', async () => {
  const organisationId = await boss.createOrganisation('Two keys');
  const lost = await boss.createKey(organisationId);
  const kept = await boss.createKey(organisationId);
  const [lostSocket, keptSocket] = await Promise.all([
    signIn(lost.credential),
    signIn(kept.credential),
  ]);
  expect(await statusOf(lost.credential)).toBe(200);
  expect(await answers(lostSocket)).toBe(true);

  await boss.act('revokeApiKey', { apiKeyId: lost.id });
  const { code, milliseconds } = await closingOf(lostSocket);
  expect(code).toBe(forbidden);
  expect(milliseconds).toBeLessThan(closeWithinMilliseconds);
  expect(await statusOf(lost.credential)).toBe(401);
  expect(await refusalOf(lost.credential)).toBe(forbidden);

  expect(await statusOf(kept.credential)).toBe(200);
  expect(await answers(keptSocket)).toBe(true);
  keptSocket.close();
});

test('a rotated key is valid beside the new one for the overlap, and not after it', async () => {
  const old = await boss.createKey(await boss.createOrganisation('Rotation'));
  const rotate = (apiKeyId: string, overlapHours: number) =>
    boss.act(
      'rotateApiKey',
      { apiKeyId, overlapHours },
      '... on RotateApiKeySuccess { apiKey { id } token }',
    ) as unknown as Promise<{ apiKey: { id: string }; token: string }>;
  const second = await rotate(old.id, 24);
  expect(await statusOf(old.credential)).toBe(200);
  const secondCredential = apiKeyCredential(second.token);
  const socket = await signIn(secondCredential);
  const third = await rotate(second.apiKey.id, 0);
  expect((await closingOf(socket)).code).toBe(forbidden);
  expect(await statusOf(secondCredential)).toBe(401);
  expect(await statusOf(apiKeyCredential(third.token))).toBe(200);
});

test('a disabled organisation is out with all its keys, and in again when enabled', async () => {
  const organisationId = await boss.createOrganisation('Disabled for a while');
  const keys = [await boss.createKey(organisationId), await boss.createKey(organisationId)];
  const sockets = await Promise.all(keys.map(({ credential }) => signIn(credential)));
  await boss.act('disableOrganisation', { organisationId });
  for (const socket of sockets) expect((await closingOf(socket)).code).toBe(forbidden);
  for (const { credential } of keys) expect(await statusOf(credential)).toBe(401);
  await boss.act('enableOrganisation', { organisationId });
  for (const { credential } of keys) {
    await waitFor(async () => (await statusOf(credential)) === 200, 'the door to open');
  }
});

test('a revoked officer loses HTTP, sockets and streams at once; a colleague at the desk does not', async () => {
  const { deskId, credential, ...client } = await officer(system, 'houston', 'officer-houston-2');
  client.close();
  const colleague = officerCredentialOf(system, 'houston');
  const deskFeed = `subscription { deskFeed(deskId: "${deskId}") { __typename } }`;
  const follow = async (who: Credential) => {
    const socket = await signIn(who);
    socket.send({ id: 'feed', type: 'subscribe', payload: { query: deskFeed } });
    await socket.message(({ type }) => type === 'next');
    return socket;
  };
  const [socket, other] = [await follow(credential), await follow(colleague)];
  const variables = { deskId, after: null };
  const [stream, otherStream] = [
    await openSse(system, credential, variables),
    await openSse(system, colleague, variables),
  ];

  const input = { officerId: 'officer-houston-2', reason: 'LEFT_POST' };
  await boss.act('revokeOfficerAccess', input);
  const { code, milliseconds } = await closingOf(socket);
  expect(code).toBe(forbidden);
  expect(milliseconds).toBeLessThan(closeWithinMilliseconds);
  await waitFor(() => stream.isOver(), 'the stream to end', closeWithinMilliseconds);
  expect(await statusOf(credential)).toBe(401);
  await expect(openSse(system, credential, variables)).rejects.toThrow('refused');
  expect(await refusalOf(credential)).toBe(forbidden);

  expect(await statusOf(colleague)).toBe(200);
  expect(await answers(other)).toBe(true);
  expect(otherStream.isOver()).toBe(false);
  otherStream.close();
  other.close();

  await boss.act('restoreOfficerAccess', { officerId: 'officer-houston-2' });
  await waitFor(async () => (await statusOf(credential)) === 200, 'the door to open');
});

test('a revoked device loses both doors at once', async () => {
  const { credential, ...person } = await enrolledPerson(system);
  person.close();
  const socket = await signIn(credential);
  const own = await ask(system, { credential }, '{ viewer { ... on Person { devices { id } } } }');
  const { devices } = own.data?.['viewer'] as { devices: { id: string }[] };
  const query = `mutation ($deviceId: ID!) {
    revokeDevice(input: { deviceId: $deviceId }) { __typename }
  }`;
  const revoked = await ask(system, { credential }, query, { deviceId: devices[0]?.id });
  expect(revoked.data).toEqual({ revokeDevice: { __typename: 'RevokeDeviceSuccess' } });
  expect((await closingOf(socket)).code).toBe(forbidden);
  expect(await statusOf(credential)).toBe(401);
  expect(await refusalOf(credential)).toBe(forbidden);
});

test('nobody but an administrator administers', async () => {
  const { credential } = await boss.createKey(await boss.createOrganisation('Curious'));
  const plain = officerCredentialOf(system, 'national');
  const createOrganisation = `mutation {
    createOrganisation(input: { name: "Mine" }) { __typename }
  }`;
  for (const who of [credential, plain]) {
    expect((await ask(system, { credential: who }, createOrganisation)).data).toEqual({
      createOrganisation: { __typename: 'NotFoundError' },
    });
    for (const query of ['organisations { __typename }', 'officerAccess { __typename }']) {
      const { data, errors } = await ask(system, { credential: who }, `{ ${query} }`);
      expect(Object.values(data ?? {})).toEqual([null]);
      expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    }
  }
});

test('while people is away, who is known goes on, who is shut out stays out, and presses land', async () => {
  const organisationId = await boss.createOrganisation('Steady');
  const [known, unknown, lost] = [
    await boss.createKey(organisationId),
    await boss.createKey(organisationId),
    await boss.createKey(organisationId),
  ];
  const person = await enrolledPerson(system);
  const socket = await signIn(known.credential);
  await boss.act('revokeApiKey', { apiKeyId: lost.id });
  await turnedAway(lost.credential);
  expect(await statusOf(known.credential)).toBe(200);

  await system.stopService('people', 'SIGKILL');
  expect(await statusOf(known.credential)).toBe(200);
  expect(await answers(socket)).toBe(true);
  expect(await statusOf(unknown.credential)).toBe(503);
  expect(await refusalOf(unknown.credential)).toBe(1013);
  expect(await person.press({ position: places.houston })).toMatchObject({ status: 'RAISED' });
  const desk = await officer(system, 'houston');
  expect(await desk.deskAlerts({ deskId: desk.deskId })).not.toBeNull();
  desk.close();

  // A gateway that starts now has nobody to ask who is shut out, and opens all the same.
  await system.restart('gateway');
  expect(await person.press({ position: places.houston })).toMatchObject({ status: 'RAISED' });
  person.close();

  await system.start('people');
  await waitFor(async () => (await statusOf(unknown.credential)) === 200, 'people to answer');
  expect(await statusOf(lost.credential)).toBe(401);
  const again = await waitFor(() => signIn(known.credential).catch(() => null), 'a socket');
  await boss.act('revokeApiKey', { apiKeyId: known.id });
  expect((await closingOf(again)).code).toBe(forbidden);
  await turnedAway(known.credential);
});

test('a gateway that starts knows who is shut out from its first answer on', async () => {
  const input = { officerId: 'officer-miami', reason: 'PRECAUTION' };
  const credential = officerCredentialOf(system, 'miami');
  expect(await statusOf(credential)).toBe(200);
  await boss.act('revokeOfficerAccess', input);
  await system.restart('gateway', 'SIGKILL');
  expect(await statusOf(credential)).toBe(401);
  await boss.act('restoreOfficerAccess', { officerId: 'officer-miami' });
});

test('no key stands in any log', async () => {
  const { token, credential } = await boss.createKey(await boss.createOrganisation('Quiet'));
  await statusOf(credential);
  await statusOf(apiKeyCredential(`${token}x`));
  expect(system.lines.join('\n')).not.toContain(token.slice(-43));
});
