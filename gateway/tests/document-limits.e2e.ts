import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { successOf } from '@alert-button/sdk';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { enrolledPerson, type EnrolledPerson } from './support/person.ts';
import { places } from './support/places.ts';
import { httpDoor, webSocketDoor, type RawDoor } from './support/raw-doors.ts';
import { rowCounts } from './support/raw-storage.ts';

/*
 * Documents that are short to write and endless to answer: refused at both doors with a code of
 * their own, whichever way they would have taken behind it.
 */

let system: TestSystem;
let doors: Readonly<Record<'HTTP' | 'WebSocket', RawDoor>>;
let person: EnrolledPerson;

beforeAll(async () => {
  system = await startTestSystem();
  doors = { HTTP: httpDoor(system), WebSocket: webSocketDoor(system) };
  person = await enrolledPerson(system);
}, 120_000);

afterAll(async () => {
  person.close();
  for (const door of Object.values(doors)) await door[Symbol.asyncDispose]();
  await system[Symbol.asyncDispose]();
});

const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_none, index) => make(index)).join(' ');

/** 2^18 selections in a kilobyte. */
const bomb = (kind: string, type: string, field: string) =>
  `${kind} { ...F0 } ${times(18, (at) => `fragment F${at} on ${type} { ...F${at + 1} ... { ...F${at + 1} } }`)}
   fragment F18 on ${type} { ${field} }`;
const raise = (alias: string) =>
  `${alias}: raiseAlert(input: {idempotencyKey: "${crypto.randomUUID()}"}) { __typename }`;

const refused: readonly (readonly [string, string, string])[] = [
  [
    'A1: alerts of persons of alerts',
    `{ viewer { ... on Person { ${'alerts { person { '.repeat(6)}id${' } }'.repeat(6)} } } }`,
    'DEPTH_LIMIT',
  ],
  [
    'A3: a thousand names for one thing',
    `{ ${times(140, (at) => `a${at}: viewer { __typename }`)} }`,
    'ALIAS_LIMIT',
  ],
  [
    'A6: a fragment bomb of one subgraph',
    bomb('query', 'Query', 'consulates { id }'),
    'COST_LIMIT',
  ],
  [
    'A6: a fragment bomb of several subgraphs',
    bomb(
      'query',
      'Query',
      'consulates { id } rightsGuide(situation: DETENTION, language: "es") { title }',
    ),
    'COST_LIMIT',
  ],
  [
    'A6: a fragment bomb of a feed',
    bomb('subscription', 'Subscription', 'alertFeed(alertId: "a") { __typename }'),
    'COST_LIMIT',
  ],
  ['A7: directives without end', `{ __typename ${'@a '.repeat(300)} }`, 'DIRECTIVE_LIMIT'],
  ['A8: one field again and again', `{ consulates { ${'id '.repeat(900)} } }`, 'ALIAS_LIMIT'],
  ['A8: more than anybody writes', `{ consulates { ${'id '.repeat(2000)} } }`, 'TOKEN_LIMIT'],
  ['A20: two mutations in one', `mutation { ${raise('a')} ${raise('b')} }`, 'MUTATION_LIMIT'],
];

describe.each(['HTTP', 'WebSocket'] as const)('over %s', (door) => {
  test.each(refused)('%s', async (_name, query, code) => {
    const rows = await rowCounts(system);
    const answer = await doors[door].ask({ query }, person.credential);
    expect(answer.data).toBeNull();
    expect(answer.errors).toEqual([
      {
        message: expect.stringMatching(/^A document has at most \d+ /),
        extensions: { code, requestId: expect.any(String) },
      },
    ]);
    expect(await rowCounts(system)).toEqual(rows);
  });

  test('what GraphiQL asks while developing is answered', async () => {
    const answer = await doors[door].ask({ query: getIntrospectionQuery() });
    expect(answer.errors).toEqual([]);
    expect(answer.data).toMatchObject({ __schema: { queryType: { name: 'Query' } } });
  });
});

test('over HTTP they are no requests, and GET is the same door', async () => {
  const query = encodeURIComponent(bomb('query', 'Query', 'consulates { id }'));
  const response = await fetch(`${system.graphqlUrl}?query=${query}`);
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('COST_LIMIT');
});

test('a press arrives beside them', async () => {
  const attack = refused.map(([, query]) => doors.WebSocket.ask({ query }));
  const input = { idempotencyKey: crypto.randomUUID(), position: places.houston };
  const { alert } = successOf(await person.raiseAlert({ input }));
  expect(alert.status).toBe('RAISED');
  await Promise.all(attack);
});
