import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import type { ServiceName } from '@alert-button/dev/system.ts';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, type Answer } from './support/ask.ts';
import { watchDesk } from './support/desk-watch.ts';
import { enrolledPerson } from './support/person.ts';
import { places } from './support/places.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * Each of the services behind the gateway falls ill in turn. What is not its own goes on; what is
 * its own is null, with an error that says where.
 */

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
}, 120_000);
afterAll(async () => {
  await system[Symbol.asyncDispose]();
});

/** How long the gateway waits for a subgraph, and something for the rest. */
const patienceMilliseconds = 5_000 + 3_000;

async function without<Result>(name: ServiceName, work: () => Promise<Result>): Promise<Result> {
  await system.stopService(name);
  try {
    return await work();
  } finally {
    await system.start(name);
  }
}

/** A process that neither answers nor ends, as when its machine has no breath left. */
async function frozen<Result>(name: ServiceName, work: () => Promise<Result>): Promise<Result> {
  const pid = system.pid(name);
  if (pid === undefined) throw new Error(`${name} does not run`);
  process.kill(pid, 'SIGSTOP');
  try {
    return await work();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

const status = async (path: string) => (await fetch(`${system.origins.gateway}${path}`)).status;

const raise = `
  mutation ($key: ID!) {
    raiseAlert(
      input: { idempotencyKey: $key, position: { latitude: 29.7604, longitude: -95.3698 } }
    ) {
      __typename
      ... on RaiseAlertSuccess {
        alert { id status desk { id code } consulate { id name } routing { reason countyFips } }
      }
    }
  }`;
const press = (person: Parameters<typeof ask>[1]): Promise<Answer> =>
  ask(system, person, raise, { key: crypto.randomUUID() });

const pathsOf = ({ errors }: Answer) => errors.map(({ path }) => path?.join('.')).toSorted();
const codesOf = ({ errors }: Answer) => [
  ...new Set(errors.map(({ extensions }) => extensions['code'])),
];

const stored = {
  __typename: 'RaiseAlertSuccess',
  alert: {
    id: expect.any(String),
    status: 'RAISED',
    routing: { reason: 'COUNTY', countyFips: '48201' },
  },
};

const mixed = `query ($id: ID!) {
  alert(id: $id) { status desk { id } consulate { id } }
  consulate(code: "houston") { code }
  rightsGuides(language: "es") { situation }
  rightsGuide(situation: HOME) { title }
  viewer { ... on Person { id } }
}`;

/** Each service's own root fields in `mixed`. */
const owned = {
  alerts: ['alert'],
  consulates: ['consulate'],
  'legal-aid': ['rightsGuides', 'rightsGuide'],
  people: ['viewer'],
} as const;

test('without the directory a press lands and stands on its desk; only names of offices are missing', async () => {
  const person = await enrolledPerson(system);
  using desk = await watchDesk(system, 'houston');
  const answer = await without('consulates', async () => {
    expect(await status('/healthz')).toBe(200);
    expect(await status('/readyz')).toBe(200);
    const pressed = await press(person);
    await desk.feed.event(({ kind }) => kind === 'RAISED', 'the alert');
    return pressed;
  });
  expect(answer.data).toMatchObject({ raiseAlert: stored });
  expect(answer.data).toMatchObject({
    raiseAlert: { alert: { desk: { code: 'houston' }, consulate: null } },
  });
  expect(codesOf(answer)).toEqual(['INTERNAL_SERVER_ERROR']);

  // What needs only the key of an office or a desk needs nobody's help.
  const keys = 'query ($id: ID!) { alert(id: $id) { desk { id code } consulate { id code } } }';
  const { alert } = (answer.data as { raiseAlert: { alert: { id: string } } }).raiseAlert;
  const whole = await without('consulates', () => ask(system, person, keys, { id: alert.id }));
  expect(whole).toMatchObject({ status: 200, errors: [] });
  person.close();
});

test('without the directory a live feed goes on and says that names are missing', async () => {
  using desk = await watchDesk(system, 'dallas');
  const { officer, deskId } = desk;
  const client = createClient({
    url: system.websocketUrl,
    connectionParams: async () => ({
      authorization: await officer.credential.authorization({ now: new Date(), wasRefused: false }),
    }),
  });
  const query = `subscription ($id: ID!) {
    live: deskFeed(deskId: $id) { ... on AlertEvent { alertId kind desk { id kind } } }
  }`;
  const results = client.iterate<{ live: { alertId?: string } }>({
    query,
    variables: { id: deskId },
  });
  const isLive = await results.next();
  expect(isLive.value).toEqual({ data: { live: {} } });
  const person = await enrolledPerson(system);
  await without('consulates', async () => {
    const { id } = await person.press({ position: places.dallas });
    const { value } = await results.next();
    expect(value).toMatchObject({
      data: { live: { alertId: id, kind: 'RAISED', desk: null } },
      errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
    });
    expect(value?.errors?.[0]?.path?.[0]).toBe('live');
  });
  await client.dispose();
  person.close();
});

test('without people a press of a known device lands, whole', async () => {
  const person = await enrolledPerson(system);
  const answer = await without('people', () => press(person));
  expect(answer.errors).toEqual([]);
  expect(answer.data).toMatchObject({ raiseAlert: stored });
  person.close();
});

test.each(Object.entries(owned))(
  'without %s its own fields are null and all others are answered',
  async (name, own) => {
    const person = await enrolledPerson(system);
    const { id } = await person.press({ position: places.houston });
    const well = await ask(system, person, mixed, { id });
    expect(well.errors).toEqual([]);
    const ill = await without(name as ServiceName, async () => {
      expect(await status('/healthz')).toBe(200);
      const ready = name === 'alerts' ? 503 : 200;
      await waitFor(async () => (await status('/readyz')) === ready, `readiness ${ready}`);
      return ask(system, person, mixed, { id });
    });
    const nothing = Object.fromEntries(own.map((field) => [field, null]));
    expect(ill.data).toEqual({ ...well.data, ...nothing });
    // Fields that one request asked for have one error, at the first of them.
    expect(pathsOf(ill)).toHaveLength(1);
    expect(own).toContain(pathsOf(ill)[0]);
    expect(codesOf(ill)).toEqual(['INTERNAL_SERVER_ERROR']);
    await waitFor(async () => (await status('/readyz')) === 200, 'readiness again');
    person.close();
  },
);

test('a frozen service blanks its fields as soon as the gateway’s patience ends', async () => {
  const person = await enrolledPerson(system);
  const { id } = await person.press({ position: places.houston });
  const well = await ask(system, person, mixed, { id });
  const [answer, pressed, milliseconds] = await frozen('consulates', async () => {
    const begun = performance.now();
    const both = await Promise.all([ask(system, person, mixed, { id }), press(person)]);
    return [...both, performance.now() - begun] as const;
  });
  expect(milliseconds).toBeLessThan(patienceMilliseconds);
  expect(answer.data).toEqual({ ...well.data, consulate: null });
  expect(pathsOf(answer)).toEqual(['consulate']);
  expect(pressed.data).toMatchObject({ raiseAlert: { __typename: 'RaiseAlertSuccess' } });
  person.close();
});

test('a press that meets a frozen service is stored once when the service comes round', async () => {
  const person = await enrolledPerson(system);
  const retried = Promise.withResolvers<void>();
  const pressing = await frozen('alerts', async () => {
    const pressed = person.press({
      position: places.houston,
      onRetry: () => retried.resolve(),
    });
    await retried.promise;
    return { pressed };
  });
  const { id } = await pressing.pressed;
  const alerts = await person.ownAlerts({ first: 10 });
  expect(alerts).toMatchObject({ alerts: [{ id, version: 1, status: 'RAISED' }] });
  person.close();
});

test('a feed that was open when its service was killed goes on, with nothing missing', async () => {
  using desk = await watchDesk(system, 'miami');
  const people = await Promise.all(Array.from({ length: 3 }, () => enrolledPerson(system)));
  const ids: string[] = [];
  for (const [turn, person] of people.entries()) {
    if (turn > 0) await system.restart('alerts', turn === 1 ? 'SIGKILL' : 'SIGTERM');
    ids.push((await person.press({ position: places.miami })).id);
    person.close();
  }
  await desk.feed.event(({ alertId }) => alertId === ids.at(-1), 'the last press');
  expect(desk.feed.events().map(({ alertId }) => alertId)).toEqual(ids);
});
