import { randomBytes, randomUUID } from 'node:crypto';
import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { withConnection } from '@alert-button/platform/database/connection.ts';
import { smsSize } from '@alert-button/platform/messages/gsm7.ts';
import { startProviders, type Providers } from '@alert-button/platform/testing/peers/providers.ts';
import { successOf } from '@alert-button/sdk';
import { createOperatorClient, type OperatorClient } from '@alert-button/sdk/operator';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { watchDesk, type DeskWatch } from './support/desk-watch.ts';
import { tables } from './support/matrix-haystacks.ts';
import { found, textNeedles } from './support/matrix-needles.ts';
import { officerCredentialOf } from './support/officer.ts';
import { enrolledPerson, type EnrolledPerson } from './support/person.ts';
import { textProvider } from './support/text-provider.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * Without an app: a signed text message becomes an alert on the right desk, and its writer is told
 * by text message; an operator recognises or registers a caller and raises for them.
 */

/** Numbers that nobody has. */
const phones = {
  ana: '+12815550141',
  luis: '+12815550142',
  eva: '+12815550143',
  rosa: '+12815550144',
  stranger: '+12815550145',
} as const;
const word = 'Quetzal bordado';
const accepted = { status: 204, body: '' };

let providers: Providers;
let system: TestSystem;
let houston: DeskWatch;
let portland: DeskWatch;
let operator: OperatorClient;
let luis: EnrolledPerson;
let send: ReturnType<typeof textProvider>;

const textsTo = (phone: string) => providers.textsTo(phone).map(({ text }) => text);
const told = (phone: string, count: number, what: string) =>
  waitFor(() => textsTo(phone).length >= count, what);

/** The alert that a desk's live feed shows next, beyond those that are known. */
const known = new Set<string>();
async function nextAlert({ feed }: DeskWatch): Promise<string> {
  const { alertId } = await feed.event(
    (event) => event.kind === 'RAISED' && !known.has(event.alertId),
    'an alert on the desk',
  );
  known.add(alertId);
  return alertId;
}

const dossierOf = async ({ officer }: DeskWatch, id: string) => {
  const dossier = await officer.alertDossier({ id });
  if (dossier === null) throw new Error('It is not on that desk');
  return dossier;
};

async function countAlerts(): Promise<number> {
  return withConnection(system.databases.alerts.owner, async (owner) => {
    const { rows } = await owner.query<{ count: number }>(
      'select count(*)::integer as count from alert',
    );
    return rows[0]?.count ?? 0;
  });
}

beforeAll(async () => {
  providers = await startProviders();
  system = await startTestSystem({ environment: { people: providers.environment } });
  send = textProvider(system);
  houston = await watchDesk(system, 'houston');
  portland = await watchDesk(system, 'portland');
  operator = createOperatorClient({
    url: system.graphqlUrl,
    credential: officerCredentialOf(system, 'call-centre'),
  });
  luis = await enrolledPerson(system, { homeConsulate: 'portland' });
}, 240_000);

afterAll(async () => {
  houston[Symbol.dispose]();
  portland[Symbol.dispose]();
  operator.close();
  luis.close();
  await system[Symbol.asyncDispose]();
  await providers[Symbol.asyncDispose]();
});

test('a text is an alert on the desk of its ZIP code, and its writer is told at each step', async () => {
  const text = '¡Ayúda! estoy en el 77002';
  expect(await send({ id: 'SM-1', from: phones.ana, text })).toEqual(accepted);
  const alertId = await nextAlert(houston);
  const dossier = await dossierOf(houston, alertId);
  expect(dossier).toMatchObject({ channel: 'SMS', status: 'RAISED' });
  expect(dossier.notes?.map((note) => note.text)).toEqual([text]);
  // The officer can call the number back.
  expect(dossier.person?.phone).toBe(phones.ana);
  await told(phones.ana, 1, 'her to be told that it was received');
  successOf(await houston.officer.acknowledgeAlert({ input: { alertId } }));
  await told(phones.ana, 2, 'her to be told that somebody answers');
  expect(await send({ from: phones.ana, text: 'son dos camionetas' })).toEqual(accepted);
  await houston.feed.event(
    (event) => event.alertId === alertId && event.kind === 'PRESSED_AGAIN',
    'what she wrote to be on the alert',
  );
  expect((await dossierOf(houston, alertId)).notes?.at(-1)?.text).toBe('son dos camionetas');
  successOf(await houston.officer.resolveAlert({ input: { alertId, outcome: 'ASSISTED' } }));
  await told(phones.ana, 3, 'her to be told of the end');
  expect(textsTo(phones.ana)).toHaveLength(3);
  expect(new Set(textsTo(phones.ana)).size).toBe(3);
  for (const told of textsTo(phones.ana)) {
    expect(smsSize(told)).toEqual({ alphabet: 'GSM_7', segments: 1 });
  }
}, 90_000);

