import { subgraphNames } from '@alert-button/dev/paths.ts';
import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { type Credential, successOf } from '@alert-button/sdk';
import { deviceCredential, type DeviceIdentity, enrol } from '@alert-button/sdk/person';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { administrator } from './support/administrator.ts';
import {
  serverLog,
  tables,
  walSegment,
  writeAheadLog,
  type Haystack,
} from './support/matrix-haystacks.ts';
import { coordinateNeedles, found, textNeedles, type Needle } from './support/matrix-needles.ts';
import { officer } from './support/officer.ts';
import { enrolledPerson } from './support/person.ts';
import { authorizationOf } from './support/raw-doors.ts';
import { openRawSocket } from './support/raw-socket.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * Distinctive names, numbers, places and words go through a whole run, well and badly formed.
 * Afterwards they stand in no table, not in the write-ahead log, in no log and in no error.
 */

const planted = {
  name: 'Canariana Quetzalli Ocelotl',
  document: 'CANARIO90817',
  phone: '+525598765432',
  otherPhone: '+525587654321',
  contact: 'Xochitl Colibrina',
  message: 'Mensaje del quebrantahuesos',
  label: 'Telefonino de Chachalaca',
  cancelReason: 'Zanateria en la cocina',
  transferReason: 'Cenzontleria por turno',
  note: 'Tecoloteria en la noche',
  wrong: 'Guacamayada',
} as const;
const places = [
  { latitude: 29.760412345678, longitude: -95.369887654321, accuracyMeters: 12 },
  { latitude: 29.761298765432, longitude: -95.371234567891, accuracyMeters: 12 },
] as const;
/** Not personal and stored as it is: whoever searches well finds it. */
const control = 'Casa del Pajaro Carpintero';

const digits = (phone: string) => phone.slice(3);
const needles: readonly Needle[] = [
  ...Object.entries(planted).flatMap(([what, text]) => textNeedles(what, text)),
  // Part of a name is a name, and a number is one without its country.
  ...['Quetzalli', 'Ocelotl', 'Colibrina'].flatMap((part) => textNeedles('part of a name', part)),
  ...[planted.phone, planted.otherPhone].flatMap((phone) => textNeedles('phone', digits(phone))),
  ...places.flatMap(({ latitude, longitude }) => [
    ...coordinateNeedles('latitude', latitude),
    ...coordinateNeedles('longitude', longitude),
  ]),
];

let system: TestSystem;
let firstSegment: string;
const refusals: string[] = [];

