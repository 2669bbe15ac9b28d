import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { withConnection } from '@alert-button/platform/database/connection.ts';
import { successOf } from '@alert-button/sdk';
import {
  createAdministratorClient,
  type AdministratorClient,
} from '@alert-button/sdk/administrator';
import {
  apiKeyCredential,
  createOrganisationClient,
  type OrganisationClient,
} from '@alert-button/sdk/organisation';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { administrator, type Administrator } from './support/administrator.ts';
import { ask } from './support/ask.ts';
import { tables } from './support/matrix-haystacks.ts';
import { officer, type TestOfficer } from './support/officer.ts';
import { enrolledPerson, type EnrolledPerson } from './support/person.ts';
import { places } from './support/places.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * An answered alert becomes a case: offered to providers of legal aid in turn, taken by one, worked
 * on by two offices and ended with what came of it. Each of those concerned sees their part and
 * nobody sees more.
 */

const planted = { name: 'Citlali Huitzilin', note: 'Le urge la insulina quebrada' } as const;

let system: TestSystem;
let boss: Administrator;
let administration: AdministratorClient;
let ana: EnrolledPerson;
let houston: TestOfficer;
let dallas: TestOfficer;

interface Partner extends OrganisationClient {
  readonly providerId: string;
  readonly token: string;
}
let near: Partner;
let far: Partner;

/** Somebody who helps with the law, with a key of their own. */
async function partner(name: string, countyFips: readonly string[]): Promise<Partner> {
  const organisationId = await boss.createOrganisation(name);
  const key = { organisationId, environment: 'LIVE', label: name, scopes: ['MATTERS_ANSWER'] };
  const made = await boss.act('createApiKey', key, '... on CreateApiKeySuccess { token }');
  const token = String(made['token']);
  const { provider } = successOf(
    await administration.registerProvider({
      input: {
        organisationId,
        name,
        kind: 'NGO',
        states: ['TX'],
        countyFips,
        areas: ['IMMIGRATION'],
        languages: ['es', 'nhe'],
        fee: 'FREE',
        capacity: 5,
      },
    }),
  );
  const credential = apiKeyCredential(token);
  const client = createOrganisationClient({ url: system.graphqlUrl, credential });
  return { ...client, providerId: provider.id, token };
}

beforeAll(async () => {
  system = await startTestSystem();
  boss = administrator(system);
  const { credential } = boss;
  administration = createAdministratorClient({ url: system.graphqlUrl, credential });
  ana = await enrolledPerson(system, { homeConsulate: 'houston' });
  houston = await officer(system, 'houston');
  dallas = await officer(system, 'dallas');
  near = await partner('Abogados del Condado', ['48201']);
  far = await partner('Ayuda de Texas', []);
}, 240_000);

afterAll(async () => {
  for (const client of [administration, ana, houston, dallas, near, far]) client.close();
  await system[Symbol.asyncDispose]();
});

let alertId: string;
let matterId: string;

const seenByPerson = async () => (await ana.matterOfOwnAlert({ alertId }))?.matter ?? null;
const offered = async (who: Partner) => {
  const { nodes = [] } = (await who.providerMatters({ first: 10 })) ?? {};
  return nodes;
};

test('an alert that nobody has answered has no matter; an answered one gets it in one act', async () => {
  alertId = (await ana.press({ position: places.houston })).id;
  const input = {
    alertId,
    area: 'IMMIGRATION',
    urgency: 'URGENT',
    countyFips: '48201',
    languages: ['nhe', 'es'],
  } as const;
  const early = await houston.openMatter({ input });
  expect(early.__typename).toBe('NotFoundError');
  successOf(await houston.acknowledgeAlert({ input: { alertId } }));
  const matter = await waitFor(async () => {
    const result = await houston.openMatter({ input });
    return result.__typename === 'OpenMatterSuccess' && result.matter;
  }, 'legal-aid to hear of it');
  matterId = matter.id;
  expect(matter).toMatchObject({ status: 'OFFERED', state: 'TX', countyFips: '48201' });
  expect((await houston.matterOfAlert({ alertId }))?.matter?.id).toBe(matterId);
  const other = await dallas.openMatter({ input });
  expect(other.__typename).toBe('NotFoundError');
}, 60_000);

test('the desk sees who was asked and why, and who else could be', async () => {
  const matter = await houston.matter({ id: matterId });
  expect(matter?.offers).toMatchObject([
    { status: 'OFFERED', isManual: false, provider: { id: near.providerId } },
  ]);
  expect(matter?.offers?.[0]?.reasons).toContainEqual({ factor: 'PLACE', value: '48201' });
  expect(matter?.offers?.[0]?.reasons).toContainEqual({ factor: 'LANGUAGE', value: 'nhe' });
  expect(matter?.alert).toEqual(expect.objectContaining({ id: alertId }));
});

