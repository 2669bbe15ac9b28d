import { readFileSync } from 'node:fs';
import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { successOf, type Credential } from '@alert-button/sdk';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { officer } from './support/officer.ts';
import { enrolledPerson } from './support/person.ts';
import { places } from './support/places.ts';
import { expectDiscreet, expectNames } from './support/raw-answer.ts';
import { httpDoor, webSocketDoor, type RawDoor, type RawOperation } from './support/raw-doors.ts';
import { inputPositions, operationsWith, type InputPosition } from './support/raw-positions.ts';
import { processNumbers, rowCounts, settledRowCounts } from './support/raw-storage.ts';

/*
 * Whatever a client writes, on either door: a typed error that names the field, nothing of what
 * was sent and nothing of the inside in the answer, nothing stored, every process unharmed.
 */

/** Planted wherever a value can stand; must never come back. */
const canary = 'c4narywritten';
const randomId = '7e57ab1e-0000-4000-8000-00000badc0de';

interface Stage {
  readonly system: TestSystem;
  readonly doors: Readonly<Record<DoorName, RawDoor>>;
  readonly askers: Readonly<Record<Asker, Credential | undefined>>;
  readonly deskId: string;
  readonly alertId: string;
  /** Of the desk `deskId`, of another desk, of the alert `alertId`. */
  readonly cursors: Readonly<Record<'own' | 'otherDesk' | 'alert', string>>;
  readonly rows: Readonly<Record<string, number>>;
  readonly processes: object;
  readonly close: () => Promise<void>;
}
type DoorName = 'HTTP' | 'WebSocket';
type Asker = 'nobody' | 'person' | 'officer';
let stage: Stage;

beforeAll(async () => {
  const system = await startTestSystem();
  const person = await enrolledPerson(system);
  const [houston, dallas] = await Promise.all([
    officer(system, 'houston'),
    officer(system, 'dallas'),
  ]);
  const idempotencyKey = crypto.randomUUID();
  const { alert } = successOf(
    await person.raiseAlert({ input: { idempotencyKey, position: places.houston } }),
  );
  // Closed, so that nothing escalates while rows are counted.
  const input = { alertId: alert.id };
  successOf(await houston.resolveAlert({ input: { ...input, outcome: 'FALSE_ALARM' } }));
  const http = httpDoor(system);
  const cursorOf = async (query: string, credential: Credential) => {
    const { data } = await http.ask({ query }, credential);
    return (Object.values(data ?? {})[0] as { endCursor: string }).endCursor;
  };
  const desk = (id: string) => `{ deskEvents(deskId: "${id}") { endCursor } }`;
  stage = {
    system,
    doors: { HTTP: http, WebSocket: webSocketDoor(system) },
    askers: { nobody: undefined, person: person.credential, officer: houston.credential },
    deskId: houston.deskId,
    alertId: alert.id,
    cursors: {
      own: await cursorOf(desk(houston.deskId), houston.credential),
      otherDesk: await cursorOf(desk(dallas.deskId), dallas.credential),
      alert: await cursorOf(
        `{ alertEvents(alertId: "${alert.id}") { endCursor } }`,
        houston.credential,
      ),
    },
    rows: await settledRowCounts(system),
    processes: processNumbers(system),
    close: async () => {
      for (const client of [person, houston, dallas]) client.close();
      try {
        await Promise.all(Object.values(stage.doors).map((door) => door[Symbol.asyncDispose]()));
      } finally {
        await system[Symbol.asyncDispose]();
      }
    },
  };
}, 120_000);

afterAll(() => stage.close());

afterEach(async () => {
  expect(await rowCounts(stage.system)).toEqual(stage.rows);
  expect(processNumbers(stage.system)).toEqual(stage.processes);
});

