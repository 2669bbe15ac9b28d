import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { withConnection } from '@alert-button/platform/database/connection.ts';
import { startProviders, type Providers } from '@alert-button/platform/testing/peers/providers.ts';
import { successOf } from '@alert-button/sdk';
import { createFollowerClient, type FollowerClient } from '@alert-button/sdk/follower';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { administrator } from './support/administrator.ts';
import { auditOf, rowsOf } from './support/audit.ts';
import { watchDesk, type DeskWatch } from './support/desk-watch.ts';
import { enrolledPerson, type EnrolledPerson } from './support/person.ts';
import { places } from './support/places.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * A person, and a desk, rehearse the whole chain. A real mail server, a real push service and a
 * provider of text messages stand by, and hear nothing of it; of the real press at the end they do.
 */

const closing = new AsyncDisposableStack();
const aunt = { name: 'Xochitl Colibrina', phone: '+525598765432' } as const;
const cousin = { name: 'Itzel Guacamaya', email: 'itzel@example.test' } as const;
let providers: Providers;
let system: TestSystem;
let ana: EnrolledPerson;
let desk: DeskWatch;
let visitor: FollowerClient;

const received = () => [
  providers.mail.mails.length,
  providers.sms.posts.length,
  providers.push.posts.length,
];
const tokenOf = (link: string | null | undefined) => link?.split('/').at(-1) ?? '';

beforeAll(async () => {
  providers = closing.use(await startProviders());
  const { environment } = providers;
  system = closing.use(
    await startTestSystem({ environment: { people: environment, consulates: environment } }),
  );
  visitor = createFollowerClient({ url: system.graphqlUrl });
  ana = await enrolledPerson(system);
  desk = await watchDesk(system, 'houston');
  closing.defer(() => {
    for (const client of [visitor, ana, desk.officer]) client.close();
  });
  await planDuty();
  await addFamily();
}, 240_000);
afterAll(() => closing.disposeAsync());

/** The officer of the desk is on duty and has two channels; alerts has heard of it. */
async function planDuty(): Promise<void> {
  const { act } = administrator(system);
  const { officerId } = desk.officer;
  await act('addRosterMember', { deskCode: 'houston', officerId });
  const [startsAt, endsAt] = [-1, 24].map((hours) =>
    new Date(Date.now() + hours * 3_600_000).toISOString(),
  );
  await act('addDutyShift', { deskCode: 'houston', officerId, startsAt, endsAt });
  successOf(await desk.officer.addOfficerChannel({ input: { email: 'guardia@example.test' } }));
  successOf(await desk.officer.addOfficerChannel({ input: { phone: '+525512345678' } }));
  await waitFor(async () => {
    const [row] = await rowsOf<{ arrived: boolean }>(
      system,
      `select exists (select from directory_desk where code = 'houston' and shifts <> '[]')
         and exists (select from desk_roster where $1 = any (officer_ids)) as arrived`,
      [officerId],
    );
    return row?.arrived;
  }, 'alerts to hear of duty and roster');
}

/** One is reached by text messages, the other by push; both agreed. */
async function addFamily(): Promise<void> {
  successOf(await ana.addEmergencyContact({ input: aunt }));
  successOf(await ana.addEmergencyContact({ input: cousin }));
  const asked = () => [providers.textsTo(aunt.phone)[0]?.text, providers.mailsTo(cousin.email)[0]];
  await waitFor(() => asked().every((text) => text !== undefined), 'both to be asked');
  const [first, second] = asked().map(
    (text) => /\/c\/([A-Za-z0-9_-]+)/.exec(text ?? '')?.[1] ?? '',
  );
  successOf(await visitor.confirmContact({ input: { token: first ?? '' } }));
  const { endpoint, p256dh, auth } = providers.push.address;
  const push = { endpoint, p256dh, auth };
  successOf(await visitor.confirmContact({ input: { token: second ?? '', push } }));
}

/** The time for an answer at the screen is over. */
const nobodyAnswers = (alertId: string) =>
  waitFor(async () => {
    const rows = await rowsOf(
      system,
      `update escalation_step set due_at = clock_timestamp()
       where alert_id = $1 and settled_at is null returning 1`,
      [alertId],
    );
    return rows.length;
  }, 'the step that is due next');

const eventOf = (alertId: string, kind: string) =>
  desk.feed.event((event) => event.alertId === alertId && event.kind === kind, kind);

let drillId: string;
let followToken: string;
let cursorBefore: string;