test('the provider’s retry, and many at once, are the same alert', async () => {
  const message = { id: 'SM-2', from: phones.eva, text: 'HELP Harris County, TX' };
  const answers = await Promise.all(Array.from({ length: 4 }, () => send(message)));
  expect([...answers, await send(message)]).toEqual(Array.from({ length: 5 }, () => accepted));
  const alertId = await nextAlert(houston);
  expect(await dossierOf(houston, alertId)).toMatchObject({ version: 1 });
  // Another message of hers joins it.
  expect(await send({ from: phones.eva, text: 'help' })).toEqual(accepted);
  await houston.catchUp();
  expect(await dossierOf(houston, alertId)).toMatchObject({ version: 2 });
  await told(phones.eva, 1, 'her to be told once');
  expect(textsTo(phones.eva)[0]).toMatch(/^Received/);
  successOf(await houston.officer.resolveAlert({ input: { alertId, outcome: 'ASSISTED' } }));
  await told(phones.eva, 2, 'her to be told of the end');
  expect(textsTo(phones.eva)).toHaveLength(2);
}, 90_000);

test('forged, altered, old and unreadable messages raise nothing and are told nothing', async () => {
  const before = await countAlerts();
  const message = { from: phones.stranger, text: 'AYUDA 77002' };
  const body = JSON.stringify({ id: 'SM-3', ...message });
  const refused = [
    await send(message, { secret: randomBytes(32) }),
    await send(message, { body }),
    await send(message, { offset: -3600 }),
    await send(message, { offset: 3600 }),
  ];
  expect(refused).toEqual(Array.from({ length: 4 }, () => ({ status: 401, body: '' })));
  expect((await send({ ...message, text: 'x'.repeat(20_000) })).status).toBe(413);
  expect((await send({ ...message, from: '' })).status).toBe(400);
  const unsigned = await fetch(`${system.origins.texts}/texts`, { method: 'POST', body });
  expect([unsigned.status, await unsigned.text()]).toEqual([401, '']);
  expect((await fetch(`${system.origins.texts}/texts`)).status).toBe(404);
  expect(await countAlerts()).toBe(before);
  expect(textsTo(phones.stranger)).toEqual([]);
}, 60_000);

test('anything else is answered with how to ask for help, and raises nothing', async () => {
  const before = await countAlerts();
  expect(await send({ from: phones.stranger, text: 'hola' })).toEqual(accepted);
  await told(phones.stranger, 1, 'the instruction');
  expect(textsTo(phones.stranger)[0]).toMatch(/AYUDA.*HELP.*STOP/);
  expect(await countAlerts()).toBe(before);
});

test('whoever proved a number is its writer, and without a place it goes to their consulate', async () => {
  successOf(await luis.setOwnPhone({ input: { phone: phones.luis } }));
  await told(phones.luis, 1, 'the code');
  const code = /\d{6}/.exec(textsTo(phones.luis)[0] ?? '')?.[0] ?? '';
  const { person } = successOf(await luis.confirmOwnPhone({ input: { code } }));
  expect(person.maskedPhone).toBe('•••• 0142');
  expect(await send({ from: phones.luis, text: 'AYUDA' })).toEqual(accepted);
  const alertId = await nextAlert(portland);
  expect(await dossierOf(portland, alertId)).toMatchObject({ person: { id: luis.personId } });
  expect((await luis.alert({ id: alertId }))?.channel).toBe('SMS');
  successOf(await portland.officer.resolveAlert({ input: { alertId, outcome: 'ASSISTED' } }));
  await told(phones.luis, 3, 'him to be told of the end');
}, 90_000);

