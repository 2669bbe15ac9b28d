import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import type { EventLog } from '@alert-button/platform/event-log/event-log.ts';
import { createPostgresEventLog } from '@alert-button/platform/event-log/postgres.ts';
import { createSealer } from '@alert-button/platform/keys.ts';
import { createLog } from '@alert-button/platform/log.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import { until } from '@alert-button/platform/testing/until.ts';
import { anonymous } from '@alert-button/platform/viewer.ts';
import { createCommands, type PeopleCommands } from './commands/index.ts';
import { familyConsumer } from './commands/tell-family.ts';
import { tellFamilies } from './family-loop.ts';
import { ownMessageText, ownSteps } from './domain/own-message.ts';
import { openDatabase, type Database } from './store/database.ts';
import { enrol, type Enrolled } from './testing/enrolled.ts';
import { createOutbox, tokenIn, type Outbox } from './testing/outbox.ts';
import { createTestNeeds, type TestNeeds } from './testing/person-needs.ts';

/*
 * Alerts' real log, read through the role that may read only that, and everything of people's up
 * to the channels. Two processes share the work all the time.
 */

const closing = new AsyncDisposableStack();
const log = createLog('people', 'silent');
const asking = { viewer: anonymous, requestId: 'test-request' };
let alerts: pg.Pool;
let alertsLog: EventLog;
let database: Database;
let admin: pg.Pool;
let needs: TestNeeds;
let commands: PeopleCommands;
let outbox: Outbox;
let ana: Enrolled;

beforeAll(async () => {
  const producer = closing.use(await createTestDatabase('alerts'));
  const consuming = closing.use(await createTestDatabase('people'));
  alerts = new pg.Pool({ connectionString: producer.app, max: 4 });
  closing.defer(() => alerts.end());
  const connect = () => new pg.Client(producer.app);
  alertsLog = closing.use(createPostgresEventLog({ pool: alerts, connect, log }));
  admin = new pg.Pool({ connectionString: consuming.admin, max: 2 });
  closing.defer(() => admin.end());
  database = closing.use(openDatabase(consuming.app, log));
  needs = await createTestNeeds(database);
  commands = createCommands(needs);
  const { personKeys, contactMessages, ownMessages, keyProvider } = needs;
  outbox = createOutbox();
  for (let process = 0; process < 2; process += 1) {
    const own = closing.use(openDatabase(consuming.app, log));
    const source = closing.use(openDatabase(producer.reader, log));
    closing.use(
      tellFamilies({
        database: own,
        alerts: source,
        broker: null,
        personKeys,
        contactMessages,
        ownMessages,
        sealer: createSealer(keyProvider),
        channels: outbox.channels,
        log,
      }),
    );
  }
});

afterAll(() => closing.disposeAsync());

beforeEach(async () => {
  outbox.reset();
  await admin.query('truncate message, person cascade');
  ana = await enrol(commands);
});

type Shown = { readonly kind: string; readonly status?: string } | null;

interface Happening {
  readonly alertId: string;
  readonly shown: Shown;
  readonly personId?: string;
  readonly isDrill?: boolean;
  readonly environment?: string;
  readonly channel?: string;
}

/** Says it in alerts' log, and waits until people have taken note of it. */
async function happen({ alertId, shown, ...rest }: Happening): Promise<void> {
  const payload = {
    alertId,
    personId: ana.id,
    isDrill: false,
    kind: 'ANY',
    person: shown,
    ...rest,
  };
  await appendEvent((text, values) => alerts.query(text, [...values]), {
    id: randomUUID(),
    kind: shown?.kind ?? 'HIDDEN',
    subjectId: alertId,
    version: 1,
    feeds: [],
    payload,
  });
  alertsLog.announce();
  const { rows } = await alerts.query<{ count: string }>('select count(*) from event');
  const count = Number(rows[0]?.count);
  await until(async () => {
    const cursor = await admin.query<{ position: string }>(
      'select position from consumer_cursor where name = $1',
      [familyConsumer],
    );
    return Number(cursor.rows[0]?.position) >= count;
  }, 'people have read on');
}

/** Nothing waits to be sent any more. */
const settled = () =>
  until(async () => {
    const { rows } = await admin.query('select 1 from message where ended_at is null');
    return rows.length === 0;
  }, 'all messages to be sent');

const shown = (kind: string): Shown => ({ kind, status: 'RAISED' });
const raise = async () => {
  const alertId = randomUUID();
  await happen({ alertId, shown: shown('RAISED') });
  return alertId;
};

const sister = { name: 'Xochitl Colibrina', email: 'xochitl@example.test' } as const;

async function addSister(changes: object = {}) {
  const contact = await commands.addEmergencyContact(ana.asking, { ...sister, ...changes });
  await settled();
  return { contact, question: tokenIn(outbox.sent.at(-1)?.message) };
}

