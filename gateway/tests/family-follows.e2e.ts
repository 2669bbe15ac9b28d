import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { startProviders, type Providers } from '@alert-button/platform/testing/peers/providers.ts';
import { successOf } from '@alert-button/sdk';
import { createFollowerClient, type FollowerClient } from '@alert-button/sdk/follower';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { officer, type TestOfficer } from './support/officer.ts';
import { enrolledPerson, type EnrolledPerson } from './support/person.ts';
import { places } from './support/places.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * One press: an e-mail at a mail server, a push at a push service, a text message at a message
 * centre. Each of their links shows the alert live to whoever opens it.
 */

const family = {
  text: { phone: '+525511112222', name: 'Aunt' },
  mail: { email: 'brother@example.test', name: 'Brother' },
  push: { email: 'cousin@example.test', name: 'Cousin' },
} as const;

let providers: Providers;
let system: TestSystem;
let ana: EnrolledPerson;
let houston: TestOfficer;
let visitor: FollowerClient;

beforeAll(async () => {
  providers = await startProviders('SMPP');
  system = await startTestSystem({ environment: { people: providers.environment } });
  ana = await enrolledPerson(system);
  houston = await officer(system, 'houston');
  visitor = createFollowerClient({ url: system.graphqlUrl });
}, 240_000);

afterAll(async () => {
  for (const client of [ana, houston, visitor]) client.close();
  await system[Symbol.asyncDispose]();
  await providers[Symbol.asyncDispose]();
});

/** What reached each of them, in order. */
const received = {
  text: () =>
    providers.messageCentre.texts
      .filter(({ to }) => to.replace(/^\+?/, '+') === family.text.phone)
      .map(({ text }) => text),
  mail: () => providers.mailsTo(family.mail.email),
  push: () => providers.pushed().map(({ link = '' }) => link),
};
const ways = ['text', 'mail', 'push'] as const;

/** The token of the link of that kind in a message. */
function tokenIn(message: string | undefined, kind: 'c' | 'f'): string {
  const token = new RegExp(`/${kind}/([A-Za-z0-9_-]+)`).exec(message ?? '')?.[1];
  if (token === undefined) throw new Error('A message has a link');
  return token;
}

type Push = { readonly endpoint: string; readonly p256dh: string; readonly auth: string };

async function agree(message: string | undefined, push?: Push): Promise<void> {
  const input = { token: tokenIn(message, 'c'), ...(push === undefined ? {} : { push }) };
  successOf(await visitor.confirmContact({ input }));
}

test('a press is told by text message, e-mail and push, and each link shows what happens then', async () => {
  for (const input of Object.values(family)) {
    successOf(await ana.addEmergencyContact({ input: { ...input, language: 'es' } }));
  }
  const asked = () => [...received.text(), ...received.mail(), ...questions()];
  const questions = () => providers.mailsTo(family.push.email);
  await waitFor(() => asked().length === 3, 'everybody to be asked');
  await agree(received.text()[0]);
  await agree(received.mail()[0]);
  const { endpoint, p256dh, auth } = providers.push.address;
  await agree(questions()[0], { endpoint, p256dh, auth });

  const { id: alertId } = await ana.press({ position: places.houston });
  const before = { text: 1, mail: 1, push: 0 };
  await waitFor(
    () => ways.every((way) => received[way]().length > before[way]),
    'everybody to be told',
  );

  const seen = await Promise.all(
    ways.map(async (way) => {
      const token = tokenIn(received[way]()[before[way]], 'f');
      const opened = await waitFor(() => visitor.linkedAlert({ token }), 'the link to be known');
      expect(opened.alert.status).toBe('RAISED');
      const feed = visitor.followAlert({ token, after: opened.streamCursor });
      return { feed, next: feed.next() };
    }),
  );
  successOf(await houston.acknowledgeAlert({ input: { alertId } }));
  for (const { feed, next } of seen) {
    const { value } = await next;
    expect(value).toMatchObject({ __typename: 'FollowedEvent', status: 'ACKNOWLEDGED' });
    await feed.return();
  }
}, 120_000);