test('STOP ends what is sent to a number, as a contact’s too, until it asks for help', async () => {
  const contact = { name: 'Rosa', phone: phones.rosa };
  successOf(await luis.addEmergencyContact({ input: contact }));
  await told(phones.rosa, 1, 'the question');
  expect(await send({ from: phones.rosa, text: 'Baja.' })).toEqual(accepted);
  const own = await luis.ownData();
  if (own?.__typename !== 'Person') throw new Error('A person sees themself');
  expect(own.emergencyContacts).toMatchObject([{ standing: 'WITHDRAWN' }]);
  expect(await send({ from: phones.rosa, text: 'hola' })).toEqual(accepted);
  expect(await send({ from: phones.rosa, text: 'AYUDA 77002' })).toEqual(accepted);
  const alertId = await nextAlert(houston);
  await told(phones.rosa, 2, 'her to be told');
  expect(textsTo(phones.rosa)[1]).toMatch(/^Recibido/);
  successOf(await houston.officer.resolveAlert({ input: { alertId, outcome: 'ASSISTED' } }));
}, 90_000);

test('an operator recognises a caller by their word, and raises for them', async () => {
  successOf(await luis.setCallerWord({ input: { word } }));
  const phone = phones.luis;
  const miss = await operator.recogniseCaller({ input: { phone, word: 'otra cosa' } });
  expect(miss.__typename).toBe('NotFoundError');
  const input = { phone, word: 'quetzal bordado' };
  const { caller } = successOf(await operator.recogniseCaller({ input }));
  expect(caller).toEqual({ personId: luis.personId });
  const raised = successOf(
    await operator.raiseAlertForCaller({
      input: {
        idempotencyKey: randomUUID(),
        personId: caller.personId,
        countyFips: '48201',
        note: 'Says they are outside.',
      },
    }),
  );
  expect(raised.alert.channel).toBe('CALL_CENTRE');
  const alertId = await nextAlert(houston);
  await told(phones.luis, 4, 'the caller to be told too');
  successOf(await houston.officer.resolveAlert({ input: { alertId, outcome: 'ASSISTED' } }));
}, 90_000);

test('an operator registers who has no device, with the id that was raised with', async () => {
  const personId = randomUUID();
  const call = {
    idempotencyKey: randomUUID(),
    personId,
    countyFips: '48201',
    note: 'Her brother was taken.',
  };
  const { alert } = successOf(await operator.raiseAlertForCaller({ input: call }));
  known.add(alert.id);
  const input = { personId, phone: '+12815550146', word: 'Nopal', languages: ['es'] };
  successOf(await operator.registerCaller({ input }));
  successOf(await operator.registerCaller({ input }));
  const found = successOf(
    await operator.recogniseCaller({ input: { phone: input.phone, word: 'nopal' } }),
  );
  expect(found.caller.personId).toBe(personId);
  const dossier = await dossierOf(houston, alert.id);
  expect(dossier.person).toMatchObject({ phone: input.phone, languages: ['es'] });
  successOf(
    await houston.officer.resolveAlert({ input: { alertId: alert.id, outcome: 'ASSISTED' } }),
  );
}, 60_000);

test('while people is away a text is an alert all the same, and answered when it is back', async () => {
  const message = { id: 'SM-9', from: '+12815550147', text: 'AYUDA 77002' };
  await system.stopService('people');
  const { status } = await send(message);
  expect(status).toBe(503);
  const alertId = await nextAlert(houston);
  await system.start('people');
  await waitFor(async () => (await send(message)).status === 204, 'the retry to be taken');
  await told(message.from, 1, 'its writer to be told late');
  await houston.catchUp();
  expect(await dossierOf(houston, alertId)).toMatchObject({ version: 1, channel: 'SMS' });
  successOf(await houston.officer.resolveAlert({ input: { alertId, outcome: 'ASSISTED' } }));
  await told(message.from, 2, 'and of the end');
}, 120_000);

test('numbers, words and what was written stand in no table and no log', async () => {
  const secrets = { ...phones, word, text: 'son dos camionetas' };
  const needles = Object.entries(secrets).flatMap(([what, text]) => textNeedles(what, text));
  const places = [
    ...(await tables(system)),
    { where: 'log', content: Buffer.from(system.lines.join('\n')) },
  ];
  const hits = places
    .map(({ where, content }) => ({ where, found: found(needles, content) }))
    .filter((place) => place.found.length > 0);
  expect(hits).toEqual([]);
}, 60_000);