/** As `addSister`, and she agreed; what she was asked is no news any more. */
async function addConfirmed(changes: object = {}) {
  const { contact, question } = await addSister(changes);
  await commands.confirmContact(asking, { token: question });
  outbox.sent.length = 0;
  return { contact, question };
}

const countTo = (address: string) => outbox.to(address).length;

describe('a contact who agreed', () => {
  test('is told once of each step, whatever is repeated, by whichever process', async () => {
    await addConfirmed({ maySee: 'COARSE_PLACE', language: 'en' });
    const alertId = await raise();
    const kinds = [
      'ESCALATED',
      'ESCALATED',
      'ACKNOWLEDGED',
      'POSITION_UPDATED',
      'POSITION_UPDATED',
      'TRANSFERRED',
      'ACKNOWLEDGED',
      'RESOLVED',
    ];
    for (const kind of kinds) {
      await happen({ alertId, shown: shown(kind) });
      await settled();
    }
    const messages = outbox.to(sister.email);
    expect(messages.map(({ subject }) => subject)).toEqual(
      Array.from({ length: 5 }, () => 'You have a message'),
    );
    expect(new Set(messages.map(({ link }) => link)).size).toBe(5);
    const deliveries = await commands.readContactDeliveries(ana.asking, alertId);
    expect(deliveries.map(({ step, state }) => [step, state])).toEqual(
      ['RAISED', 'ESCALATED', 'ACKNOWLEDGED', 'LOCATED', 'RESOLVED'].map((step) => [
        step,
        'REACHED_PROVIDER',
      ]),
    );
  });

  test('hears what the phone shows: of acts hidden after a request to cancel, nothing', async () => {
    await addConfirmed();
    const alertId = await raise();
    await happen({ alertId, shown: shown('CANCEL_REQUESTED') });
    for (let hidden = 0; hidden < 3; hidden += 1) await happen({ alertId, shown: null });
    await settled();
    expect(countTo(sister.email)).toBe(1);
    await happen({ alertId, shown: { kind: 'CANCEL_CONFIRMED', status: 'CANCELLED' } });
    await settled();
    expect(countTo(sister.email)).toBe(2);
    const deliveries = await commands.readContactDeliveries(ana.asking, alertId);
    expect(deliveries.map(({ step }) => step)).toEqual(['RAISED', 'CANCELLED']);
  });

  test('is told nothing of the sandbox', async () => {
    await addConfirmed();
    await happen({ alertId: randomUUID(), shown: shown('RAISED'), environment: 'TEST' });
    await settled();
    expect(outbox.sent).toEqual([]);
  });

  test('is told nothing of a drill, and its person sees what they would be told, by what', async () => {
    await addConfirmed({ phone: '+525598765432' });
    const alertId = randomUUID();
    const steps = ['RAISED', 'ACKNOWLEDGED', 'RESOLVED'];
    for (const kind of steps) {
      await happen({ alertId, shown: shown(kind), isDrill: true });
      await settled();
    }
    expect(outbox.sent).toEqual([]);
    const deliveries = await commands.readContactDeliveries(ana.asking, alertId);
    expect(deliveries.map(({ step, state, channels }) => [step, state, ...channels])).toEqual(
      steps.map((step) => [step, 'MUTED', 'SMS']),
    );
    // It can be opened by the person, who cannot leave by it in the contact's place.
    const link = deliveries[0]?.link ?? '';
    expect(link).toContain('/f/');
    const token = link.split('/').at(-1) ?? '';
    await expect(commands.withdrawContact(asking, { token })).rejects.toThrow(NotFoundError);
    const real = await raise();
    await settled();
    const [told] = await commands.readContactDeliveries(ana.asking, real);
    expect(told).toMatchObject({ state: 'REACHED_PROVIDER', link: null });
    expect(outbox.sent).toHaveLength(1);
  });

  test('of a drill that alerts has purged nothing is left, and of others everything', async () => {
    await addConfirmed();
    const [drill, real] = [randomUUID(), await raise()];
    await happen({ alertId: drill, shown: shown('RAISED'), isDrill: true });
    await settled();
    const left = async (alertId: string) => {
      const { rows } = await admin.query<Record<string, number>>(
        `select (select count(*)::int from message where subject = $1) as messages,
           (select count(*)::int from contact_telling where alert_id::text = $1) as tellings,
           (select count(*)::int from follow_link where alert_id::text = $1) as links,
           (select count(*)::int from event where payload ->> 'alertId' = $1) as events`,
        [alertId],
      );
      return Object.values(rows[0] ?? {});
    };
    const { rows: before } = await admin.query('select count(*) from event');
    expect(await left(drill)).toEqual([1, 1, 1, 1]);
    await happen({ alertId: drill, shown: { kind: 'PURGED' }, isDrill: true });
    expect(await left(drill)).toEqual([0, 0, 0, 0]);
    expect(await left(real)).toEqual([1, 1, 1, 1]);
    // The log keeps its places.
    expect((await admin.query('select count(*) from event')).rows).toEqual(before);
    expect(await commands.readContactDeliveries(ana.asking, drill)).toEqual([]);
  });

  test('is told of what the person and they themselves chose', async () => {
    const { question } = await addSister({ steps: ['RAISED', 'ACKNOWLEDGED', 'RESOLVED'] });
    await commands.confirmContact(asking, { token: question, steps: ['RAISED', 'CANCELLED'] });
    outbox.sent.length = 0;
    const alertId = await raise();
    for (const kind of ['ACKNOWLEDGED', 'RESOLVED', 'CANCEL_CONFIRMED']) {
      await happen({ alertId, shown: shown(kind) });
    }
    await settled();
    expect(countTo(sister.email)).toBe(1);
  });

  test('is not told when the person takes back that contacts are', async () => {
    await addConfirmed();
    const consent = { purpose: 'NOTIFY_CONTACTS', textVersion: '2026-11-22' } as const;
    await commands.grantConsent(ana.asking, consent);
    await commands.withdrawConsent(ana.asking, { purpose: 'NOTIFY_CONTACTS' });
    await raise();
    await settled();
    expect(outbox.sent).toEqual([]);
    await commands.grantConsent(ana.asking, consent);
    await raise();
    await settled();
    expect(countTo(sister.email)).toBe(1);
  });

  test('gets the person’s own words by e-mail alone', async () => {
    const words = 'Mensaje del quebrantahuesos';
    await addConfirmed({ message: words, phone: '+525598765432' });
    await raise();
    await settled();
    const [bySms] = outbox.to('+525598765432');
    expect(bySms?.text).not.toContain(words);
    expect(bySms?.emailText).toContain(words);
  });

  test('is reached by the next of their ways when one refuses, and not by both', async () => {
    await addConfirmed({ phone: '+525598765432', channels: ['SMS'] });
    outbox.answer('SMS', async () => ({ kind: 'REFUSED', reason: 'UNKNOWN' }));
    const alertId = await raise();
    await settled();
    expect(countTo(sister.email)).toBe(1);
    const [delivery] = await commands.readContactDeliveries(ana.asking, alertId);
    expect(delivery).toMatchObject({ state: 'REACHED_PROVIDER', attempts: 2, failures: 1 });
  });

  test('is not told of the call when it is over before a provider took it', async () => {
    await addConfirmed();
    let isAway = true;
    outbox.answer('EMAIL', async () =>
      isAway ? { kind: 'FAILED', reason: 'AWAY', retryAfterSeconds: 3600 } : { kind: 'ACCEPTED' },
    );
    const alertId = await raise();
    await until(async () => {
      const { rows } = await admin.query(`select 1 from delivery_attempt where outcome = 'FAILED'`);
      return rows.length > 0;
    }, 'the provider to fail');
    isAway = false;
    await happen({ alertId, shown: shown('RESOLVED') });
    await settled();
    expect(countTo(sister.email)).toBe(1);
    const deliveries = await commands.readContactDeliveries(ana.asking, alertId);
    expect(deliveries.map(({ step, state }) => [step, state])).toEqual([
      ['RAISED', 'SUPERSEDED'],
      ['RESOLVED', 'REACHED_PROVIDER'],
    ]);
  });
});

