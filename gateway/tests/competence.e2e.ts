import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { successOf } from '@alert-button/sdk';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { officer, type TestOfficer } from './support/officer.ts';
import { openedMatter } from './support/open-matter.ts';
import { enrolledPerson, type EnrolledPerson } from './support/person.ts';

/*
 * Whose consulate answers for where somebody is held: by the county of the facility, as the
 * consulates' jurisdictions are, which is the rule that presses follow.
 */

let system: TestSystem;
let ana: EnrolledPerson;
let houston: TestOfficer;

beforeAll(async () => {
  system = await startTestSystem();
  ana = await enrolledPerson(system);
  houston = await officer(system, 'houston');
}, 240_000);
afterAll(async () => {
  for (const client of [ana, houston]) client.close();
  await system[Symbol.asyncDispose]();
});

async function facility(search: string, state: string) {
  const found = await houston.detentionFacilities({ search, state, first: 1 });
  const [edge] = found?.edges ?? [];
  if (edge === undefined) throw new Error(`There is no ${search}`);
  return edge.node;
}

test.each([
  ['Houston Contract Detention Facility', 'TX', 'houston'],
  ['Dallas County Jail', 'TX', 'dallas'],
  ['Stewart Detention Center', 'GA', 'atlanta'],
])('%s, %s, says the consulate to which a press from there goes', async (search, state, code) => {
  const { id, position } = await facility(search, state);
  const { latitude, longitude } = position;
  const said = await houston.facilityConsulate({ id });
  expect(said?.competentConsulate?.code).toBe(code);
  const person = await enrolledPerson(system);
  const alert = await person.press({ position: { latitude, longitude } });
  expect(alert.desk?.code).toBe(code);
  person.close();
});

test('a place outside the country has none', async () => {
  const { id } = await facility('JTF Camp Six', 'FL');
  expect(await houston.facilityConsulate({ id })).toEqual({ id, competentConsulate: null });
});

test('after a move the desk sees that another desk answers for where the person is', async () => {
  const matterId = await openedMatter(ana, houston);
  const said = { matterId, source: 'LOCATOR', confidence: 'REPORTED' } as const;
  const competent = async () => {
    const matter = await houston.matterCompetence({ id: matterId });
    const last = matter?.whereabouts?.[0]?.facility?.competentConsulate;
    return { own: matter?.desk?.id, code: last?.code, desk: last?.desk.id };
  };
  const near = await facility('Houston Contract Detention Facility', 'TX');
  const knownAt = new Date(Date.UTC(2026, 10, 20, 1));
  successOf(await houston.reportWhereabouts({ input: { ...said, facilityId: near.id, knownAt } }));
  expect(await competent()).toEqual({
    own: houston.deskId,
    code: 'houston',
    desk: houston.deskId,
  });

  const far = await facility('Stewart Detention Center', 'GA');
  const later = new Date(Date.UTC(2026, 10, 20, 2));
  const moved = { ...said, facilityId: far.id, knownAt: later };
  successOf(await houston.reportWhereabouts({ input: moved }));
  const { own, code, desk } = await competent();
  expect([own, code]).toEqual([houston.deskId, 'atlanta']);
  expect(desk).not.toBe(own);
  // And can ask that desk to take it over.
  const input = { matterId, deskId: desk ?? '' };
  const { matter } = successOf(await houston.transferMatter({ input }));
  expect(matter.askedDesk?.id).toBe(desk);
}, 60_000);
