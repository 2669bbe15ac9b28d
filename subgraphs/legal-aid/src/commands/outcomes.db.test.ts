import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import { countAlert } from '../store/counted-alerts.ts';
import { applyConsentEvent } from '../store/statistics-consents.ts';
import { asking, openTestServices, provider, type TestServices } from '../testing/services.ts';
import { readOutcomes } from './read-outcomes.ts';
import { releaseOutcomes } from './release-outcomes.ts';

const closing = new AsyncDisposableStack();
let services: TestServices;
/** Another process of the same service. */
let other: TestServices;
let admin: pg.Pool;

beforeAll(async () => {
  const testDatabase = closing.use(await createTestDatabase('legal-aid'));
  services = closing.use(openTestServices(testDatabase.app));
  other = closing.use(openTestServices(testDatabase.app));
  admin = new pg.Pool({ connectionString: testDatabase.admin });
  closing.defer(() => admin.end());
});
afterAll(() => closing.disposeAsync());
beforeEach(() =>
  admin.query(`truncate counted_alert, outcome_release, statistics_consent, dead_letter,
    matter, provider, event, audit_entry cascade`),
);

interface Raised {
  readonly daysAgo?: number;
  readonly state?: string | null;
  readonly agrees?: boolean;
  /** Minutes until it was answered; null while nobody has. */
  readonly answered?: number | null;
}

/** Calls for help of as many persons. */
async function raised(count: number, facts: Raised = {}): Promise<readonly string[]> {
  const { daysAgo = 60, state = 'TX', agrees = true, answered = 3 } = facts;
  const { rows } = await admin.query<{ alert_id: string }>(
    `insert into counted_alert (alert_id, person_id, state, raised_at, acknowledged_at)
     select gen_random_uuid(), gen_random_uuid(), $2, at, at + make_interval(mins => $4::integer)
     from generate_series(1, $1),
       lateral (select clock_timestamp() - make_interval(days => $3::integer) as at) as times
     returning alert_id`,
    [count, state, daysAgo, answered],
  );
  const alertIds = rows.map(({ alert_id: id }) => id);
  await admin.query(
    `insert into statistics_consent (person_id, is_granted, position)
     select person_id, $2, 1 from counted_alert where alert_id = any ($1::uuid[])`,
    [alertIds, agrees],
  );
  return alertIds;
}

const published = async () => {
  const page = { first: 100, after: null };
  const { nodes } = await readOutcomes(services, asking({ kind: 'ANONYMOUS' }), page);
  return nodes;
};