describe('a contact who has not answered', () => {
  test('is told of the call and the end, and of nothing between', async () => {
    await addSister({ maySee: 'EXACT_PLACE' });
    outbox.sent.length = 0;
    const alertId = await raise();
    for (const kind of ['ACKNOWLEDGED', 'ESCALATED', 'POSITION_UPDATED', 'RESOLVED']) {
      await happen({ alertId, shown: shown(kind) });
    }
    await settled();
    expect(countTo(sister.email)).toBe(2);
  });
});

describe('a contact who left', () => {
  test('by the link of any message, is sent nothing more, not even what waits', async () => {
    const { contact } = await addConfirmed();
    const first = await raise();
    await settled();
    const exit = tokenIn(outbox.to(sister.email)[0]);
    outbox.answer('EMAIL', async () => ({ kind: 'FAILED', reason: 'AWAY' }));
    const second = await raise();
    await commands.withdrawContact(asking, { token: exit });
    outbox.answer('EMAIL', async () => ({ kind: 'ACCEPTED' }));
    outbox.sent.length = 0;
    await happen({ alertId: first, shown: shown('RESOLVED') });
    await raise();
    await settled();
    expect(outbox.sent).toEqual([]);
    expect(await commands.readContactDeliveries(ana.asking, second)).toMatchObject([
      { state: 'SUPERSEDED' },
    ]);
    const [seen] = (await commands.readEmergencyContacts(ana.asking, ana.id)) ?? [];
    expect(seen).toMatchObject({ id: contact.id, standing: 'WITHDRAWN' });
    // Again, or as an answer to the question: nothing changes.
    expect(await commands.withdrawContact(asking, { token: exit })).toEqual({
      standing: 'WITHDRAWN',
    });
    await expect(commands.confirmContact(asking, { token: exit })).rejects.toThrow(NotFoundError);
  });

  test('is not asked again by being entered again', async () => {
    const { contact, question } = await addSister();
    await commands.declineContact(asking, { token: question });
    await commands.removeEmergencyContact(ana.asking, { contactId: contact.id });
    outbox.sent.length = 0;
    const again = await commands.addEmergencyContact(ana.asking, sister);
    expect(again).toMatchObject({ standing: 'WITHDRAWN' });
    await raise();
    await settled();
    expect(outbox.sent).toEqual([]);
  });
});

