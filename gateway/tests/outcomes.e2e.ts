import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { withConnection } from '@alert-button/platform/database/connection.ts';
import { successOf } from '@alert-button/sdk';
import { createFollowerClient, type FollowerClient } from '@alert-button/sdk/follower';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { officer } from './support/officer.ts';
import { enrolledPerson } from './support/person.ts';
import { places } from './support/places.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * What became of calls for help, for everybody: of eleven persons or more who agreed, thirty days
 * later, by the API and as files.
 */

let system: TestSystem;
let visitor: FollowerClient;

beforeAll(async () => {
  system = await startTestSystem();
  visitor = createFollowerClient({ url: system.graphqlUrl });
}, 240_000);
afterAll(async () => {
  visitor.close();
  await system[Symbol.asyncDispose]();
});

const inLegalAid = <Row extends object>(text: string, values: readonly unknown[] = []) =>
  withConnection(system.databases['legal-aid'].owner, async (client) => {
    const { rows } = await client.query<Row>(text, [...values]);
    return rows;
  });

test('a press counts with its state and its answer once the person has agreed', async () => {
  const person = await enrolledPerson(system);
  const desk = await officer(system, 'houston');
  const { id } = await person.press({ position: places.houston });
  successOf(await desk.acknowledgeAlert({ input: { alertId: id } }));
  const textVersion = '2026-11-22';
  successOf(await person.grantConsent({ input: { purpose: 'STATISTICS', textVersion } }));
  const counted = await waitFor(async () => {
    const [row] = await inLegalAid<{ state: string; agrees: boolean }>(
      `select state, is_granted as agrees from counted_alert join statistics_consent using (person_id)
       where alert_id = $1 and acknowledged_at is not null`,
      [id],
    );
    return row;
  }, 'legal-aid to hear of it');
  expect(counted).toEqual({ state: 'TX', agrees: true });
  person.close();
  desk.close();
}, 60_000);

test('twelve persons of two months ago are told of, ten are not, and yesterday is nobody', async () => {
  const raise = (state: string, count: number) =>
    inLegalAid(
      `with made as (
         insert into counted_alert (alert_id, person_id, state, raised_at, acknowledged_at)
         select gen_random_uuid(), gen_random_uuid(), $1, at, at + interval '90 seconds'
         from generate_series(1, $2::integer),
           lateral (select clock_timestamp() - interval '60 days' as at) as times
         returning person_id
       ) insert into statistics_consent select person_id, true, 1 from made`,
      [state, count],
    );
  await raise('CA', 12);
  await raise('NV', 10);
  expect((await visitor.publicOutcomes({}))?.nodes).toEqual([]);
  await system.restart('legal-aid');
  const releases = await waitFor(async () => {
    const nodes = (await visitor.publicOutcomes({}).catch(() => null))?.nodes ?? [];
    return nodes.length > 0 && nodes;
  }, 'the figures');
  expect(releases).toMatchObject([{ state: 'CA', groups: [{ alerts: 12 }] }]);

  const json = await fetch(`${system.linksUrl}/outcomes.json`);
  expect(json.headers.get('cache-control')).toBe('public, max-age=3600');
  const said = (await json.json()) as { notes: string[]; releases: object[] };
  expect(said.notes.length).toBeGreaterThan(0);
  expect(said.releases).toMatchObject([{ state: 'CA', groups: [{ alerts: 12 }] }]);

  const csv = await fetch(`${system.linksUrl}/outcomes.csv`);
  expect(csv.headers.get('content-type')).toMatch(/^text\/csv/);
  const lines = (await csv.text()).split('\r\n');
  expect(lines[0]).toBe('state,fromWeek,toWeek,releasedOn,alerts,acknowledged,lawyer,visit,result');
  expect(lines[1]).toMatch(/^CA,\d{4}-W\d\d,\d{4}-W\d\d,\d{4}-\d\d-\d\d,12,/);
  expect(lines.slice(2)).toEqual(['']);
  for (const text of [JSON.stringify(said), lines.join()]) expect(text).not.toContain('NV');
}, 60_000);
