import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { withConnection } from '@alert-button/platform/database/connection.ts';
import { type Credential, successOf } from '@alert-button/sdk';
import {
  createAdministratorClient,
  type AdministratorClient,
} from '@alert-button/sdk/administrator';
import { ask, type Answer } from './support/ask.ts';
import { officerCredentialOf } from './support/officer.ts';
import { enrolledPerson } from './support/person.ts';

/* Who administers, and that to everybody else there is nothing to administer. */

let system: TestSystem;
let administrator: AdministratorClient;
let organisationId: string;
let apiKeyId: string;
let providerId: string;

const scopes = ['ALERTS_FOLLOW'] as const;

beforeAll(async () => {
  system = await startTestSystem();
  administrator = createAdministratorClient({
    url: system.graphqlUrl,
    credential: officerCredentialOf(system, 'national', 'officer-administrator'),
  });
  const created = await administrator.createOrganisation({ input: { name: 'Red Jurídica' } });
  organisationId = successOf(created).organisation.id;
  const input = { organisationId, environment: 'LIVE', scopes, label: 'case line' } as const;
  apiKeyId = successOf(await administrator.createApiKey({ input })).apiKey.id;
  const member = { deskCode: 'houston', officerId: 'officer-houston' };
  successOf(await administrator.addRosterMember({ input: member }));
  const registered = await administrator.registerProvider({ input: { name: 'Clínica', ...helps } });
  providerId = successOf(registered).provider.id;
}, 240_000);

afterAll(async () => {
  administrator.close();
  await system[Symbol.asyncDispose]();
});

const nothing = '00000000-0000-4000-8000-000000000000';

/** What somebody does who helps with the law. */
const terms = {
  states: ['TX'],
  countyFips: [],
  areas: ['IMMIGRATION'],
  languages: ['es'],
  fee: 'FREE',
} as const;
const helps = { ...terms, kind: 'CLINIC', capacity: 3 } as const;

/** Each act with what is there, and with what is not. */
const mutations: Readonly<Record<string, () => readonly [present: object, absent: object]>> = {
  createOrganisation: () => [{ name: 'Red Jurídica' }, { name: 'Another' }],
  disableOrganisation: () => [{ organisationId }, { organisationId: nothing }],
  enableOrganisation: () => [{ organisationId }, { organisationId: nothing }],
  createApiKey: () => {
    const rest = { environment: 'LIVE', scopes, label: 'x' };
    return [
      { organisationId, ...rest },
      { organisationId: nothing, ...rest },
    ];
  },
  rotateApiKey: () => [
    { apiKeyId, overlapHours: 1 },
    { apiKeyId: nothing, overlapHours: 1 },
  ],
  revokeApiKey: () => [{ apiKeyId }, { apiKeyId: nothing }],
  revokeOfficerAccess: () => [
    { officerId: 'officer-houston', reason: 'MISUSE' },
    { officerId: 'nobody', reason: 'MISUSE' },
  ],
  restoreOfficerAccess: () => [{ officerId: 'officer-houston' }, { officerId: 'nobody' }],
  confirmPhone: () => {
    const call = {
      phoneKind: 'MAIN',
      number: '+17135550100',
      confirmedOn: '2026-11-21',
      confirmedBy: 'duty officer',
    };
    return [
      { consulateCode: 'houston', ...call },
      { consulateCode: 'nowhere', ...call },
    ];
  },
  setOfficeHours: () => {
    const said = {
      timeZone: 'America/Chicago',
      weekly: [{ weekday: 'MONDAY', opens: '00:00', closes: '24:00' }],
      confirmedOn: '2026-11-21',
      confirmedBy: 'duty officer',
    };
    return [
      { consulateCode: 'houston', ...said },
      { consulateCode: 'nowhere', ...said },
    ];
  },
  setEscalationPolicy: () => [{ deskCode: 'houston' }, { deskCode: 'nowhere' }],
  addDutyShift: () => {
    const [startsAt, endsAt] = [1, 2].map((hours) =>
      new Date(Date.now() + hours * 3_600_000).toISOString(),
    );
    return [
      { deskCode: 'houston', officerId: 'officer-houston', startsAt, endsAt },
      { deskCode: 'nowhere', officerId: 'officer-houston', startsAt, endsAt },
    ];
  },
  removeDutyShift: () => [{ shiftId: nothing }, { shiftId: 'nothing' }],
  setOfficeService: () => {
    const out = { isInService: false, reason: 'PRECAUTION' };
    return [
      { consulateCode: 'houston', ...out },
      { consulateCode: 'nowhere', ...out },
    ];
  },
  createDesk: () => [
    { code: 'second-team', consulateCode: 'houston' },
    { code: 'second-team', consulateCode: 'nowhere' },
  ],
  setDeskService: () => {
    const closed = { isInService: false, reason: 'PRECAUTION' };
    return [
      { deskCode: 'houston', ...closed },
      { deskCode: 'nowhere', ...closed },
    ];
  },
  addRosterMember: () => [
    { deskCode: 'houston', officerId: 'somebody' },
    { deskCode: 'nowhere', officerId: 'somebody' },
  ],
  registerProvider: () => [
    { name: 'Clínica', ...helps },
    { name: 'Another', ...helps },
  ],
  setProviderTerms: () => [
    { providerId, ...terms },
    { providerId: nothing, ...terms },
  ],
  setProviderCapacity: () => [
    { providerId, capacity: 2 },
    { providerId: nothing, capacity: 2 },
  ],
  setProviderStanding: () => [
    { providerId, standing: 'REMOVED' },
    { providerId: nothing, standing: 'REMOVED' },
  ],
  removeRosterMember: () => [
    { deskCode: 'houston', officerId: 'officer-houston' },
    { deskCode: 'houston', officerId: 'somebody' },
  ],
};

