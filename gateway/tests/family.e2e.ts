import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { smsSize } from '@alert-button/platform/messages/gsm7.ts';
import { startProviders, type Providers } from '@alert-button/platform/testing/peers/providers.ts';
import { successOf } from '@alert-button/sdk';
import { createFollowerClient, type FollowerClient } from '@alert-button/sdk/follower';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tables } from './support/matrix-haystacks.ts';
import { found, textNeedles } from './support/matrix-needles.ts';
import { officer, type TestOfficer } from './support/officer.ts';
import { enrolledPerson, type EnrolledPerson } from './support/person.ts';
import { places } from './support/places.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * A press reaches the family by a real mail server, a real push service and a provider of text
 * messages: each contact once for each step, in their language, whatever the providers do.
 */

const planted = {
  aunt: 'Xochitl Colibrina',
  phone: '+525598765432',
  brother: 'Tenoch Zanatero',
  email: 'tenoch.zanatero@example.test',
  cousin: 'Itzel Guacamaya',
  cousinEmail: 'itzel.guacamaya@example.test',
  words: 'Mensaje del quebrantahuesos',
} as const;

let providers: Providers;
let system: TestSystem;
let ana: EnrolledPerson;
let houston: TestOfficer;
let visitor: FollowerClient;
const tokens: string[] = [];

const linkPattern = /https?:\/\/\S+\/([cfr])\/([A-Za-z0-9_-]+)/;
function linkIn(text: string | undefined): { readonly kind: string; readonly token: string } {
  const [, kind = '', token = ''] = linkPattern.exec(text ?? '') ?? [];
  if (token === '') throw new Error('A message has a link');
  tokens.push(token);
  return { kind, token };
}

const texts = () => providers.textsTo(planted.phone).map(({ text }) => text);
const mails = (to: string = planted.email) => providers.mailsTo(to);
const pushed = () => providers.pushed();
const counts = () => [texts().length, mails().length, pushed().length];
const reach = (wanted: readonly number[], what: string) =>
  waitFor(() => counts().every((count, index) => count >= (wanted[index] ?? 0)), what);

async function addContact(input: Parameters<EnrolledPerson['addEmergencyContact']>[0]['input']) {
  return successOf(await ana.addEmergencyContact({ input })).contact;
}
const confirm = async (token: string, push?: object) =>
  successOf(
    await visitor.confirmContact({
      input: { token, ...(push ? { push } : {}) } as { token: string },
    }),
  );

beforeAll(async () => {
  providers = await startProviders();
  system = await startTestSystem({ environment: { people: providers.environment } });
  ana = await enrolledPerson(system, { homeConsulate: 'houston' });
  houston = await officer(system, 'houston');
  visitor = createFollowerClient({ url: system.graphqlUrl });
}, 240_000);

afterAll(async () => {
  for (const client of [ana, houston, visitor]) client.close();
  await system[Symbol.asyncDispose]();
  await providers[Symbol.asyncDispose]();
});

test('each contact is asked once, and answers with the link of the message', async () => {
  const { words } = planted;
  await addContact({ name: planted.aunt, phone: planted.phone, language: 'nhe', message: words });
  await addContact({ name: planted.brother, email: planted.email, language: 'en', message: words });
  await addContact({ name: planted.cousin, email: planted.cousinEmail, language: 'es' });
  await waitFor(
    () => texts().length + mails().length + mails(planted.cousinEmail).length === 3,
    'the questions',
  );
  expect(mails()[0]).not.toContain(words);
  const [aunt, brother, cousin] = [texts()[0], mails()[0], mails(planted.cousinEmail)[0]].map(
    linkIn,
  );
  expect([aunt?.kind, brother?.kind, cousin?.kind]).toEqual(['c', 'c', 'c']);
  await confirm(aunt?.token ?? '');
  await confirm(brother?.token ?? '');
  const { endpoint, p256dh, auth } = providers.push.address;
  await confirm(cousin?.token ?? '', { endpoint, p256dh, auth });
  const own = await ana.ownData();
  if (own?.__typename !== 'Person') throw new Error('A person sees themself');
  expect(own.emergencyContacts).toMatchObject([
    {
      maskedName: 'Xochitl •••',
      maskedPhone: '•••• 5432',
      maskedEmail: null,
      standing: 'CONFIRMED',
    },
    { maskedName: 'Tenoch •••', maskedPhone: null, maskedEmail: 't•••@example.test' },
    { hasPush: true, standing: 'CONFIRMED' },
  ]);
}, 60_000);

let alertId: string;
let exit: string;