test('what is due is released once, however many processes look, and stays as it was', async () => {
  await raised(12);
  const counts = await Promise.all([releaseOutcomes(services), releaseOutcomes(other)]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(1);
  const before = await published();
  expect(before).toMatchObject([{ state: 'TX', groups: [{ alerts: 12 }] }]);
  const { rows } = await admin.query('select from counted_alert');
  expect(rows).toEqual([]);
  expect(await releaseOutcomes(services)).toBe(0);
  expect(await published()).toEqual(before);
  const kinds = await admin.query('select kind, payload from event');
  expect(kinds.rows).toMatchObject([{ kind: 'OUTCOMES_RELEASED', payload: { state: 'TX' } }]);
});

test('the service itself can neither change nor delete what was released', async () => {
  await raised(12);
  await releaseOutcomes(services);
  for (const statement of [
    `update outcome_release set state = 'WY'`,
    'delete from outcome_release',
  ]) {
    await expect(services.database.pool.query(statement)).rejects.toThrow('permission denied');
  }
});

test.each([
  ['ten persons', 10, {}],
  ['what is younger than thirty days', 40, { daysAgo: 29 }],
  ['persons who did not agree', 40, { agrees: false }],
])('of %s nothing is released', async (_what, count, facts) => {
  await raised(count, facts);
  expect(await releaseOutcomes(services)).toBe(0);
  expect(await published()).toEqual([]);
});

test('who pressed often is one person', async () => {
  await raised(12);
  await admin.query(`update counted_alert set person_id = (select min(person_id::text)::uuid
    from counted_alert)`);
  expect(await releaseOutcomes(services)).toBe(0);
});

test('a withdrawal that could not be read counts as one', async () => {
  const [first] = await raised(11);
  await admin.query(
    `insert into dead_letter (consumer, position, event_id, kind, subject_id, attempts, failure,
       first_failed_at)
     select 'people-statistics', 1, gen_random_uuid(), 'CONSENT_WITHDRAWN', person_id::text, 5, 'X',
       clock_timestamp() from counted_alert where alert_id = $1`,
    [first],
  );
  expect(await releaseOutcomes(services)).toBe(0);
  await admin.query('update dead_letter set replayed_at = clock_timestamp()');
  expect(await releaseOutcomes(services)).toBe(1);
});

test('what became of them is told in groups of eleven or more', async () => {
  const helped = await raised(11, { answered: 2 });
  await raised(13, { answered: null });
  const { id: providerId } = await provider(services);
  await admin.query(
    `with made as (
       insert into matter (id, alert_id, person_id, desk_id, status, area, urgency, state, languages,
         outcome, version)
       select gen_random_uuid(), alert_id, person_id, gen_random_uuid(), 'CLOSED', 'IMMIGRATION',
         'URGENT', 'TX', '{es}', 'RELEASED', 1
       from counted_alert where alert_id = any ($1::uuid[])
       returning id, alert_id
     ), visited as (
       insert into consular_visit (id, matter_id, planned_at, status)
       select gen_random_uuid(), made.id, raised_at + interval '2 days', 'VISITED'
       from made join counted_alert using (alert_id)
     )
     insert into matter_offer (id, matter_id, provider_id, round, status, reasons, is_manual, due_at,
       answered_at)
     select gen_random_uuid(), made.id, $2, 1, 'ACCEPTED', '[]', false, raised_at,
       raised_at + interval '30 minutes'
     from made join counted_alert using (alert_id)`,
    [helped, providerId],
  );
  expect(await releaseOutcomes(services)).toBe(1);
  const [release] = await published();
  const groups = release?.groups.toSorted((a, b) => a.alerts - b.alerts);
  expect(groups?.map(({ alerts }) => alerts)).toEqual([11, 13]);
  const [some, none] = groups ?? [];
  expect(some?.acknowledged).toContain('WITHIN_5_MINUTES');
  expect(some?.acknowledged).not.toContain('NOT_YET');
  expect(none?.acknowledged).toContain('NOT_YET');
  expect(none?.result).toContain('NO_MATTER');
  expect(some?.result).toContain('RELEASED');
});

test('alerts’ log says what is counted: no drill, no sandbox, and the first answer', async () => {
  const transaction = await services.database.pool.connect();
  const at = new Date('2026-10-01T00:00:00Z');
  const later = new Date('2026-10-01T00:01:00Z');
  let position = 0;
  const hear = (kind: string, alertId: string, facts: object, when = at) => {
    position += 1;
    const payload = { alertId, personId: randomUUID(), state: 'AZ', ...facts };
    const rest = { id: randomUUID(), position, subjectId: alertId, version: 1, at: when };
    return countAlert(transaction, { ...rest, kind, payload });
  };
  const [real = '', drill = '', sandbox = ''] = [randomUUID(), randomUUID(), randomUUID()];
  try {
    await hear('RAISED', real, {});
    await hear('RAISED', drill, { isDrill: true });
    await hear('RAISED', sandbox, { environment: 'TEST' });
    await hear('ACKNOWLEDGED', real, {});
    await hear('ACKNOWLEDGED', real, {}, later);
  } finally {
    transaction.release();
  }
  const { rows } = await admin.query('select alert_id, state, acknowledged_at from counted_alert');
  expect(rows).toEqual([{ alert_id: real, state: 'AZ', acknowledged_at: at }]);
});

test('people’s log says who agrees: for this alone, and the last word counts', async () => {
  const transaction = await services.database.pool.connect();
  const personId = randomUUID();
  const hear = (kind: string, position: number, purpose = 'STATISTICS') => {
    const rest = { id: randomUUID(), position, subjectId: personId, version: 1, at: new Date() };
    return applyConsentEvent(transaction, { ...rest, kind, payload: { personId, purpose } });
  };
  const agrees = async () => {
    const { rows } = await admin.query('select is_granted from statistics_consent');
    return rows.map((row: { is_granted: boolean }) => row.is_granted);
  };
  try {
    await hear('CONSENT_GRANTED', 1, 'SHARE_WITH_ORGANISATION');
    expect(await agrees()).toEqual([]);
    await hear('CONSENT_WITHDRAWN', 3);
    await hear('CONSENT_GRANTED', 2);
    expect(await agrees()).toEqual([false]);
  } finally {
    transaction.release();
  }
});