const api = buildSchema(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'));
const ofPersons = [
  'raiseAlert',
  'updateAlertPosition',
  'cancelAlert',
  'setCallbackPhone',
  'updatePerson',
  'createDeviceLink',
  'rotateDeviceKey',
  'revokeDevice',
  'setDevicePush',
  'addEmergencyContact',
  'updateEmergencyContact',
  'removeEmergencyContact',
  'reorderEmergencyContacts',
  'grantConsent',
  'withdrawConsent',
  'setCancelPins',
  'askContact',
  'trustContact',
  'createFollowLink',
  'revokeFollowLink',
  'contactDeliveries',
  'setOwnPhone',
  'confirmOwnPhone',
  'setCallerWord',
];
/** Nobody of those who ask here may: acts of operators, providers, and the service for texts. */
const ofOthers = [
  'raiseAlertForCaller',
  'updateAlertForCaller',
  'cancelAlertForCaller',
  'acceptMatterOffer',
  'declineMatterOffer',
  'recogniseCaller',
  'registerCaller',
  'raiseAlertByText',
  'receiveText',
  'answerText',
];
/** people knows no alert: whether it is the person's own, alerts decides when the link is opened. */
const knownElsewhere = ['createFollowLink input.alertId'];
/** What an officer who administers nothing is told: as if there were no such act. */
const isAdministration = ({ field }: InputPosition) =>
  /administrator/i.test(field.description ?? '');
const isNotForThem = (position: InputPosition) =>
  isAdministration(position) || ofOthers.includes(position.field.name);
const askerOf = ({ field }: InputPosition): Asker => {
  if (field.name === 'enrolPerson') return 'nobody';
  return ofPersons.includes(field.name) ? 'person' : 'officer';
};
const positions = inputPositions(api).map((position) => {
  const { field, path } = position;
  return { ...position, at: `${field.name} ${path.join('.')}`, last: path.at(-1) ?? '' };
});
const ofType = (...types: readonly string[]) =>
  positions.filter(({ type }) => types.includes(type));

/** Something of another kind than the position wants, with the canary in it. */
function misfit({ type, isEnum }: InputPosition) {
  if (isEnum) return { json: canary.toUpperCase(), literal: canary.toUpperCase() };
  if (type === 'ID' || type === 'String') {
    return { json: { [canary]: canary }, literal: `{${canary}: "${canary}"}` };
  }
  return { json: canary, literal: JSON.stringify(canary) };
}

const unfitTexts = [
  ['NUL', 'a\\u0000b'],
  ['half a surrogate pair', 'a\\ud83db'],
  ['the other half', '\\udc00'],
  ['60,000 characters', 'x'.repeat(60_000)],
] as const;

const raise = (input: string): RawOperation => ({
  query: `mutation($input: RaiseAlertInput!) { raiseAlert(input: $input) {
    __typename ... on InvalidInputError { message issues { path message } } } }`,
  variables: `{"input":${input}}`,
});
const raiseWith = (fields: string) => raise(`{"idempotencyKey":"${randomId}",${fields}}`);
const raiseLiteral = (fields: string): RawOperation => ({
  query: `mutation { raiseAlert(input: {idempotencyKey: "${randomId}", ${fields}}) {
    __typename ... on InvalidInputError { message issues { path message } } } }`,
});
const at = (latitude: string, longitude = '-95.36') =>
  `"position":{"latitude":${latitude},"longitude":${longitude}}`;

/** What is refused, how it is asked, the field that is named, what must not come back. */
const presses: readonly (readonly [string, RawOperation, string, string?])[] = [
  ['latitude 91', raiseWith(at('91.73125')), 'position.latitude', '91.73125'],
  ['latitude -91', raiseWith(at('-91.73125')), 'position.latitude', '91.73125'],
  ['longitude 181', raiseWith(at('1', '181.73125')), 'position.longitude', '181.73125'],
  ['no latitude', raiseWith('"position":{"longitude":1}'), 'position.latitude'],
  ['latitude null', raiseWith(at('null')), 'position.latitude'],
  ['latitude 1e400', raiseWith(at('1e400')), 'position.latitude'],
  ['latitude as text', raiseWith(at('"29.73125"')), 'position.latitude', '29.73125'],
  ['position as text', raiseWith('"position":"29.73125,1"'), 'position', '29.73125'],
  ['position as list', raiseWith('"position":[29.73125,1]'), 'position', '29.73125'],
  ['NaN in the document', raiseLiteral('position: {latitude: NaN, longitude: 1}'), 'latitude'],
  ['1e400 in the document', raiseLiteral('position: {latitude: 1e400, longitude: 1}'), 'latitude'],
  ['no latitude in the document', raiseLiteral('position: {longitude: 1}'), 'latitude'],
  [
    'accuracy below zero',
    raiseWith('"position":{"latitude":1,"longitude":1,"accuracyMeters":-1.73125}'),
    'position.accuracyMeters',
    '1.73125',
  ],
  ['the year 1970', raiseWith('"occurredAt":"1970-01-01T01:02:03Z"'), 'occurredAt', '01:02:03'],
  ['the year 2090', raiseWith('"occurredAt":"2090-01-01T01:02:03Z"'), 'occurredAt', '01:02:03'],
  ['no real day', raiseWith('"occurredAt":"2026-13-41T01:02:03Z"'), 'occurredAt', '01:02:03'],
  ['a time without zone', raiseWith('"occurredAt":"2026-01-31T01:02:03"'), 'occurredAt'],
  ['milliseconds as time', raiseWith('"occurredAt":1700000073125'), 'occurredAt', '1700000073125'],
  ['an unknown channel', raiseWith(`"channel":"${canary}"`), 'channel', canary],
  ["a channel that is no device's", raiseWith('"channel":"CALL_CENTRE"'), 'channel'],
  ['a key that is no UUID', raise(`{"idempotencyKey":"${canary}"}`), 'idempotencyKey', canary],
  ['a forged press signature', raiseWith(`"signature":"${canary}"`), 'signature', canary],
  ['an unknown field', raiseWith(`"${canary}":1`), 'input', canary],
  ['an unknown field within', raiseWith('"position":{"lat":1}'), 'position'],
  ['a field called __proto__', raiseWith('"__proto__":{"drill":true}'), 'input'],
  ['no input', { ...raise('null'), variables: {} }, 'input'],
];

describe.each(['HTTP', 'WebSocket'] as const)('over %s', (door) => {
  const ask = (operation: RawOperation, asker: Asker) =>
    stage.doors[door].ask(operation, stage.askers[asker]);

  test.each(presses)('a press with %s is refused by its field', async (...row) => {
    const [, operation, field, sent] = row;
    const answer = await ask(operation, 'person');
    expectDiscreet(answer.text, sent === undefined ? [randomId] : [sent, randomId]);
    expectNames(answer, field);
  });

  test.each(positions)('$at refuses a value of another kind by its name', async (position) => {
    const { asVariable, asLiteral } = operationsWith(position, misfit(position));
    for (const operation of [asVariable, asLiteral]) {
      const answer = await ask(operation, askerOf(position));
      expectDiscreet(answer.text, [canary]);
      expectNames(answer, position.last);
    }
  });

  // A document may be longer than words may; documents.e2e.ts has what is refused of one.
  const words = ofType('ID', 'String').filter(
    ({ at: where }) => where !== 'addMatterDocument input.content',
  );
  test.each(words)('$at refuses text nobody can keep', async (position) => {
    for (const [, text] of unfitTexts) {
      const json = JSON.parse(`"${text}"`) as string;
      const { asVariable, asLiteral } = operationsWith(position, { json, literal: `"${text}"` });
      const refused = await ask(asVariable, askerOf(position));
      expectDiscreet(refused.text, ['xxx']);
      expectNames(refused, position.last);
      const literal = await ask(asLiteral, askerOf(position));
      expectDiscreet(literal.text, ['xxx']);
      expectNames(literal, 'query');
    }
  });

  const ids = ofType('ID').filter(
    ({ last, at: where }) => last !== 'idempotencyKey' && !knownElsewhere.includes(where),
  );
  test.each(ids)('$at gives nothing for an id that is not there', async (position) => {
    for (const id of [canary, randomId, '', '-1', "' or 1=1 --"]) {
      const { asVariable } = operationsWith(position, { json: id, literal: '' });
      const { text, data, errors } = await ask(asVariable, askerOf(position));
      expectDiscreet(text, id.length > 2 ? [id] : []);
      const found = Object.values(data ?? {})[0] ?? null;
      if (found === null) {
        const codes = errors.map(({ extensions }) => extensions?.['code']);
        if (isAdministration(position)) expect(codes).toEqual(['NOT_FOUND']);
        else expect(position.kind === 'subscription' ? codes : []).toEqual(codes);
        expect(codes.every((code) => code === 'NOT_FOUND')).toBe(true);
      } else if (Array.isArray(found)) {
        expect(found).toEqual([]);
      } else {
        expect(found).toMatchObject({
          __typename: expect.stringMatching(/^(NotFoundError|InvalidInputError)$/),
          message: isNotForThem(position)
            ? 'That was not found.'
            : expect.stringMatching(position.last === 'id' ? /./ : /Id|token/),
        });
      }
    }
  });

  test.each([
    ['deskEvents', 'query', 'deskId'],
    ['deskFeed', 'subscription', 'deskId'],
    ['alertEvents', 'query', 'alertId'],
    ['alertFeed', 'subscription', 'alertId'],
  ] as const)('%s refuses every cursor but its own', async (field, kind, argument) => {
    const { cursors, deskId, alertId } = stage;
    const isDesk = argument === 'deskId';
    const own = isDesk ? cursors.own : cursors.alert;
    const flipped = own.endsWith('A') ? 'B' : 'A';
    for (const after of [
      canary,
      '',
      '0',
      own.slice(0, -1),
      `${own}A`,
      `${own.slice(0, -1)}${flipped}`,
      `9${own.slice(1)}`,
      isDesk ? cursors.alert : cursors.own,
      cursors.otherDesk,
    ]) {
      const query = `${kind}($id: ID!, $after: String) {
        ${field}(${argument}: $id, after: $after) { __typename } }`;
      const variables = { id: isDesk ? deskId : alertId, after };
      const answer = await ask({ query, variables }, 'officer');
      expectDiscreet(answer.text, after.length < 5 ? [] : [after]);
      expect(Object.values(answer.data ?? {}).every((value) => value === null)).toBe(true);
      expectNames(answer, 'after');
    }
  });

  test.each([
    ['deskEvents', (first: string) => `deskEvents(deskId: "${stage.deskId}", first: ${first})`],
    ['deskAlerts', (first: string) => `deskAlerts(deskId: "${stage.deskId}", first: ${first})`],
    ['alertEvents', (first: string) => `alertEvents(alertId: "${stage.alertId}", first: ${first})`],
    [
      'nearestConsulates',
      (first: string) =>
        `nearestConsulates(position: {latitude: 1, longitude: 1}, first: ${first})`,
    ],
  ])('%s refuses a page of -1, 101 or 2,147,483,648', async (_name, field) => {
    for (const first of ['-1', '101', '2147483648', '1.5', '"5"']) {
      const answer = await ask({ query: `{ ${field(first)} { __typename } }` }, 'officer');
      expectDiscreet(answer.text, first.length > 4 ? [first] : []);
      expectNames(answer, 'first');
    }
  });

  test('a list refuses a cursor that is not its own', async () => {
    for (const after of [canary, '-1', '1e9', '99999999999', stage.cursors.own]) {
      const query = `query($after: String) {
        deskAlerts(deskId: "${stage.deskId}", after: $after) { __typename } }`;
      const answer = await ask({ query, variables: { after } }, 'officer');
      expectDiscreet(answer.text, after.length > 4 ? [after] : []);
      expectNames(answer, 'after');
    }
  });

  test.each([
    ['a field that is not there', `{ ${canary} }`, canary],
    ['an argument that is not there', `{ consulates(${canary}: 1) { id } }`, canary],
    ['a type that is not there', `query($a: ${canary}) { consulates { id } }`, canary],
    ['a directive that is not there', `{ consulates @${canary} { id } }`, canary],
    ['a query that breaks off', '{ consulates { id }', 'Syntax Error'],
    ['a query that holds a stray text', `{ consulates { id } "${canary}" }`, 'Syntax Error'],
    ['an empty query', '', 'Syntax Error'],
    ['two operations and no name', 'query A { __typename } query B { __typename }', 'operation'],
    ['fragments in a circle', '{ ...A } fragment A on Query { ...A }', 'A'],
    ['too long a query', `{ ${'__typename '.repeat(2000)} }`, 'query'],
    [
      'the entities of federation',
      '{ _entities(representations: []) { __typename } }',
      '_entities',
    ],
    ['the service of federation', '{ _service { sdl } }', '_service'],
  ])('%s is refused', async (_name, query, field) => {
    const answer = await ask({ query }, 'officer');
    expectDiscreet(answer.text, field === canary ? [] : [canary]);
    expect(answer.data).toBeNull();
    expectNames(answer, new RegExp(field));
  });

  test('variables that are too deep or oddly named are refused', async () => {
    const query = 'query($a: String) { consulate(code: "houston") { id @skip(if: true) } }';
    for (const [variables, field] of [
      [`{"a":${'['.repeat(5_000)}1${']'.repeat(5_000)}}`, 'a'],
      [`{"a":{"b c ${canary}":1}}`, 'a'],
    ] as const) {
      const answer = await ask({ query, variables }, 'officer');
      expectDiscreet(answer.text, [canary]);
      expectNames(answer, field);
    }
  });

  test("another person's key, or the same for a drill, is a mismatch and stores nothing", async () => {
    const { system } = stage;
    const idempotencyKey = crypto.randomUUID();
    const [first, second] = await Promise.all([enrolledPerson(system), enrolledPerson(system)]);
    const desk = await officer(system, 'houston');
    const press = { idempotencyKey, position: places.houston };
    const { alert } = successOf(await first.raiseAlert({ input: press }));
    successOf(await desk.resolveAlert({ input: { alertId: alert.id, outcome: 'FALSE_ALARM' } }));
    for (const client of [first, second, desk]) client.close();
    const before = await settledRowCounts(system);
    stage = { ...stage, rows: before };

    const query = `mutation($input: RaiseAlertInput!) {
      raiseAlert(input: $input) { __typename ... on IdempotencyMismatchError { message } } }`;
    const variables = { input: { ...press, drill: false } };
    for (const [input, credential] of [
      [variables, second.credential],
      [{ input: { ...press, drill: true } }, first.credential],
    ] as const) {
      const answer = await stage.doors[door].ask({ query, variables: input }, credential);
      expectDiscreet(answer.text, [idempotencyKey]);
      expect(answer.data?.['raiseAlert']).toMatchObject({ __typename: 'IdempotencyMismatchError' });
    }
    expect(await rowCounts(system)).toEqual(before);
  });
});

test('after all of it every process serves, a press arrives, and no log knows what was sent', async () => {
  const { system } = stage;
  expect(processNumbers(system)).toEqual(stage.processes);
  const lines = system.lines.join('\n');
  expect(lines.toLowerCase()).not.toContain(canary);
  expect(lines).not.toMatch(/Unhandled|"level":[56]0/);
  const person = await enrolledPerson(system);
  const input = { idempotencyKey: crypto.randomUUID(), position: places.houston };
  const { alert } = successOf(await person.raiseAlert({ input }));
  person.close();
  expect(alert.status).toBe('RAISED');
  stage = { ...stage, rows: await settledRowCounts(system) };
});
