import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import { createConsumer } from '@alert-button/platform/event-log/consumer.ts';
import type { Consumer, EventLog } from '@alert-button/platform/event-log/event-log.ts';
import { listenTo } from '@alert-button/platform/event-log/open.ts';
import { createPostgresEventLog } from '@alert-button/platform/event-log/postgres.ts';
import { createLog } from '@alert-button/platform/log.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import { until } from '@alert-button/platform/testing/until.ts';
import { applyConsentEvent, mayActFor } from './consents.ts';
import { openDatabase, type Database } from './database.ts';

/*
 * People's real log, read through the role that may read only that.
 */

const closing = new AsyncDisposableStack();
const log = createLog('alerts', 'silent');
let people: pg.Pool;
let peopleLog: EventLog;
let alerts: Database;
let consumer: Consumer;

beforeAll(async () => {
  const producer = closing.use(await createTestDatabase('people'));
  const consuming = closing.use(await createTestDatabase('alerts'));
  people = new pg.Pool({ connectionString: producer.app, max: 4 });
  closing.defer(() => people.end());
  const connect = () => new pg.Client(producer.app);
  peopleLog = closing.use(createPostgresEventLog({ pool: people, connect, log }));
  alerts = closing.use(openDatabase(consuming.app, log));
  const source = closing.use(openDatabase(producer.reader, log));
  consumer = closing.use(
    createConsumer({
      name: 'people-consents',
      source: source.pool,
      listen: listenTo({ subgraph: 'people', database: source, broker: null, log }),
      target: alerts.pool,
      apply: applyConsentEvent,
      applied: async () => undefined,
      log,
    }),
  );
});

afterAll(() => closing.disposeAsync());

/** Says it in people's log, and waits until it has arrived here. */
async function tell(kind: string, payload: Readonly<Record<string, string | null>>): Promise<void> {
  const head = await peopleLog.head();
  await appendEvent((text, values) => people.query(text, [...values]), {
    id: randomUUID(),
    kind,
    subjectId: payload['personId'] ?? randomUUID(),
    version: 1,
    feeds: [],
    payload,
  });
  peopleLog.announce();
  await until(async () => (await peopleLog.head()) > head, 'it has its position');
  await consumer.caughtUp();
}

test('a consent holds from when people’s log says so until it says otherwise', async () => {
  const [personId, organisationId] = [randomUUID(), randomUUID()];
  const consent = { personId, organisationId, purpose: 'SHARE_WITH_ORGANISATION' };
  const may = () => mayActFor(alerts, organisationId, personId);

  expect(await may()).toBe(false);
  await tell('CONSENT_GRANTED', consent);
  expect(await may()).toBe(true);
  expect(await mayActFor(alerts, randomUUID(), personId)).toBe(false);
  expect(await mayActFor(alerts, organisationId, randomUUID())).toBe(false);
  await tell('CONSENT_GRANTED', consent);
  expect(await may()).toBe(true);
  await tell('CONSENT_WITHDRAWN', consent);
  expect(await may()).toBe(false);
  await tell('CONSENT_GRANTED', consent);
  expect(await may()).toBe(true);
});

test('no other purpose and no other event lets an organisation act', async () => {
  const [personId, organisationId] = [randomUUID(), randomUUID()];
  await tell('CONSENT_GRANTED', { personId, organisationId, purpose: 'STATISTICS' });
  await tell('CONSENT_GRANTED', { personId, organisationId: null, purpose: 'NOTIFY_CONTACTS' });
  await tell('PERSON_UPDATED', {});
  await tell('PERSON_UPDATED', {
    personId,
    organisationId,
    purpose: 'SHARE_WITH_ORGANISATION',
  });
  expect(await mayActFor(alerts, organisationId, personId)).toBe(false);
  const { rows } = await alerts.pool.query(
    'select organisation_id, purpose, granted from person_consent where person_id = $1',
    [personId],
  );
  expect(rows).toEqual([{ organisation_id: organisationId, purpose: 'STATISTICS', granted: true }]);
});

test('a withdrawal that cannot be read lets nobody act for the person until it is replayed', async () => {
  const [personId, organisationId] = [randomUUID(), randomUUID()];
  const consent = { personId, organisationId, purpose: 'SHARE_WITH_ORGANISATION' };
  const may = () => mayActFor(alerts, organisationId, personId);
  await tell('CONSENT_GRANTED', consent);
  expect(await may()).toBe(true);
  // Of some other organisation or of this one: nobody can tell.
  await tell('CONSENT_WITHDRAWN', { ...consent, organisationId: 'not an id' });
  expect(await may()).toBe(false);
  await alerts.pool.query('update dead_letter set replayed_at = now() where subject_id = $1', [
    personId,
  ]);
  expect(await may()).toBe(true);
});

test('what is replayed does not undo what came later', async () => {
  const [personId, organisationId] = [randomUUID(), randomUUID()];
  const payload = { personId, organisationId, purpose: 'SHARE_WITH_ORGANISATION' };
  await tell('CONSENT_GRANTED', payload);
  await tell('CONSENT_WITHDRAWN', payload);
  const transaction = await alerts.pool.connect();
  const granted = { kind: 'CONSENT_GRANTED', subjectId: personId, payload };
  await applyConsentEvent(transaction, {
    ...granted,
    id: randomUUID(),
    version: 1,
    at: new Date(),
    position: 1,
  });
  transaction.release();
  expect(await mayActFor(alerts, organisationId, personId)).toBe(false);
});
