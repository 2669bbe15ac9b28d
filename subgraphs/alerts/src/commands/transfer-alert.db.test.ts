import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '@alert-button/platform/testing/database.ts';
import { applyDirectoryEvent } from '../store/directory.ts';
import { actTables } from '../testing/rows.ts';
import { asking, officerOf, openTestServices, somebody } from '../testing/services.ts';
import { testId } from '../testing/shipped-directory.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { raiseAlert } from './raise-alert.ts';
import { readDeskAlerts } from './read-desk.ts';
import type { Services } from './services.ts';
import { transferAlert } from './transfer-alert.ts';

const closing = new AsyncDisposableStack();
let testDatabase: TestDatabase;
let admin: pg.Pool;
let services: Services;

const houston = testId('desk houston');
const secondTeam = {
  id: testId('desk second team'),
  code: 'houston-second-team',
  kind: 'ADDITIONAL',
  consulateId: testId('office houston'),
};

/** What the consulates publish arrives. */
let position = 1;
async function hear(payload: object): Promise<void> {
  const transaction = await services.database.pool.connect();
  position += 1;
  const rest = { position, version: 1, at: new Date(), subjectId: secondTeam.id };
  await applyDirectoryEvent(transaction, {
    ...rest,
    id: randomUUID(),
    kind: 'DESK_PUBLISHED',
    payload,
  });
  transaction.release();
  await services.directory.reload();
}

beforeAll(async () => {
  testDatabase = closing.use(await createTestDatabase('alerts'));
  services = closing.use(await openTestServices(testDatabase.app));
  admin = new pg.Pool({ connectionString: testDatabase.admin });
  closing.defer(() => admin.end());
});

afterAll(() => closing.disposeAsync());

beforeEach(async () => {
  await admin.query(`truncate ${actTables.join(', ')}, feed_entry`);
  await hear({ ...secondTeam, isInService: true });
});

const officer = asking(officerOf('houston'));

async function acknowledged(): Promise<string> {
  const { record } = await raiseAlert(services, asking(somebody()), {
    idempotencyKey: randomUUID(),
    position: { latitude: 29.7604, longitude: -95.3698 },
    channel: 'APP',
    drill: false,
  });
  const alertId = record.alert.id;
  await acknowledgeAlert(services, officer, { alertId });
  return alertId;
}

const openAt = async (code: string, deskId: string) => {
  const page = { deskId, first: 10, after: null };
  const alerts = await readDeskAlerts(services, asking(officerOf(code)), page);
  return alerts?.nodes.map(({ record }) => record.alert.id);
};

test('an additional desk gets no press of its consulate, and what is transferred to it', async () => {
  const alertId = await acknowledged();
  expect(await openAt('houston', houston)).toEqual([alertId]);
  expect(await openAt(secondTeam.code, secondTeam.id)).toEqual([]);
  await transferAlert(services, officer, { alertId, deskId: secondTeam.id });
  expect(await openAt('houston', houston)).toEqual([]);
  expect(await openAt(secondTeam.code, secondTeam.id)).toEqual([alertId]);
});

test('a desk out of service takes no alert until it is back', async () => {
  const alertId = await acknowledged();
  const transfer = async () => transferAlert(services, officer, { alertId, deskId: secondTeam.id });
  await hear({ ...secondTeam, isInService: false });
  await expect(transfer()).rejects.toMatchObject({
    name: 'InvalidInputError',
    issues: [{ path: 'deskId', message: 'is out of service' }],
  });
  expect(await openAt('houston', houston)).toEqual([alertId]);
  await hear({ ...secondTeam, isInService: true });
  await transfer();
  expect(await openAt(secondTeam.code, secondTeam.id)).toEqual([alertId]);
});

test('alerts stay at a desk that goes out of service, and leave it by transfer', async () => {
  const alertId = await acknowledged();
  await transferAlert(services, officer, { alertId, deskId: secondTeam.id });
  await hear({ ...secondTeam, isInService: false });
  expect(await openAt(secondTeam.code, secondTeam.id)).toEqual([alertId]);
  const theirs = asking(officerOf(secondTeam.code));
  await acknowledgeAlert(services, theirs, { alertId });
  await transferAlert(services, theirs, { alertId, deskId: houston });
  expect(await openAt('houston', houston)).toEqual([alertId]);
});

test('a desk that was published before service was told is in service', async () => {
  const alertId = await acknowledged();
  await hear(secondTeam);
  await transferAlert(services, officer, { alertId, deskId: secondTeam.id });
  expect(await openAt(secondTeam.code, secondTeam.id)).toEqual([alertId]);
});