test('a press tells each of them once, by their way and in their language', async () => {
  alertId = (await ana.press({ position: places.houston })).id;
  await reach([2, 2, 1], 'everybody to be told');
  const text = texts()[1] ?? '';
  expect(smsSize(text)).toEqual({ alphabet: 'GSM_7', segments: 1 });
  expect(text).toMatch(/^Alguien de su confianza/);
  expect(text).not.toContain(planted.words);
  const mail = mails()[1] ?? '';
  expect(mail).toMatch(/^Subject: You have a message/m);
  expect(mail).toContain('Somebody who trusts you');
  expect(mail).toContain(planted.words);
  const [push] = pushed();
  expect(JSON.stringify(push)).toContain('Alguien de su confianza');
  expect(linkIn(text).kind).toBe('f');
  exit = linkIn(mail).token;
  linkIn(push?.link);
}, 60_000);

test('an answer tells them again, and the person sees how far each message came', async () => {
  successOf(await houston.acknowledgeAlert({ input: { alertId } }));
  await reach([3, 3, 2], 'everybody to be told of the answer');
  const contactDeliveries = (await ana.contactDeliveries({ alertId })) ?? [];
  const steps = contactDeliveries.map(({ step, state }) => `${step} ${state}`);
  expect(steps.filter((step) => step === 'RAISED REACHED_PROVIDER')).toHaveLength(3);
  expect(steps.filter((step) => step === 'ACKNOWLEDGED REACHED_PROVIDER')).toHaveLength(3);
  expect(JSON.stringify(contactDeliveries)).not.toContain(planted.email);
}, 60_000);

test('who leaves by the link of a message hears nothing more, not of the end either', async () => {
  expect(await visitor.contactLink({ token: exit })).toMatchObject({ purpose: 'EXIT' });
  successOf(await visitor.withdrawContact({ input: { token: exit } }));
  successOf(await houston.resolveAlert({ input: { alertId, outcome: 'ASSISTED' } }));
  await reach([4, 3, 3], 'the others to be told of the end');
  expect(counts()).toEqual([4, 3, 3]);
}, 60_000);

test('F15: while providers fail, cut off and refuse, and people is killed, nothing is lost or doubled', async () => {
  providers.sms.conduct = { status: 503 };
  providers.push.conduct = 'CUT_OFF';
  const before = [...new Set(providers.textsTo(planted.phone).map(({ id }) => id))].length;
  const pushesBefore = pushed().length;
  const { id } = await ana.press({ position: places.houston });
  const failures = async () => {
    const deliveries = (await ana.contactDeliveries({ alertId: id })) ?? [];
    return deliveries.reduce((sum, delivery) => sum + delivery.failures, 0);
  };
  await waitFor(async () => (await failures()) >= 2, 'the providers to have failed');
  await system.restart('people', 'SIGKILL');
  providers.sms.conduct = { status: 201 };
  providers.push.conduct = { status: 201 };
  const state = async () => {
    const deliveries = (await ana.contactDeliveries({ alertId: id })) ?? [];
    return deliveries.map((delivery) => delivery.state);
  };
  await waitFor(
    async () => (await state()).every((one) => one === 'REACHED_PROVIDER'),
    'everybody to be told after all',
  );
  // It may have escalated meanwhile, which they are told of too.
  const deliveries = (await ana.contactDeliveries({ alertId: id })) ?? [];
  const toldTo = (masked: string) =>
    deliveries.filter(({ contact }) => contact.maskedName === masked).length;
  // Repeats of what failed carry the same id.
  const ids = providers.textsTo(planted.phone).map((one) => one.id);
  expect(new Set(ids).size).toBe(before + toldTo('Xochitl •••'));
  // Her push failed, and the mail that stands behind it took it: one of the two.
  const cousin = pushed().length - pushesBefore + mails(planted.cousinEmail).length - 1;
  expect(cousin).toBe(toldTo('Itzel •••'));
  successOf(await houston.resolveAlert({ input: { alertId: id, outcome: 'ASSISTED' } }));
}, 120_000);

test('a press is received while people is down, and told when it is back', async () => {
  await system.stopService('people');
  const seen = texts().length;
  const { id } = await ana.press({ position: places.houston });
  expect(id).not.toBe('');
  await system.start('people');
  await waitFor(() => texts().length > seen, 'the family to be told late');
}, 120_000);

test('the link of a message shows how the alert stands', async () => {
  const { token } = linkIn(texts().at(-1));
  const followed = await waitFor(() => visitor.linkedAlert({ token }), 'the link to be known');
  expect(JSON.stringify(followed)).toContain('RAISED');
});

test('names, numbers, addresses, words and tokens stand in no table and no log', async () => {
  const needles = [
    ...Object.entries(planted).flatMap(([what, text]) => textNeedles(what, text)),
    ...tokens.flatMap((token) => textNeedles('token', token)),
  ];
  expect(tokens.length).toBeGreaterThan(5);
  const places = [
    ...(await tables(system)),
    { where: 'log', content: Buffer.from(system.lines.join('\n')) },
  ];
  const hits = places
    .map(({ where, content }) => ({ where, found: found(needles, content) }))
    .filter((place) => place.found.length > 0);
  expect(hits).toEqual([]);
}, 60_000);
