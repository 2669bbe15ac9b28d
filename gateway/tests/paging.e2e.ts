import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { startHttpPeer, type HttpPeer } from '@alert-button/platform/testing/peers/http-peer.ts';
import { startSmtpPeer, type SmtpPeer } from '@alert-button/platform/testing/peers/smtp-peer.ts';
import { successOf } from '@alert-button/sdk';
import { createFollowerClient } from '@alert-button/sdk/follower';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { administrator } from './support/administrator.ts';
import { auditOf, rowsOf } from './support/audit.ts';
import { watchDesk } from './support/desk-watch.ts';
import { officer, type TestOfficer } from './support/officer.ts';
import { enrolledPerson } from './support/person.ts';
import { pressAndFollow } from './support/person-watch.ts';
import { places } from './support/places.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * Houston by night: nobody is at the desk but an officer on duty, who is away from the screen. A real
 * mail server and a real provider of text messages stand on this machine.
 */

const linksUrl = 'http://links.example.org';
const closing = new AsyncDisposableStack();
let system: TestSystem;
let mail: SmtpPeer;
let sms: HttpPeer;
let onDuty: TestOfficer;
const follower = () => createFollowerClient({ url: system.graphqlUrl });

beforeAll(async () => {
  mail = closing.use(await startSmtpPeer());
  sms = closing.use(await startHttpPeer());
  system = closing.use(
    await startTestSystem({
      environment: {
        consulates: {
          LINKS_URL: linksUrl,
          SMTP_URL: mail.url,
          SMTP_FROM: 'alerts@example.org',
          SMS_URL: sms.url,
          SMS_TOKEN: 'a-token-of-the-provider',
          SMS_FROM: 'ALERTA',
        },
      },
    }),
  );
  onDuty = await officer(system, 'houston');
  closing.defer(() => onDuty.close());
  const { act } = administrator(system);
  const { officerId } = onDuty;
  await act('addRosterMember', { deskCode: 'houston', officerId });
  const [startsAt, endsAt] = [-1, 24].map((hours) =>
    new Date(Date.now() + hours * 3_600_000).toISOString(),
  );
  await act('addDutyShift', { deskCode: 'houston', officerId, startsAt, endsAt });
  successOf(await onDuty.addOfficerChannel({ input: { email: 'guardia@example.org' } }));
  successOf(await onDuty.addOfficerChannel({ input: { phone: '+525512345678' } }));
  await waitFor(async () => {
    const [row] = await rowsOf<{ arrived: boolean }>(
      system,
      `select exists (select from directory_desk where code = 'houston' and shifts <> '[]')
         and exists (select from desk_roster where $1 = any (officer_ids)) as arrived`,
      [officerId],
    );
    return row?.arrived;
  }, 'alerts to hear of duty and roster');
}, 120_000);
afterAll(() => closing.disposeAsync());
beforeEach(() => {
  mail.conduct = 'TAKE';
  mail.mails.length = 0;
  sms.conduct = { status: 201 };
  sms.posts.length = 0;
});

/** The time for an answer at the screen is over. */
async function nobodyAnswers(alertId: string): Promise<void> {
  await waitFor(async () => {
    const rows = await rowsOf(
      system,
      `update escalation_step set due_at = clock_timestamp()
       where alert_id = $1 and settled_at is null returning 1`,
      [alertId],
    );
    return rows.length;
  }, 'the step that is due next');
}

function linkIn(text: string): { readonly url: string; readonly token: string } {
  const found = /(http:\/\/links\.example\.org\/a\/)([A-Za-z0-9_-]{22})/.exec(text);
  if (found === null) throw new Error('There is no link');
  return { url: found[0], token: found[2] ?? '' };
}

/** As the network has it: quoted-printable lines are joined. */
const plain = (raw: string) => raw.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=');

const pagesOf = async (alertId: string) => (await onDuty.pages({ alertId })) ?? [];