test('before an answer the provider sees what it is about and where, and nothing of who', async () => {
  const { kind, text } = { kind: 'NAME', text: planted.name } as const;
  successOf(await houston.recordMatterFact({ input: { matterId, kind, text } }));
  successOf(
    await houston.addMatterNote({ input: { matterId, text: planted.note, isShared: true } }),
  );
  expect(await offered(near)).toMatchObject([
    { id: matterId, status: 'OFFERED', countyFips: '48201', languages: ['nhe', 'es'] },
  ]);
  expect(await offered(far)).toEqual([]);
  const dossier = await near.matterDossier({ id: matterId });
  expect(dossier).toMatchObject({ facts: null, notes: null, tasks: null, history: null });
  const query = 'query ($id: ID!) { matter(id: $id) { id alert { id } offers { id } } }';
  const credential = apiKeyCredential(near.token);
  const { data } = await ask(system, { credential }, query, { id: matterId });
  expect(data?.['matter']).toEqual({ id: matterId, alert: null, offers: null });
  expect(await far.matterDossier({ id: matterId })).toBeNull();
});

test('who declines sees nothing more; the next in line accepts and sees what is known', async () => {
  const input = { matterId, reason: 'CONFLICT_OF_INTEREST' } as const;
  successOf(await near.declineMatterOffer({ input }));
  expect(await near.matterDossier({ id: matterId })).toBeNull();
  expect(await seenByPerson()).toMatchObject({ status: 'OFFERED', provider: null });
  const { matter } = successOf(await far.acceptMatterOffer({ input: { matterId } }));
  expect(matter).toMatchObject({ status: 'REPRESENTED', provider: { name: 'Ayuda de Texas' } });
  expect(await far.matterDossier({ id: matterId })).toMatchObject({
    facts: [{ kind: 'NAME', dataClass: 'IDENTITY', text: planted.name }],
    notes: [{ author: 'DESK', text: planted.note }],
  });
  expect(await seenByPerson()).toMatchObject({
    status: 'REPRESENTED',
    provider: { name: 'Ayuda de Texas' },
  });
});

test('desk and provider work on it together, and notice to the consulate is on record', async () => {
  const happenedAt = new Date(Date.now() - 60_000);
  successOf(
    await houston.recordConsularNotice({
      input: { matterId, kind: 'ASKED_BY_PERSON', happenedAt },
    }),
  );
  successOf(await far.addMatterTask({ input: { matterId, text: 'Ask for bond' } }));
  const before = await houston.matterDossier({ id: matterId });
  const [task] = before?.tasks ?? [];
  expect(before?.consularNotices).toMatchObject([{ kind: 'ASKED_BY_PERSON', happenedAt }]);
  successOf(await houston.completeMatterTask({ input: { matterId, taskId: task?.id ?? '' } }));
  expect((await far.matterDossier({ id: matterId }))?.tasks).toMatchObject([
    { text: 'Ask for bond', doneAt: expect.any(Date) },
  ]);
});

test('where the person is held, a move and a visit stand in the file', async () => {
  const found = await houston.detentionFacilities({ state: 'TX', first: 2 });
  const [first, second] = (found?.edges ?? []).map(({ node }) => node);
  const said = { matterId, source: 'LOCATOR', confidence: 'REPORTED' } as const;
  for (const [facility, hour] of [
    [first, 1],
    [second, 2],
  ] as const) {
    const knownAt = new Date(Date.UTC(2026, 10, 20, hour));
    const input = { ...said, facilityId: facility?.id ?? '', knownAt };
    successOf(await far.reportWhereabouts({ input }));
  }
  const plannedAt = new Date(Date.now() + 86_400_000);
  successOf(
    await houston.scheduleVisit({ input: { matterId, facilityId: second?.id ?? '', plannedAt } }),
  );
  const { visits } = (await houston.matterDossier({ id: matterId })) ?? {};
  const visitId = visits?.[0]?.id ?? '';
  const conditions = planted.note;
  successOf(
    await houston.reportVisit({ input: { matterId, visitId, outcome: 'VISITED', conditions } }),
  );
  expect(await far.matterDossier({ id: matterId })).toMatchObject({
    whereabouts: [{ facility: { id: second?.id } }, { facility: { id: first?.id } }],
    visits: [{ status: 'VISITED', conditions }],
  });
});