/** Sends as it is, and keeps what came back. */
async function send(
  body: string,
  { credential, path = '', headers = {} }: SendOptions = {},
): Promise<string> {
  const authorization = await authorizationOf(credential);
  const response = await fetch(`${system.graphqlUrl}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
      ...headers,
    },
    body,
  });
  const text = await response.text();
  refusals.push(text);
  return text;
}

interface SendOptions {
  readonly credential?: Credential;
  /** After the address of the service. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const mutation = (name: string, input: unknown) => {
  const type = `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { ${name}(input: $input) {
    __typename ... on UserError { message }
    ... on InvalidInputError { issues { path message } }
  } }`;
  return JSON.stringify({ query, variables: { input } });
};

const long = (text: string) => `${text} `.repeat(200);

/** Nothing of it is accepted, all of it carries something that was planted. */
async function badRun(person: Credential, houston: Credential, alertId: string): Promise<void> {
  const [{ latitude, longitude }] = places;
  const { name, document, phone, contact, wrong, cancelReason, note, transferReason } = planted;
  const publicKey = { x: wrong, y: wrong };
  const asPerson: readonly (readonly [string, unknown])[] = [
    ['updatePerson', { name: long(name) }],
    ['updatePerson', { name: { given: name } }],
    ['updatePerson', { document: { kind: 'PASSPORT', number: long(document) } }],
    ['updatePerson', { document: { kind: name, number: document } }],
    ['updatePerson', { languages: [wrong], homeConsulate: wrong }],
    ['addEmergencyContact', { name: contact, phone: `${phone}99999999` }],
    ['addEmergencyContact', { name: long(contact), phone: wrong, language: wrong }],
    ['updateEmergencyContact', { contactId: wrong, name: contact, phone }],
    ['grantConsent', { purpose: wrong, textVersion: wrong }],
    ['grantConsent', { purpose: 'STATISTICS', textVersion: wrong }],
    ['enrolPerson', { publicKey, proof: wrong, deviceLabel: long(planted.label) }],
    ['enrolPerson', { publicKey, proof: `${wrong}.${wrong}.${wrong}`, linkCode: wrong }],
    ['raiseAlert', { idempotencyKey: wrong, position: { latitude, longitude } }],
    ['raiseAlert', { idempotencyKey: crypto.randomUUID(), signature: wrong }],
    ['updateAlertPosition', { alertId, position: { latitude: 1e6 + latitude, longitude } }],
    ['updateAlertPosition', { alertId, position: { latitude: String(latitude), longitude } }],
    ['updateAlertPosition', { alertId: wrong, position: { latitude, longitude } }],
    ['cancelAlert', { alertId, reason: long(cancelReason), pin: long(wrong) }],
    ['cancelAlert', { alertId: crypto.randomUUID(), reason: cancelReason }],
  ];
  for (const [act, input] of asPerson) await send(mutation(act, input), { credential: person });
  const asOfficer: readonly (readonly [string, unknown])[] = [
    ['resolveAlert', { alertId, outcome: 'ASSISTED', note: long(note) }],
    ['resolveAlert', { alertId: crypto.randomUUID(), outcome: 'ASSISTED', note }],
    ['resolveAlert', { alertId, outcome: wrong, note }],
    ['transferAlert', { alertId, deskId: wrong, reason: transferReason }],
  ];
  for (const [act, input] of asOfficer) await send(mutation(act, input), { credential: houston });
  // In the document itself (whose names, unlike its values, may be repeated), in broken JSON, in the address and in the credential.
  const literal = `mutation { updatePerson(input: { name: "${name}", age: "${wrong}" }) { a } }`;
  const bodies = [
    JSON.stringify({ query: literal }),
    JSON.stringify({ query: `{ viewer { unknown(name: "${name}") } }` }),
    JSON.stringify({ query: `query ($a: Unknown! = "${name}") { viewer { __typename } }` }),
    JSON.stringify({ query: `{ viewer "${name}"` }),
    JSON.stringify({ query: '{ __typename }', operationName: wrong }),
    `{"query":"{ viewer { __typename } }","variables":{"name":"${name}"`,
    name,
  ];
  for (const body of bodies) await send(body, { credential: person });
  await send('{}', { path: `/${wrong}?phone=${encodeURIComponent(phone)}` });
  await send('{}', { headers: { authorization: `Bearer ${wrong}` } });
  await send('{}', { headers: { 'content-type': `text/${wrong}`, 'x-request-id': wrong } });
  const url = `${system.graphqlUrl}?query=${encodeURIComponent(literal)}`;
  refusals.push(await (await fetch(url)).text());
}

/** The same on the other door: an operation, a credential and what is no message at all. */
async function badSockets(person: Credential): Promise<void> {
  const { name, wrong } = planted;
  const signedIn = await openRawSocket(system.websocketUrl);
  const authorization = await authorizationOf(person);
  signedIn.send({ type: 'connection_init', payload: { authorization } });
  await signedIn.message(({ type }) => type === 'connection_ack');
  const body = mutation('updatePerson', { name: long(name) });
  const query = `{ viewer { unknown(name: "${name}") } }`;
  const payloads = [JSON.parse(body) as object, { query }];
  for (const [index, payload] of payloads.entries()) {
    signedIn.send({ id: String(index), type: 'subscribe', payload });
    const answer = await signedIn.message(({ id }) => id === String(index));
    refusals.push(JSON.stringify(answer));
  }
  signedIn.sendText(`{"type":"${wrong}"`);
  refusals.push((await signedIn.closed).reason);
  const stranger = await openRawSocket(system.websocketUrl);
  stranger.send({ type: 'connection_init', payload: { authorization: `Bearer ${wrong}` } });
  refusals.push((await stranger.closed).reason);
}

/** Everything as it is meant to be. */
async function goodRun(): Promise<void> {
  const boss = administrator(system);
  const organisationId = await boss.createOrganisation(control);
  const person = await enrolledPerson(system, { homeConsulate: 'houston' });
  const houston = await officer(system, 'houston');
  const dallas = await officer(system, 'dallas');
  const { name, document, contact, phone, otherPhone, message, label } = planted;
  const input = { name, document: { kind: 'PASSPORT', number: document } } as const;
  successOf(await person.updatePerson({ input }));
  const added = { name: contact, phone, message, maySee: 'COARSE_PLACE' } as const;
  const { contact: made } = successOf(await person.addEmergencyContact({ input: added }));
  const changed = { contactId: made.id, phone: otherPhone };
  successOf(await person.updateEmergencyContact({ input: changed }));
  const consent = { textVersion: '2026-11-22', purpose: 'NOTIFY_CONTACTS' } as const;
  successOf(await person.grantConsent({ input: consent }));
  const shared = { ...consent, purpose: 'SHARE_WITH_ORGANISATION', organisationId } as const;
  successOf(await person.grantConsent({ input: shared }));
  await linkDevice(successOf(await person.createDeviceLink({ input: {} })).code, label);

  const { id: alertId } = await person.press({ position: places[0] });
  const moved = { alertId, position: places[1] };
  successOf(await person.updateAlertPosition({ input: moved }));
  const seen = successOf(await houston.acknowledgeAlert({ input: { alertId } }));
  expect(seen.alert.id).toBe(alertId);
  expect(await houston.alertDossier({ id: alertId })).toMatchObject({ person: { name } });
  await badRun(person.credential, houston.credential, alertId);
  await badSockets(person.credential);
  const transfer = { alertId, deskId: dallas.deskId, reason: planted.transferReason };
  successOf(await houston.transferAlert({ input: transfer }));
  const cancel = { alertId, reason: planted.cancelReason };
  successOf(await person.cancelAlert({ input: cancel }));
  const resolve = { alertId, outcome: 'ASSISTED', note: planted.note } as const;
  successOf(await dallas.resolveAlert({ input: resolve }));
  expect(JSON.stringify(await dallas.alertDossier({ id: alertId }))).toContain(planted.note);
  for (const client of [person, houston, dallas]) client.close();
}

async function linkDevice(linkCode: string, deviceLabel: string): Promise<void> {
  let identity: DeviceIdentity | undefined;
  const store = {
    load: async () => identity,
    save: async (made: DeviceIdentity) => void (identity = made),
  };
  const client = await enrol({ url: system.graphqlUrl, linkCode, deviceLabel, store });
  if (!identity?.enrolment) throw new Error('An enrolled device has a certificate');
  const credential = deviceCredential(identity.keys, identity.enrolment.certificate);
  const own = JSON.stringify({ query: '{ viewer { ... on Person { devices { label } } } }' });
  const authorization = await authorizationOf(credential);
  const response = await fetch(system.graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: authorization ?? '' },
    body: own,
  });
  expect(await response.text()).toContain(deviceLabel);
  client.close();
}

beforeAll(async () => {
  firstSegment = await walSegment();
  system = await startTestSystem();
  await goodRun();
}, 240_000);
afterAll(async () => {
  await system[Symbol.asyncDispose]();
});

/** By place, what stands there; a place with nothing is left out. */
function searched(haystacks: readonly Haystack[], wanted: readonly Needle[]) {
  return haystacks
    .map(({ where, content }) => ({ where, found: found(wanted, content) }))
    .filter((place) => place.found.length > 0);
}

/** Everything that is asked something, and what each of them says when it ends. */
const logged = ['gateway', ...subgraphNames] as const;
const closing = '"Closing"';

const inOrganisation = textNeedles('control', control);

test('the search finds what is hidden in hex, in base64 at any place, and as a double', () => {
  const text = planted.name;
  for (const prefix of ['', 'a', 'ab', 'abc']) {
    const bytes = Buffer.from(`${prefix}${text} and on`);
    for (const encoding of ['utf8', 'hex', 'base64', 'base64url'] as const) {
      const haystack = Buffer.from(bytes.toString(encoding));
      expect(found(textNeedles('name', text), haystack)).toHaveLength(1);
    }
  }
  const [{ latitude }] = places;
  const double = Buffer.alloc(16);
  double.writeDoubleLE(latitude, 5);
  expect(found(coordinateNeedles('latitude', latitude), double)).toEqual(['latitude (double)']);
});

describe('nothing that was planted stands', () => {
  test('in a table', async () => {
    const haystacks = await tables(system);
    expect(searched(haystacks, inOrganisation)).toContainEqual({
      where: 'table people public.organisation',
      found: ['control (plain)'],
    });
    expect(searched(haystacks, needles)).toEqual([]);
  });

  test('in the write-ahead log', async () => {
    const haystacks = await writeAheadLog(firstSegment);
    expect(searched(haystacks, inOrganisation).length).toBeGreaterThan(0);
    expect(searched(haystacks, needles)).toEqual([]);
  }, 120_000);

  test('in what the services have logged', async () => {
    // What ends has written everything.
    for (const name of logged) await system.restart(name);
    for (const name of logged) {
      const isLast = (line: string) => line.startsWith(`${name} `) && line.includes(closing);
      await waitFor(() => system.lines.some(isLast), `the last line of ${name}`);
    }
    const haystack = { where: 'log', content: Buffer.from(system.lines.join('\n')) };
    expect(searched([haystack], textNeedles('control', closing))).toHaveLength(1);
    expect(searched([haystack], needles)).toEqual([]);
  });

  test('in what the database server has logged', async () => {
    const log = await serverLog();
    if (log === null && !process.env['DATABASE_URL']) throw new Error('The server has no log');
    const haystacks = log === null ? [] : [log];
    expect(searched(haystacks, textNeedles('control', 'LOG:'))).toHaveLength(haystacks.length);
    expect(searched(haystacks, needles)).toEqual([]);
  });

  test('in an answer to what was refused', () => {
    expect(refusals.length).toBeGreaterThan(30);
    const content = Buffer.from(refusals.join('\n'));
    const haystack = { where: 'answers', content };
    expect(searched([haystack], textNeedles('control', 'InvalidInputError'))).toHaveLength(1);
    expect(searched([haystack], needles)).toEqual([]);
  });
});
