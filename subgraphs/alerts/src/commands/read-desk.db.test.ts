import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { createTestDatabase, type TestDatabase } from '@alert-button/platform/testing/database.ts';
import { screenOrder, standingOf } from '../domain/standing.ts';
import type { AlertStatus } from '../domain/alert.ts';
import { allGrouped, openGrouping, raiseMany } from '../testing/mass-event.ts';
import { actTables } from '../testing/rows.ts';
import { asking, officerOf, openTestServices } from '../testing/services.ts';
import { testId } from '../testing/shipped-directory.ts';
import { acknowledgeGroup } from './acknowledge-group.ts';
import { readDeskAlerts } from './read-desk.ts';
import { readDeskGroups } from './read-groups.ts';
import type { Services } from './services.ts';
import { takeWaiting } from './take-waiting.ts';

const closing = new AsyncDisposableStack();
let testDatabase: TestDatabase;
let admin: pg.Pool;
let services: Services;

beforeAll(async () => {
  testDatabase = closing.use(await createTestDatabase('alerts'));
  services = closing.use(await openTestServices(testDatabase.app));
  admin = new pg.Pool({ connectionString: testDatabase.admin });
  closing.defer(() => admin.end());
});
afterAll(() => closing.disposeAsync());
beforeEach(() =>
  admin.query(`truncate ${actTables.join(', ')}, feed_entry, alert_group_member,
  alert_group_candidate, group_acknowledgement, group_taking, alert_group`),
);

const officer = asking(officerOf('houston'));
const deskId = testId('desk houston');

async function page(first: number, after: string | null) {
  const found = await readDeskAlerts(services, officer, { deskId, first, after });
  if (found === null) throw new Error('It is their desk');
  return found;
}

async function allPages(first: number, between: () => Promise<unknown> = async () => undefined) {
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const found = await page(first, after);
    ids.push(...found.nodes.map(({ record }) => record.alert.id));
    if (!found.hasNextPage) return ids;
    after = found.endCursor;
    await between();
  }
}

/** Half of a group is acknowledged with it; around it stands one of everything else. */
async function mixedDesk(): Promise<void> {
  await raiseMany(services, 12);
  {
    // Closed before the others press, which must not join.
    await using grouping = openGrouping(services);
    await allGrouped(services, grouping);
  }
  const input = { deskId, first: 1, after: null };
  const groupId = (await readDeskGroups(services, officer, input))?.nodes[0]?.id ?? '';
  await acknowledgeGroup(services, officer, { groupId });
  await takeWaiting(services);
  await raiseMany(services, 30);
  // States and times as chance has them: what comes about by acts is tested with the acts.
  await admin.query(`update alert set
    raised_at = date_trunc('minute', clock_timestamp()) - make_interval(mins => (random() * 5)::int),
    coarse_cell = case when random() < 0.3 then null else coarse_cell end,
    person_view = case when random() < 0.2
      then jsonb_set(person_view, '{isFrozen}', 'true') else person_view end,
    status = case when status = 'ACKNOWLEDGED' then status
      else (array['RAISED', 'RAISED', 'ACKNOWLEDGED', 'ASSISTING', 'CANCEL_REQUESTED'])[1 + floor(random() * 5)::int] end,
    handled_by = 'officer', is_drill = random() < 0.1`);
  await admin.query(`insert into press (tenant, idempotency_key, alert_id, person_id, is_drill)
    select tenant, gen_random_uuid(), alert_id, person_id, false from press where random() < 0.3`);
}

test('the order is that of the domain’s table, and every open alert is on one page, once', async () => {
  for (let round = 0; round < 5; round += 1) {
    await admin.query(`truncate ${actTables.join(', ')}, feed_entry, alert_group_member,
      alert_group_candidate, group_acknowledgement, group_taking, alert_group`);
    await mixedDesk();
    const { rows } = await admin.query<{
      id: string;
      is_drill: boolean;
      status: AlertStatus;
      raised_at: Date;
      is_frozen: boolean;
      presses: number;
      has_position: boolean;
      with_group: boolean;
    }>(`select id, is_drill, status, raised_at, (person_view ->> 'isFrozen')::boolean as is_frozen,
        (select count(*)::int from press where alert_id = alert.id) as presses,
        coarse_cell is not null as has_position,
        exists (select from event where subject_id = alert.id::text and payload ? 'groupId') as with_group
      from alert`);
    const place = (row: (typeof rows)[number]) =>
      screenOrder.indexOf(
        standingOf({
          isDrill: row.is_drill,
          status: row.status,
          isUrged: row.is_frozen || row.presses > 1,
          hasPosition: row.has_position,
          isTakenWithGroup: row.status === 'ACKNOWLEDGED' && row.with_group,
        }),
      );
    const expected = rows
      .toSorted(
        (a, b) =>
          place(a) - place(b) ||
          a.raised_at.getTime() - b.raised_at.getTime() ||
          (a.id < b.id ? -1 : 1),
      )
      .map(({ id }) => id);
    for (const first of [1, 7, 100]) expect(await allPages(first)).toEqual(expected);
  }
});

test('what closes or moves between two pages hides no other alert', async () => {
  const ids = await raiseMany(services, 30);
  let closed = 0;
  const seen = await allPages(5, async () => {
    closed += 1;
    await admin.query(
      `update alert set status = 'RESOLVED', closed_at = clock_timestamp() where id in (
         select id from alert where closed_at is null order by raised_at, id limit 2)`,
    );
  });
  expect(closed).toBeGreaterThan(3);
  const { rows } = await admin.query<{ id: string }>(
    'select id from alert where closed_at is null',
  );
  expect(rows.filter(({ id }) => !seen.includes(id))).toEqual([]);
  expect(new Set(seen).size).toBe(seen.length);
  expect(ids).toEqual(expect.arrayContaining(seen));
});

test.each(['1', '', '9.1.x', "1.1.'", '1.1.00000000-0000-4000-8000-000000000000 '])(
  'a cursor that is none of this list is refused: %p',
  async (after) => {
    await expect(page(5, after)).rejects.toThrow(InvalidInputError);
  },
);