test('what was done to the person is passed on without them, while they agree', async () => {
  const report = {
    matterId,
    kind: 'NO_CONSULAR_NOTICE',
    agency: 'FACILITY_STAFF',
    happenedAt: new Date(Date.UTC(2026, 10, 20, 3)),
    precision: 'HOUR',
    countyFips: '48201',
    account: `${planted.name}: ${planted.note}`,
    evidence: [{ kind: 'WITNESS', reference: planted.name }],
  } as const;
  successOf(await far.reportIncident({ input: report }));
  expect(await near.matterIncidents({ id: matterId })).toBeNull();
  const [written] = (await houston.matterIncidents({ id: matterId }))?.incidents ?? [];
  expect(written).toMatchObject({ account: report.account, author: 'PROVIDER' });
  const on = { matterId, incidentId: written?.id ?? '' };
  const pass = { ...on, decision: 'PASS' } as const;
  const named = await houston.reviewIncident({
    input: { ...pass, summary: `${planted.name} could not reach the consulate.` },
  });
  expect(named).toMatchObject({ __typename: 'InvalidInputError', issues: [{ path: 'summary' }] });
  const summary = 'Somebody asked for the consulate and was told to wait.';
  successOf(await houston.reviewIncident({ input: { ...pass, summary } }));
  const passedOn = async (who: TestOfficer | AdministratorClient) =>
    (await who.incidentExport({ first: 10 }))?.nodes;
  expect(await passedOn(houston)).toEqual([]);
  const yes = { ...on, consent: 'SUMMARY', givenBy: 'BY_TELEPHONE' } as const;
  successOf(await far.setIncidentConsent({ input: yes }));
  const out = await passedOn(houston);
  expect(out).toMatchObject([{ kind: 'NO_CONSULAR_NOTICE', month: '2026-11', summary }]);
  for (const hidden of [matterId, alertId, ana.personId, written?.id ?? '', 'Huitzilin']) {
    expect(JSON.stringify(out)).not.toContain(hidden);
  }
  expect(await passedOn(dallas)).toEqual([]);
  expect(await passedOn(administration)).toEqual(out);
  successOf(await houston.setIncidentConsent({ input: { ...on, consent: 'NONE' } }));
  expect(await passedOn(administration)).toEqual([]);
});

test('another desk takes it over when it accepts, and sees the file from then on', async () => {
  successOf(await houston.transferMatter({ input: { matterId, deskId: dallas.deskId } }));
  expect(await dallas.matterDossier({ id: matterId })).toMatchObject({ facts: null, notes: null });
  successOf(await dallas.acceptMatterTransfer({ input: { matterId } }));
  expect((await dallas.matterDossier({ id: matterId }))?.facts).toHaveLength(1);
  expect(await houston.matter({ id: matterId })).toBeNull();
});

test('it ends with what came of it, for everybody whom it concerns', async () => {
  successOf(await dallas.closeMatter({ input: { matterId, outcome: 'RELEASED_ON_BOND' } }));
  expect(await seenByPerson()).toMatchObject({ status: 'CLOSED', outcome: 'RELEASED_ON_BOND' });
  const provider = await administration.legalAidProvider({ id: far.providerId });
  expect(provider?.heldCount).toBe(0);
  const history = (await dallas.matterDossier({ id: matterId }))?.history ?? [];
  expect(history.map(({ kind }) => kind)).toEqual([
    'MATTER_OPENED',
    'MATTER_OFFERED',
    'MATTER_FACT_RECORDED',
    'MATTER_NOTE_ADDED',
    'MATTER_OFFER_DECLINED',
    'MATTER_OFFERED',
    'MATTER_OFFER_ACCEPTED',
    'MATTER_NOTICE_RECORDED',
    'MATTER_TASK_ADDED',
    'MATTER_TASK_COMPLETED',
    'MATTER_LOCATED',
    'MATTER_MOVED',
    'MATTER_VISIT_SCHEDULED',
    'MATTER_VISIT_REPORTED',
    'MATTER_INCIDENT_REPORTED',
    'MATTER_INCIDENT_REVIEWED',
    'MATTER_INCIDENT_CONSENT_CHANGED',
    'MATTER_INCIDENT_CONSENT_CHANGED',
    'MATTER_DESK_ASKED',
    'MATTER_DESK_ACCEPTED',
    'MATTER_CLOSED',
  ]);
});

test('a phone that shows a cancel shows no matter', async () => {
  successOf(await ana.cancelAlert({ input: { alertId, reason: 'A mistake' } }));
  await waitFor(async () => (await seenByPerson()) === null, 'the matter to be gone');
  expect(await ana.ownMatter({ id: matterId })).toBeNull();
  expect(await dallas.matter({ id: matterId })).not.toBeNull();
}, 60_000);

test('nothing that was written down stands anywhere in clear, and each reading is on record', async () => {
  for (const { where, content } of await tables(system)) {
    for (const words of ['Huitzilin', 'quebrada']) {
      if (content.includes(words)) throw new Error(`${words} stands in ${where}`);
    }
  }
  const lines = system.lines.join('\n');
  expect(lines).not.toMatch(/Huitzilin|quebrada/);
  const { owner } = system.databases['legal-aid'];
  const entries = await withConnection(owner, async (client) => {
    const { rows } = await client.query<{ actor_kind: string; action: string }>(
      `select distinct actor_kind, action from audit_entry where action = 'readMatterFacts'
       order by 1`,
    );
    return rows.map(({ actor_kind: kind }) => kind);
  });
  expect(entries).toEqual(['OFFICER', 'ORGANISATION']);
});

test('legal-aid that is away keeps nobody from pressing, and alerts stay whole', async () => {
  await system.stopService('legal-aid');
  try {
    const press = await enrolledPerson(system);
    const { id, status } = await press.press({ position: places.houston });
    expect(status).toBe('RAISED');
    const query = 'query ($id: ID!) { alert(id: $id) { id matter { id } } }';
    const { data, errors } = await ask(system, press, query, { id });
    expect(data?.['alert']).toEqual({ id, matter: null });
    expect(errors.map(({ path }) => path?.[0])).toEqual(['alert']);
    press.close();
  } finally {
    await system.start('legal-aid');
  }
}, 60_000);
