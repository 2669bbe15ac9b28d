import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import type { EventLog } from '@alert-button/platform/event-log/event-log.ts';
import { createPostgresEventLog } from '@alert-button/platform/event-log/postgres.ts';
import { createSealer } from '@alert-button/platform/keys.ts';
import { createLog } from '@alert-button/platform/log.ts';
import { deliverMessages, type MessageDelivery } from '@alert-button/platform/messages/delivery.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import { until } from '@alert-button/platform/testing/until.ts';
import { createCommands, type PeopleCommands } from './commands/index.ts';
import { wakingConsumer } from './commands/wake-devices.ts';
import { openDatabase, type Database } from './store/database.ts';
import { createTestDevice } from './testing/device.ts';
import { enrol, type Enrolled } from './testing/enrolled.ts';
import { createOutbox, type Outbox } from './testing/outbox.ts';
import { createTestNeeds, type TestNeeds } from './testing/person-needs.ts';
import { wakePersons } from './waking-loop.ts';

/*
 * Alerts' real log, read through the role that may read only that, and everything of people's up
 * to the channel. Two processes share the work all the time.
 */

const closing = new AsyncDisposableStack();
const log = createLog('people', 'silent');
let alerts: pg.Pool;
let alertsLog: EventLog;
let database: Database;
let admin: pg.Pool;
let needs: TestNeeds;
let commands: PeopleCommands;
let outbox: Outbox;
let ana: Enrolled;
let push: Push;

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
  const { personKeys, keyProvider } = needs;
  const sealer = createSealer(keyProvider);
  outbox = createOutbox();
  for (let process = 0; process < 2; process += 1) {
    const own = closing.use(openDatabase(consuming.app, log));
    const source = closing.use(openDatabase(producer.reader, log));
    const { pool } = own;
    const { channels } = outbox;
    const delivery: MessageDelivery = closing.use(
      deliverMessages({ pool, sealer, channels, log, retentionDays: 30 }),
    );
    const queued = () => delivery.wake();
    const loop = { database: own, alerts: source, broker: null, personKeys, sealer, log, queued };
    closing.use(wakePersons(loop));
  }
});

afterAll(() => closing.disposeAsync());

beforeEach(async () => {
  outbox.reset();
  await admin.query('truncate message, person cascade');
  ana = await enrol(commands);
  push = await wakeable(ana);
});