const queries: Readonly<Record<string, string>> = {
  organisations: '{ organisations { nodes { id } } }',
  organisation: `query ($id: ID!) { organisation(id: $id) { id } }`,
  officerAccess: '{ officerAccess { nodes { officerId } } }',
  exportConfiguration: '{ exportConfiguration { exportedAt } }',
};

const act = (name: string) => {
  const type = `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}Input!`;
  return `mutation ($input: ${type}) {
    ${name}(input: $input) { __typename ... on UserError { message } }
  }`;
};

const notThere = { __typename: 'NotFoundError', message: 'That was not found.' };

/** Rows of the databases that an act of administration would have written to. */
async function trails(): Promise<unknown[]> {
  return Promise.all(
    (['people', 'consulates', 'legal-aid'] as const).map((name) =>
      withConnection(system.databases[name].owner, async (owner) => {
        const { rows } = await owner.query(
          `select (select count(*) from event) as events,
             (select count(*) from audit_entry where actor_kind <> 'PERSON') as entries`,
        );
        return rows;
      }),
    ),
  );
}

async function refusals(asker: { readonly credential?: Credential }): Promise<[string, Answer][]> {
  const answers: [string, Answer][] = [];
  for (const [name, inputs] of Object.entries(mutations)) {
    const [present, absent] = inputs();
    const [one, other] = [
      await ask(system, asker, act(name), { input: present }),
      await ask(system, asker, act(name), { input: absent }),
    ];
    expect([name, one]).toEqual([name, other]);
    answers.push([name, one]);
  }
  return answers;
}

describe('acts of administration', () => {
  test('all of them are known here, so that a new one is tried too', async () => {
    const query = '{ __schema { mutationType { fields { name description } } } }';
    const { data } = await ask(system, {}, query);
    const { fields } = (data as unknown as SchemaAnswer).__schema.mutationType;
    const theirs = fields.filter(({ description }) => description.startsWith('An administrator'));
    expect(theirs.map(({ name }) => name).sort()).toEqual(Object.keys(mutations).sort());
  });

  test.each([
    ['an officer', 'houston'],
    ['an operator', 'call-centre'],
    ['a person', null],
  ])(
    'are not there for %s, whatever is named',
    async (_who, desk) => {
      const person = desk === null ? await enrolledPerson(system) : undefined;
      const credential = person?.credential ?? officerCredentialOf(system, desk ?? '');
      const before = await trails();
      for (const [name, answer] of await refusals({ credential })) {
        expect([name, answer]).toEqual([
          name,
          { status: 200, data: { [name]: notThere }, errors: [] },
        ]);
      }
      for (const [name, query] of Object.entries(queries)) {
        const { data, errors } = await ask(system, { credential }, query, { id: organisationId });
        expect({ data, codes: errors.map(({ extensions }) => extensions['code']) }).toEqual({
          data: { [name]: null },
          codes: ['NOT_FOUND'],
        });
      }
      expect(await trails()).toEqual(before);
      person?.close();
    },
    120_000,
  );

  test('ask somebody unknown for credentials, whatever is named', async () => {
    const before = await trails();
    for (const [, { data, errors }] of await refusals({})) {
      expect(Object.values(data ?? {}).every((value) => value === null)).toBe(true);
      expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['UNAUTHENTICATED']);
    }
    expect(await trails()).toEqual(before);
  }, 120_000);
});

