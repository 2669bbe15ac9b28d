import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { successOf } from '@alert-button/sdk';
import { createFollowerClient } from '@alert-button/sdk/follower';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { enrolledPerson } from './support/person.ts';
import { places } from './support/places.ts';
import { authorizationOf, webSocketDoor } from './support/raw-doors.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * How much is let in: by address while nobody says who they are, by person afterwards. An alert is
 * never among what is refused.
 */

const requestsPerSecond = 30;
const enrolmentsPerAddress = 6;
const enrolmentsInAll = 9;
const writesPerMinute = 10;

let system: TestSystem;

beforeAll(async () => {
  system = await startTestSystem({
    environment: {
      gateway: {
        ANONYMOUS_REQUESTS_PER_SECOND: `${requestsPerSecond}`,
        ENROLMENTS_PER_ADDRESS_PER_HOUR: `${enrolmentsPerAddress}`,
        ENROLMENTS_PER_HOUR: `${enrolmentsInAll}`,
        WRITES_PER_MINUTE: `${writesPerMinute}`,
        TRUSTED_PROXIES: '127.0.0.1',
      },
    },
  });
}, 120_000);

afterAll(async () => {
  await system[Symbol.asyncDispose]();
});

/** As the proxy in front passes it on. */
async function from(address: string, query: string, authorization?: string) {
  const response = await fetch(system.graphqlUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': address,
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: JSON.stringify({ query }),
  });
  const { errors = [] } = (await response.json()) as {
    errors?: { extensions: Record<string, unknown> }[];
  };
  return {
    status: response.status,
    code: errors[0]?.extensions['code'],
    retryAfter: response.headers.get('retry-after'),
  };
}

const read = '{ __typename }';
const limited = { status: 429, code: 'RATE_LIMITED', retryAfter: expect.stringMatching(/^\d+$/) };

/** Asks at once; which of the answers fall into one window of the gateway's clock is its own. */
async function countRefused(count: number, ask: (index: number) => ReturnType<typeof from>) {
  const answers = await Promise.all(Array.from({ length: count }, (_none, index) => ask(index)));
  const refused = answers.filter(({ status }) => status === 429);
  for (const answer of refused) expect(answer).toEqual(limited);
  return refused.length;
}

test('nobody in particular gets so much a second by address, whatever they claim it to be', async () => {
  // Three windows at most: some of it is refused however the clock stands.
  const many = requestsPerSecond * 5;
  const claiming = (index: number) => from(`10.0.0.${index}, 203.0.113.1`, read);
  expect(await countRefused(many, claiming)).toBeGreaterThan(0);
  const spread = (index: number) => from(`198.51.100.${index}`, read);
  expect(await countRefused(many, spread)).toBe(0);
});

test('the SDK waits as it is told and is answered', async () => {
  const follower = createFollowerClient({ url: system.graphqlUrl });
  const many = Array.from({ length: requestsPerSecond * 2 }, () => from('127.0.0.1', read));
  const consulates = follower.consulates();
  await Promise.all(many);
  expect((await consulates)?.length).toBeGreaterThan(40);
  follower.close();
});

test('persons write so much a minute, over both doors together, and raise beyond it', async () => {
  const person = await enrolledPerson(system);
  const authorization = await authorizationOf(person.credential);
  const write = 'mutation { updatePerson(input: {languages: ["es"]}) { __typename } }';
  const answers = [];
  for (let count = 0; count < writesPerMinute; count += 1) {
    answers.push((await from('203.0.113.2', write, authorization)).status);
  }
  expect(new Set(answers)).toEqual(new Set([200]));
  expect(await from('203.0.113.3', write, authorization)).toEqual(limited);
  await using door = webSocketDoor(system);
  expect((await door.ask({ query: write }, person.credential)).errors).toMatchObject([
    { extensions: { code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) } },
  ]);
  for (let count = 0; count < writesPerMinute * 3; count += 1) {
    const input = { idempotencyKey: crypto.randomUUID(), position: places.houston };
    const { alert } = successOf(await person.raiseAlert({ input }));
    expect(alert.status).toBe('RAISED');
  }
  expect((await from('203.0.113.2', read, authorization)).status).toBe(200);
  person.close();
});

test('new persons are let in by address and in all, and the rest is stored nowhere', async () => {
  const enrol = `mutation { enrolPerson(input: {publicKey: {x: "a", y: "b"}, proof: "c"}) { __typename } }`;
  const persons = async () => (await from('203.0.113.4', read)).status;
  const statuses = [];
  for (let count = 0; count < enrolmentsPerAddress + 2; count += 1) {
    statuses.push((await from('203.0.113.4', enrol)).status);
  }
  expect(statuses).toEqual([...Array<number>(enrolmentsPerAddress).fill(200), 429, 429]);
  // One was the person of the test before.
  const left = enrolmentsInAll - enrolmentsPerAddress - 1;
  expect(await countRefused(left + 3, (index) => from(`203.0.113.${100 + index}`, enrol))).toBe(3);
  await waitFor(async () => (await persons()) === 200, 'reading to go on');
});