test('what happened before families were told is old news', async () => {
  await addConfirmed();
  const { rows } = await admin.query<{ created_at: Date }>(
    'select created_at from consumer_cursor where name = $1',
    [familyConsumer],
  );
  await admin.query('update consumer_cursor set created_at = clock_timestamp() + $1', ['1 hour']);
  await raise();
  await settled();
  expect(outbox.sent).toEqual([]);
  await admin.query('update consumer_cursor set created_at = $1', [rows[0]?.created_at]);
});

test('one person whose keys are gone holds up nobody, and is a dead letter', async () => {
  await addConfirmed();
  await admin.query('delete from person_key where person_id = $1', [ana.id]);
  const alertId = await raise();
  await settled();
  expect(await commands.readContactDeliveries(ana.asking, alertId)).toMatchObject([
    { state: 'FAILED', attempts: 0 },
  ]);
  ana = await enrol(commands);
  await addConfirmed();
  await raise();
  await settled();
  expect(countTo(sister.email)).toBe(1);
});

describe('somebody without an app', () => {
  const phone = '+525512345678';
  const asking = {
    viewer: { kind: 'TEXT_SERVICE', serviceId: 'the-service' },
    requestId: 'test-request',
  } as const;
  const personId = randomUUID();
  const write = () =>
    commands.receiveText(asking, { phone, personId, kind: 'HELP', language: 'es' });
  const happens = (alertId: string, kind: string | null, channel?: string) =>
    happen({
      alertId,
      personId,
      shown: kind === null ? null : shown(kind),
      ...(channel === undefined ? {} : { channel }),
    });
  const texts = async () => {
    await settled();
    return outbox.to(phone).map(({ text }) => text);
  };
  const [received, answered, ended] = ownSteps.map((step) => ownMessageText(step, 'es'));

  beforeEach(async () => {
    await admin.query('truncate stopped_phone');
    await write();
  });

  test.each(['SMS', 'CALL_CENTRE'])('is told once of each step of an alert by %s', async (by) => {
    const alertId = randomUUID();
    for (const kind of ['RAISED', 'ESCALATED', 'ACKNOWLEDGED', 'ACKNOWLEDGED', 'RESOLVED']) {
      await happens(alertId, kind, by);
      await settled();
    }
    expect(await texts()).toEqual([received, answered, ended]);
  });

  test('is told nothing of an alert by an app, unless they wrote about it', async () => {
    const alertId = randomUUID();
    await happens(alertId, 'RAISED', 'APP');
    await happens(alertId, 'ACKNOWLEDGED', 'APP');
    expect(await texts()).toEqual([]);
    await commands.answerText(asking, { messageId: randomUUID(), phone, personId, alertId });
    await settled();
    await happens(alertId, 'RESOLVED', 'APP');
    expect(await texts()).toEqual([received, ended]);
  });

  test('hears what the phone shows, and the same end however it ended', async () => {
    const alertId = randomUUID();
    await happens(alertId, 'RAISED', 'SMS');
    await happens(alertId, 'CANCEL_REQUESTED', 'SMS');
    await happens(alertId, null, 'SMS');
    await settled();
    await happens(alertId, 'CANCEL_CONFIRMED', 'SMS');
    expect(await texts()).toEqual([received, ended]);
  });

  test('who said STOP is told nothing', async () => {
    await commands.receiveText(asking, { phone, personId, kind: 'STOP', language: 'es' });
    await happens(randomUUID(), 'RAISED', 'SMS');
    expect(await texts()).toEqual([]);
  });
});