interface SchemaAnswer {
  readonly __schema: {
    readonly mutationType: {
      readonly fields: readonly { readonly name: string; readonly description: string }[];
    };
  };
}

describe('an administrator', () => {
  test('confirms a number, which everybody then sees as confirmed', async () => {
    const input = {
      consulateCode: 'boise',
      phoneKind: 'MAIN',
      number: '+12085550100',
      confirmedOn: '2026-11-21',
      confirmedBy: 'duty officer',
    } as const;
    successOf(await administrator.confirmPhone({ input }));
    const query =
      '{ consulate(code: "boise") { phone isPhoneVerified phoneAsOf fieldSources { field source } } }';
    expect((await ask(system, {}, query)).data).toEqual({
      consulate: {
        phone: '+12085550100',
        isPhoneVerified: true,
        phoneAsOf: '2026-11-21',
        fieldSources: expect.arrayContaining([{ field: 'PHONE', source: 'confirmed by a call' }]),
      },
    });
  });

  test('takes an office out of service; alerts still reach its desk', async () => {
    const service = async () => {
      const query = `{
        consulate(code: "boise") { isInService outOfServiceReason desk { isInService } }
      }`;
      return (await ask(system, {}, query)).data;
    };
    const out = { consulateCode: 'boise', isInService: false, reason: 'SYSTEMS_DOWN' } as const;
    const { consulate } = successOf(await administrator.setOfficeService({ input: out }));
    expect(consulate.outOfServiceReason).toBe('SYSTEMS_DOWN');
    expect(await service()).toEqual({
      consulate: { isInService: false, outOfServiceReason: null, desk: { isInService: false } },
    });

    const person = await enrolledPerson(system, { homeConsulate: 'boise' });
    const input = { idempotencyKey: crypto.randomUUID() };
    const { alert } = successOf(await person.raiseAlert({ input }));
    expect(alert.desk?.code).toBe('boise');
    person.close();

    const back = { consulateCode: 'boise', isInService: true };
    successOf(await administrator.setOfficeService({ input: back }));
    expect(await service()).toEqual({
      consulate: { isInService: true, outOfServiceReason: null, desk: { isInService: true } },
    });
  });

  test('keeps a roster that its desk sees and another does not', async () => {
    const query = '{ desk(code: "houston") { roster { officerId } } }';
    const seenBy = async (credential?: Credential) => {
      const { data } = await ask(system, credential === undefined ? {} : { credential }, query);
      return (data?.['desk'] as { roster: unknown }).roster;
    };
    expect(await seenBy(officerCredentialOf(system, 'houston'))).toEqual([
      { officerId: 'officer-houston' },
    ]);
    expect(await seenBy(officerCredentialOf(system, 'dallas'))).toBeNull();
    expect(await seenBy()).toBeNull();
    const roster = (await administrator.deskRoster({ code: 'houston' }))?.roster;
    expect(roster).toHaveLength(1);
  });

  test('exports what is set up, without secrets', async () => {
    const exported = await administrator.exportConfiguration();
    expect(exported?.offices).toHaveLength(53);
    expect(exported?.desks).toHaveLength(55);
    expect(exported?.phones.filter(({ confirmedBy }) => confirmedBy !== null)).toHaveLength(1);
    expect(exported?.rosters.map(({ desk }) => desk.code)).toEqual(['houston']);
    const accounts = await administrator.organisations();
    expect(accounts?.nodes[0]?.keys).toHaveLength(1);
    expect(JSON.stringify([exported, accounts])).not.toMatch(/ab_live_|secret/i);
  });

  test('leaves an entry in the audit trail for every act', async () => {
    const actions = await withConnection(system.databases.consulates.owner, async (owner) => {
      const { rows } = await owner.query<{ action: string }>(
        `select distinct action from audit_entry where actor_id = 'officer-administrator'`,
      );
      return rows.map(({ action }) => action).sort();
    });
    expect(actions).toEqual([
      'addRosterMember',
      'confirmPhone',
      'exportConfiguration',
      // The test system opens its offices before.
      'setOfficeHours',
      'setOfficeService',
    ]);
  });
});