test('a person rehearses the whole chain: all would be told, by what, in which order, and nothing leaves', async () => {
  const before = received();
  cursorBefore = (await desk.officer.deskAlerts({ deskId: desk.deskId }))?.streamCursor ?? '';
  drillId = (await ana.press({ position: places.houston, drill: true })).id;
  expect(await eventOf(drillId, 'RAISED')).toMatchObject({ isDrill: true });
  await nobodyAnswers(drillId);
  await eventOf(drillId, 'ESCALATED');

  const page = await waitFor(async () => {
    const [first] = (await desk.officer.pages({ alertId: drillId })) ?? [];
    return first?.attempts[0]?.outcome === 'MUTED' ? first : null;
  }, 'the page of the drill');
  expect(page).toMatchObject({ isDrill: true, acceptedAt: null });
  expect(page.attempts.map(({ channelKind }) => channelKind)).toEqual(['EMAIL']);

  const deliveries = await waitFor(async () => {
    const all = (await ana.contactDeliveries({ alertId: drillId })) ?? [];
    return all.filter(({ state }) => state === 'MUTED').length >= 2 ? all : null;
  }, 'the messages of the drill');
  const raised = deliveries.filter(({ step }) => step === 'RAISED');
  expect(raised.map(({ contact, channels }) => [contact.maskedName, channels])).toEqual([
    ['Xochitl •••', ['SMS']],
    ['Itzel •••', ['WEB_PUSH']],
  ]);
  followToken = tokenOf(raised[0]?.link);
  const followed = await waitFor(
    () => visitor.linkedAlert({ token: followToken }),
    'alerts to hear of the follow link',
  );
  expect(followed.alert).toMatchObject({ isDrill: true, status: 'RAISED' });

  const input = { token: tokenOf(page.link) };
  const answered = await waitFor(async () => {
    const answer = await visitor.acknowledgePage({ input });
    return answer.__typename === 'AcknowledgePageSuccess' ? answer.page : null;
  }, 'alerts to hear of the link of the page');
  expect(answered).toMatchObject({ isDrill: true, status: 'ACKNOWLEDGED' });
  await waitFor(async () => {
    const pages = (await desk.officer.pages({ alertId: drillId })) ?? [];
    return pages.every(({ status }) => status === 'MUTED');
  }, 'the answer to settle the page');

  const resolved = { alertId: drillId, outcome: 'FALSE_ALARM' } as const;
  successOf(await desk.officer.resolveAlert({ input: resolved }));
  await waitFor(async () => {
    const all = (await ana.contactDeliveries({ alertId: drillId })) ?? [];
    return all.filter(({ step, state }) => step === 'RESOLVED' && state === 'MUTED').length === 2;
  }, 'the end to be told');
  expect(received()).toEqual(before);
}, 120_000);

let ownDrillId: string;

test('a desk rehearses by itself, one at a time, and it stands behind every real alert', async () => {
  const start = async () =>
    successOf(await desk.officer.startDrill({ input: { idempotencyKey: crypto.randomUUID() } }))
      .alert;
  const drill = await start();
  ownDrillId = drill.id;
  expect(drill).toMatchObject({ isDrill: true, desk: { code: 'houston' }, status: 'RAISED' });
  expect(await eventOf(ownDrillId, 'RAISED')).toMatchObject({ isDrill: true });
  expect((await start()).id).toBe(ownDrillId);
  const [, texts = 0, pushes = 0] = received();
  const real = await ana.press({ position: places.houston });
  const open = (await desk.officer.deskAlerts({ deskId: desk.deskId }))?.nodes ?? [];
  expect(open.map(({ id }) => id)).toEqual([real.id, ownDrillId]);

  // The control: what was silent in the drill is not silent in earnest.
  await waitFor(() => {
    const [, sms = 0, push = 0] = received();
    return sms > texts && push > pushes;
  }, 'the family to be told of the real one');
  await nobodyAnswers(real.id);
  await waitFor(
    () => providers.mailsTo('guardia@example.test').length > 0,
    'the officer on duty to be paged for the real one',
  );
  successOf(
    await desk.officer.resolveAlert({ input: { alertId: real.id, outcome: 'FALSE_ALARM' } }),
  );
}, 120_000);

test('a day later everything of a drill is gone, everywhere, and the feed of the desk has no gap', async () => {
  await rowsOf(
    system,
    `update alert set raised_at = raised_at - interval '25 hours' where id = any ($1::uuid[])`,
    [[drillId, ownDrillId]],
  );
  await waitFor(async () => {
    const rows = await rowsOf(system, 'select from alert where is_drill', []);
    return rows.length === 0;
  }, 'the drills to be purged');
  expect(await ana.alert({ id: drillId })).toBeNull();
  expect(await visitor.linkedAlert({ token: followToken })).toBeNull();
  await waitFor(async () => {
    const pages = (await desk.officer.pages({ alertId: drillId })) ?? [];
    const deliveries = (await ana.contactDeliveries({ alertId: drillId })) ?? [];
    return pages.length + deliveries.length === 0;
  }, 'the others to hear of the purge');
  for (const name of ['people', 'consulates'] as const) {
    await withConnection(system.databases[name].owner, async (owner) => {
      const { rows } = await owner.query<{ count: number }>(
        `select (select count(*) from message where subject = $1)
           + (select count(*) from event where payload ->> 'alertId' = $1) as count`,
        [drillId],
      );
      expect(Number(rows[0]?.count)).toBe(0);
    });
  }
  // Nobody had ended it: the system did, and said so.
  const audit = await auditOf(system, ownDrillId);
  expect(audit.map(({ action }) => action)).toEqual([
    'startDrill',
    'startDrill',
    ...audit.map(({ action }) => action).filter((action) => action === 'escalate'),
    'endRehearsal',
    'purgeAlert',
  ]);
  const { deskId } = desk;
  const page = await desk.officer.deskEvents({ deskId, after: cursorBefore });
  const items = page?.items ?? [];
  expect(items.map((item) => item?.__typename)).not.toContain('FeedGap');
  const ofDrill = items.filter(
    (item) => item?.__typename === 'AlertEvent' && item.alertId === drillId,
  );
  expect(ofDrill.length).toBeGreaterThan(3);
  expect(ofDrill).toContainEqual(expect.objectContaining({ kind: 'RAISED', alert: null }));
}, 120_000);