test('an alert at night reaches the officer on duty by e-mail, and its link answers it once', async () => {
  using desk = await watchDesk(system, 'houston', 'officer-houston-2');
  using watch = await pressAndFollow(system, places.houston);
  const { alertId } = watch;
  await nobodyAnswers(alertId);

  const [sent] = await waitFor(() => mail.mails.length > 0 && mail.mails, 'the e-mail');
  expect(sent?.to).toBe('guardia@example.org');
  const text = plain(sent?.raw ?? '');
  expect(text).toContain('Alerta en espera de respuesta: houston.');
  expect(text).not.toContain(alertId);
  const { token } = linkIn(text);

  const input = { token };
  const { page } = await waitFor(async () => {
    const answer = await follower().acknowledgePage({ input });
    return answer.__typename === 'AcknowledgePageSuccess' ? answer : null;
  }, 'alerts to hear of the link');
  expect(page).toMatchObject({ desk: { code: 'houston' }, status: 'ACKNOWLEDGED' });
  const seen = await desk.feed.event(
    (event) => event.kind === 'ACKNOWLEDGED' && event.alertId === alertId,
    'ACKNOWLEDGED',
  );
  expect(seen.status).toBe('ACKNOWLEDGED');
  const taken = (await auditOf(system, alertId)).find(
    ({ action }) => action === 'acknowledgeAlert',
  );
  expect(taken).toMatchObject({ actorKind: 'OFFICER', actorId: onDuty.officerId });

  const again = await follower().acknowledgePage({ input });
  expect(again.__typename).toBe('NotFoundError');
  // Nothing more is sent: the text message would have been next.
  const [settled] = await waitFor(async () => {
    const pages = await pagesOf(alertId);
    return pages.every(({ status }) => status !== 'WAITING') && pages;
  }, 'the page to be settled');
  expect(settled?.attempts.map(({ channelKind, outcome }) => [channelKind, outcome])).toEqual([
    ['EMAIL', 'ACCEPTED'],
  ]);
  expect(sms.posts).toEqual([]);
  const resolved = { alertId, outcome: 'ASSISTED' } as const;
  successOf(await desk.officer.resolveAlert({ input: resolved }));
});

test('where the first channel refuses, the next is tried at once', async () => {
  mail.conduct = 'NO_SUCH_MAILBOX';
  using watch = await pressAndFollow(system, places.houston);
  const { alertId } = watch;
  await nobodyAnswers(alertId);

  const [post] = await waitFor(() => sms.posts.length > 0 && sms.posts, 'the text message');
  const { to, text } = JSON.parse(post?.body.toString() ?? '') as { to: string; text: string };
  expect(to).toBe('+525512345678');
  expect(text.length).toBeLessThanOrEqual(160);
  const [page] = await waitFor(async () => {
    const pages = await pagesOf(alertId);
    return pages[0]?.attempts[1]?.outcome === 'ACCEPTED' && pages;
  }, 'the outcome in the delivery log');
  expect(
    page?.attempts.map(({ channelKind, outcome, reason }) => [channelKind, outcome, reason]),
  ).toEqual([
    ['EMAIL', 'REFUSED', 'SMTP_550'],
    ['SMS', 'ACCEPTED', null],
  ]);
  const { token } = linkIn(text);
  await waitFor(async () => {
    const answer = await follower().acknowledgePage({ input: { token } });
    return answer.__typename === 'AcknowledgePageSuccess';
  }, 'alerts to hear of the link');
  const resolved = { alertId, outcome: 'ASSISTED' } as const;
  successOf(await onDuty.resolveAlert({ input: resolved }));
});

test('F15: a press is acknowledged while every provider hangs', async () => {
  mail.conduct = 'HANG';
  sms.conduct = 'HANG';
  using first = await pressAndFollow(system, places.houston);
  await nobodyAnswers(first.alertId);
  // A page is under way: its provider has been asked and does not answer.
  await waitFor(async () => {
    const [page] = await pagesOf(first.alertId);
    return page?.attempts[0]?.outcome === null;
  }, 'an attempt that hangs');
  const person = await enrolledPerson(system);
  const { id } = await person.press({ position: places.houston });
  successOf(await onDuty.acknowledgeAlert({ input: { alertId: id } }));
  const [page] = await pagesOf(first.alertId);
  expect(page?.acceptedAt).toBeNull();
  for (const alertId of [id, first.alertId]) {
    successOf(await onDuty.resolveAlert({ input: { alertId, outcome: 'ASSISTED' } }));
  }
  person.close();
});