interface Push {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** As a browser makes one. */
const newPush = (): Push => ({
  endpoint: `https://push.example.test/${randomUUID()}`,
  p256dh: Buffer.concat([Buffer.from([4]), randomBytes(64)]).toString('base64url'),
  auth: randomBytes(16).toString('base64url'),
});

/** The person's device says where it is woken. */
async function wakeable({ asking }: Enrolled): Promise<Push> {
  const made = newPush();
  expect(await commands.setDevicePush(asking, { push: made })).toMatchObject({ hasPush: true });
  return made;
}

interface Happening {
  readonly shown: string | null;
  readonly isDrill?: boolean;
  readonly environment?: string;
}

/** Says it in alerts' log, and waits until people have taken note of it. */
async function happen({ shown, ...rest }: Happening): Promise<void> {
  const alertId = randomUUID();
  const person = shown === null ? null : { kind: shown };
  await appendEvent((text, values) => alerts.query(text, [...values]), {
    id: randomUUID(),
    kind: shown ?? 'HIDDEN',
    subjectId: alertId,
    version: 1,
    feeds: [],
    payload: { alertId, personId: ana.id, isDrill: false, person, ...rest },
  });
  alertsLog.announce();
  const { rows } = await alerts.query<{ count: string }>('select count(*) from event');
  await until(async () => {
    const cursor = await admin.query<{ position: string }>(
      'select position from consumer_cursor where name = $1',
      [wakingConsumer],
    );
    return Number(cursor.rows[0]?.position) >= Number(rows[0]?.count);
  }, 'people have read on');
}

/** Nothing waits to be sent any more. */
const settled = () =>
  until(async () => {
    const { rows } = await admin.query('select 1 from message where ended_at is null');
    return rows.length === 0;
  }, 'all messages to be sent');

const wakes = ({ endpoint }: Push) => outbox.to(endpoint).length;
const statuses = async () => {
  const { rows } = await admin.query<{ status: string }>(
    'select status from message order by queued_at, id',
  );
  return rows.map(({ status }) => status);
};

describe('a device', () => {
  test('is woken once for each thing to look at, and always by the same words', async () => {
    for (const shown of ['ACKNOWLEDGED', 'DESK_WROTE', 'DESK_WROTE', 'RESOLVED']) {
      await happen({ shown });
    }
    await settled();
    const sent = outbox.to(push.endpoint).map(({ id: _own, ...content }) => content);
    const silent = { language: 'es', subject: '', text: '', link: null };
    expect(sent).toEqual([silent, silent, silent, silent]);
  });

  test('is not woken by what was done on it, in a rehearsal or in the sandbox', async () => {
    for (const shown of ['RAISED', 'POSITION_UPDATED', 'PERSON_WROTE', 'ESCALATED']) {
      await happen({ shown });
    }
    await happen({ shown: 'DESK_WROTE', isDrill: true });
    await happen({ shown: 'DESK_WROTE', environment: 'TEST' });
    await settled();
    expect(outbox.sent).toEqual([]);
  });

  test('is woken beside the others of its person, and no longer once it says so', async () => {
    const { code } = await commands.createDeviceLink(ana.asking, { validMinutes: 10 });
    const other = await enrol(commands, code);
    const otherPush = await wakeable(other);
    await happen({ shown: 'ACKNOWLEDGED' });
    await settled();
    expect([wakes(push), wakes(otherPush)]).toEqual([1, 1]);
    expect(await commands.setDevicePush(ana.asking, {})).toMatchObject({ hasPush: false });
    await happen({ shown: 'DESK_WROTE' });
    await settled();
    expect([wakes(push), wakes(otherPush)]).toEqual([1, 2]);
  });

  test('is tried again while its push service is away', async () => {
    let isAway = true;
    outbox.answer('WEB_PUSH', async () =>
      isAway ? { kind: 'FAILED', reason: 'AWAY' } : { kind: 'ACCEPTED' },
    );
    await happen({ shown: 'DESK_WROTE' });
    await until(async () => {
      const { rows } = await admin.query(`select 1 from delivery_attempt where outcome = 'FAILED'`);
      return rows.length > 0;
    }, 'the push service to fail');
    isAway = false;
    await settled();
    expect(wakes(push)).toBe(1);
  });
});

describe('who may hold the phone', () => {
  /** Its push service is away until the end of the test, so that what is queued waits. */
  const away = () =>
    outbox.answer('WEB_PUSH', async () => {
      return { kind: 'FAILED', reason: 'AWAY', retryAfterSeconds: 3600 };
    });

  test('sees nothing light up after a request to cancel, until the alert ends', async () => {
    away();
    await happen({ shown: 'DESK_WROTE' });
    await happen({ shown: 'CANCEL_REQUESTED' });
    await settled();
    outbox.reset();
    for (let hidden = 0; hidden < 3; hidden += 1) await happen({ shown: null });
    await settled();
    expect(outbox.sent).toEqual([]);
    expect(await statuses()).toEqual(['SETTLED']);
    await happen({ shown: 'CANCEL_CONFIRMED' });
    await settled();
    expect(wakes(push)).toBe(1);
  });

  test('of a device that was shut out is not told of what waits', async () => {
    away();
    await happen({ shown: 'ACKNOWLEDGED' });
    const [device] = (await commands.readDevices(ana.asking, ana.id)) ?? [];
    const revoked = await commands.revokeDevice(ana.asking, { deviceId: device?.id ?? '' });
    expect(revoked).toMatchObject({ isRevoked: true, hasPush: false });
    await happen({ shown: 'RESOLVED' });
    await settled();
    expect(await statuses()).toEqual(['SETTLED']);
    expect((await admin.query('select 1 from device_push')).rows).toEqual([]);
  });

  test('finds in the database no address, and in the trail that there was one', async () => {
    const { rows } = await admin.query<{ sealed_push: Buffer }>('select * from device_push');
    expect(JSON.stringify(rows) + rows[0]?.sealed_push.toString('latin1')).not.toContain('example');
    const entries = await admin.query(
      `select facts -> 'hasPush' as has_push from audit_entry where action = 'setDevicePush'
         and subject_id = $1`,
      [ana.id],
    );
    expect(entries.rows).toEqual([{ has_push: true }]);
  });
});

test('a subscription that cannot be one is refused by its field', async () => {
  for (const [field, value] of [
    ['endpoint', 'http://push.example.test/plain'],
    ['endpoint', 'https://somebody@push.example.test/'],
    ['p256dh', 'short'],
    ['auth', 'short'],
  ] as const) {
    const wrong = commands.setDevicePush(ana.asking, { push: { ...push, [field]: value } });
    await expect(wrong).rejects.toMatchObject({ issues: [{ path: `push.${field}` }] });
  }
});

test('a new key is the same telephone', async () => {
  const device = await createTestDevice();
  await commands.rotateDeviceKey(ana.asking, {
    publicKey: device.publicKey,
    proof: await device.prove(),
  });
  await happen({ shown: 'DESK_WROTE' });
  await settled();
  expect(wakes(push)).toBe(1);
});

test('one person whose keys are gone holds up nobody, and is a dead letter', async () => {
  await admin.query('delete from person_key where person_id = $1', [ana.id]);
  await happen({ shown: 'DESK_WROTE' });
  await settled();
  expect(await statuses()).toEqual(['DEAD']);
  ana = await enrol(commands);
  push = await wakeable(ana);
  await happen({ shown: 'DESK_WROTE' });
  await settled();
  expect(wakes(push)).toBe(1);
});
