import { randomUUID } from 'node:crypto';
import { withConnection } from '@alert-button/platform/database/connection.ts';
import { createViewerSigner, type Viewer } from '@alert-button/platform/viewer.ts';
import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { type Operation, successOf } from '@alert-button/sdk';
import { deviceCredential, type DeviceIdentity, enrol } from '@alert-button/sdk/person';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { ask } from './support/ask.ts';
import { collect } from './support/collect.ts';
import { officer, type TestOfficer } from './support/officer.ts';
import { enrolledPerson, type EnrolledPerson } from './support/person.ts';
import { places } from './support/places.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * What is known of persons: they themselves read and change it, the desk of their alert reads who
 * they are and is recorded by name, and to everybody else there is nothing.
 */

let system: TestSystem;
let ana: EnrolledPerson;
let luis: EnrolledPerson;
let houston: TestOfficer;
let colleague: TestOfficer;
let dallas: TestOfficer;
let alertId: string;

const planted = {
  name: 'Canariana Quetzalli Ocelotl',
  document: 'CANARIO90817',
  phone: '+525598765432',
  contact: 'Xochitl Colibrina',
  message: 'Mensaje canarino',
  label: 'Telefonino',
};

beforeAll(async () => {
  system = await startTestSystem();
  ana = await enrolledPerson(system);
  luis = await enrolledPerson(system);
  houston = await officer(system, 'houston');
  colleague = await officer(system, 'houston', 'officer-houston-2');
  dallas = await officer(system, 'dallas');
  const input = {
    name: planted.name,
    document: { kind: 'PASSPORT', number: planted.document },
    languages: ['mib', 'es-mx'],
    homeConsulate: 'tucson',
  } as const;
  successOf(await ana.updatePerson({ input }));
  alertId = (await ana.press({ position: places.houston })).id;
}, 120_000);

afterAll(async () => {
  for (const client of [ana, luis, houston, colleague, dallas]) client.close();
  await system[Symbol.asyncDispose]();
});

/** Who read the person, by the audit trail of people. */
async function readingsOf(personId: string): Promise<string[]> {
  return withConnection(system.databases.people.owner, async (owner) => {
    const { rows } = await owner.query<{ actor: string }>(
      `select actor_kind || ' ' || actor_id as actor from audit_entry
       where subject_id = $1 and action = 'readPerson' order by at`,
      [personId],
    );
    return rows.map(({ actor }) => actor);
  });
}

const personOfAlert = `query ($id: ID!) {
  alert(id: $id) {
    id
    person {
      id name languages document { kind number } homeConsulate { code name }
      devices { id } emergencyContacts { id } consents { id } alerts { id }
    }
  }
}`;

describe('a person', () => {
  test('reads and changes what is theirs', async () => {
    expect(await ana.ownData()).toMatchObject({
      id: ana.personId,
      name: planted.name,
      document: { kind: 'PASSPORT', number: planted.document },
      languages: ['mib', 'es-MX'],
      homeConsulate: { code: 'tucson' },
      devices: [{ label: null, isRevoked: false }],
      emergencyContacts: [],
      consents: [],
    });
    const { contact } = successOf(
      await ana.addEmergencyContact({
        input: {
          name: planted.contact,
          phone: planted.phone,
          message: planted.message,
          language: 'nhe',
          maySee: 'COARSE_PLACE',
        },
      }),
    );
    expect(contact).toMatchObject({
      maskedName: 'Xochitl •••',
      maskedPhone: '•••• 5432',
      language: 'nhe',
      hasMessage: true,
      maySee: 'COARSE_PLACE',
    });
    const purpose = 'NOTIFY_CONTACTS';
    successOf(await ana.grantConsent({ input: { purpose, textVersion: '2026-11-22' } }));
    const { consent } = successOf(await ana.withdrawConsent({ input: { purpose } }));
    expect(consent).toMatchObject({ isInForce: false, ending: 'WITHDRAWN' });
    expect(await readingsOf(ana.personId)).toEqual([]);
  });

  test('reads themself on their own alert, and nobody is recorded', async () => {
    const own = await ask(system, ana, personOfAlert, { id: alertId });
    expect(own.errors).toEqual([]);
    expect(own.data).toMatchObject({
      alert: { person: { id: ana.personId, name: planted.name, alerts: [{ id: alertId }] } },
    });
    expect(await readingsOf(ana.personId)).toEqual([]);
  });

  test('does not find what is another person’s', async () => {
    const own = await ana.ownData();
    if (own?.__typename !== 'Person') throw new Error('A person sees themself');
    const contactId = own.emergencyContacts?.[0]?.id ?? '';
    const deviceId = own.devices?.[0]?.id ?? '';
    const answers = [
      await luis.updateEmergencyContact({ input: { contactId, name: 'X' } }),
      await luis.removeEmergencyContact({ input: { contactId } }),
      await luis.revokeDevice({ input: { deviceId } }),
    ];
    expect(answers.map(({ __typename }) => __typename)).toEqual(
      Array.from({ length: 3 }, () => 'NotFoundError'),
    );
    expect(await ana.ownData()).toEqual(own);
  });

  test('has another device after a code from the first, until it is revoked', async () => {
    const { code } = successOf(await ana.createDeviceLink({ input: {} }));
    let identity: DeviceIdentity | undefined;
    const tablet = await enrol({
      url: system.graphqlUrl,
      linkCode: code,
      deviceLabel: planted.label,
      store: { load: async () => identity, save: async (made) => void (identity = made) },
    });
    expect(tablet.personId).toBe(ana.personId);
    const own = await tablet.ownData();
    if (own?.__typename !== 'Person') throw new Error('A person sees themself');
    const device = own.devices?.find(({ label }) => label === planted.label);
    successOf(await ana.revokeDevice({ input: { deviceId: device?.id ?? '' } }));
    if (!identity?.enrolment) throw new Error('An enrolled device has a certificate');
    const credential = deviceCredential(identity.keys, identity.enrolment.certificate);
    const update = 'mutation { updatePerson(input: {}) { __typename } }';
    const isShutOut = async () => (await ask(system, { credential }, update)).status === 401;
    await waitFor(isShutOut, 'the revoked device to be turned away');
    tablet.close();
  });

  test('changes the key of a device, whose old key is turned away while it goes on', async () => {
    let identity: DeviceIdentity | undefined;
    const phone = await enrol({
      url: system.graphqlUrl,
      store: { load: async () => identity, save: async (made) => void (identity = made) },
    });
    if (!identity?.enrolment) throw new Error('An enrolled device has a certificate');
    const old = deviceCredential(identity.keys, identity.enrolment.certificate);
    await phone.rotateDeviceKey();
    const { id } = await phone.press({ position: places.houston });
    const update = 'mutation { updatePerson(input: {}) { __typename } }';
    const isShutOut = async () => (await ask(system, { credential: old }, update)).status === 401;
    await waitFor(isShutOut, 'the old key to be turned away');
    expect((await phone.alert({ id }))?.status).toBe('RAISED');
    successOf(await houston.resolveAlert({ input: { alertId: id, outcome: 'FALSE_ALARM' } }));
    phone.close();
  });
});

describe('the desk of an alert', () => {
  const seen = () => ({
    id: ana.personId,
    name: planted.name,
    languages: ['mib', 'es-MX'],
    document: { kind: 'PASSPORT', number: planted.document },
    homeConsulate: { code: 'tucson', name: expect.any(String) },
    devices: null,
    emergencyContacts: null,
    consents: null,
    alerts: null,
  });

  test('reads who it is, and each officer is recorded by name', async () => {
    for (const asker of [houston, colleague]) {
      const answer = await ask(system, asker, personOfAlert, { id: alertId });
      expect(answer).toMatchObject({ errors: [], data: { alert: { person: seen() } } });
    }
    expect(await readingsOf(ana.personId)).toEqual([
      'OFFICER officer-houston',
      'OFFICER officer-houston-2',
    ]);
    expect(await houston.alertDossier({ id: alertId })).toMatchObject({
      person: { name: planted.name },
    });
    expect(await readingsOf(ana.personId)).toHaveLength(3);
  });

  test('reads it on its live feed too, each officer for themself', async () => {
    interface Item {
      readonly __typename: string;
      readonly cursor: string;
      readonly alert?: { readonly id: string; readonly person: { name: string } | null } | null;
    }
    const operation: Operation<Item, { deskId: string; after: string | null }> = {
      name: 'Names',
      kind: 'subscription',
      root: 'deskFeed',
      isRepeatable: false,
      text: `subscription Names($deskId: ID!, $after: String) {
        deskFeed(deskId: $deskId, after: $after) {
          __typename
          ... on AlertEvent { cursor alert { id person { name } } }
          ... on FeedHeartbeat { cursor }
        }
      }`,
    };
    successOf(await luis.updatePerson({ input: { name: planted.name } }));
    const { deskId } = houston;
    const after = (await houston.deskAlerts({ deskId }))?.streamCursor ?? null;
    const feeds = [houston, colleague].map((client) =>
      collect(client.feed(operation, { deskId, after })),
    );
    const { id } = await luis.press({ position: places.houston });
    for (const { items } of feeds) {
      const item = await waitFor(() => items.find(({ alert }) => alert?.id === id), 'the press');
      expect(item.alert?.person).toEqual({ name: planted.name });
    }
    expect((await readingsOf(luis.personId)).toSorted()).toEqual([
      'OFFICER officer-houston',
      'OFFICER officer-houston-2',
    ]);
    await Promise.all(feeds.map(({ end }) => end()));
  });

  test('is alone in that: another desk, another person and nobody read nothing', async () => {
    const before = await readingsOf(ana.personId);
    for (const asker of [dallas, luis, {}]) {
      const answer = await ask(system, asker, personOfAlert, { id: alertId });
      expect(answer.data?.['alert'] ?? null).toBeNull();
    }
    const hidden = await ask(system, houston, '{ alert(id: "x") { person { grant } } }');
    const unknownField = { code: 'GRAPHQL_VALIDATION_FAILED' };
    expect([hidden.data, hidden.errors[0]?.extensions]).toEqual([null, unknownField]);
    expect(await readingsOf(ana.personId)).toEqual(before);
  });
});

describe('a grant', () => {
  /** Asks a subgraph as the gateway does, past the front door. */
  async function askSubgraph(
    name: 'people' | 'alerts',
    viewer: Viewer,
    query: string,
    variables: object,
  ) {
    const sign = await createViewerSigner(system.secrets.gatewayKey);
    const response = await fetch(`${system.origins[name]}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await sign(viewer, name)}`,
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as { data: Record<string, unknown>; errors?: unknown };
  }

  const viewerOf = (officerId: string, desk: string): Viewer => ({
    kind: 'OFFICER',
    officerId,
    desk,
    role: 'OFFICER',
  });

  test('taken by another officer, another desk or a person is worth nothing', async () => {
    const mine = viewerOf('officer-houston', 'houston');
    const query = 'query ($id: ID!) { alert(id: $id) { person { id grant } } }';
    const granted = await askSubgraph('alerts', mine, query, { id: alertId });
    const { person } = granted.data['alert'] as { person: { id: string; grant: string } };
    expect(decodeJwt(person.grant).sub).toBe(ana.personId);

    const entities = `query ($of: [_Any!]!) {
      _entities(representations: $of) { ... on Person { name } }
    }`;
    const read = async (viewer: Viewer, grant: string | null = person.grant) => {
      const of = [{ __typename: 'Person', id: person.id, grant }];
      const { data } = await askSubgraph('people', viewer, entities, { of });
      return data['_entities'];
    };
    expect(await read(mine)).toEqual([{ name: planted.name }]);
    const before = await readingsOf(ana.personId);
    const thieves: Viewer[] = [
      viewerOf('officer-houston-2', 'houston'),
      viewerOf('officer-houston', 'dallas'),
      viewerOf('officer-dallas', 'dallas'),
      { kind: 'ANONYMOUS' },
      {
        kind: 'PERSON',
        personId: luis.personId,
        deviceKey: '',
        homeConsulate: null,
        environment: 'LIVE',
      },
      {
        kind: 'ORGANISATION',
        organisationId: randomUUID(),
        keyId: 'a-key',
        scopes: ['alerts:follow'],
        environment: 'LIVE',
      },
    ];
    for (const thief of thieves) expect(await read(thief)).toEqual([null]);
    expect(await read(mine, null)).toEqual([null]);
    const [header, , signature] = person.grant.split('.');
    const forged = Buffer.from(
      JSON.stringify({ ...decodeJwt(person.grant), sub: luis.personId }),
    ).toString('base64url');
    expect(await read(mine, `${header}.${forged}.${signature}`)).toEqual([null]);
    expect(await readingsOf(ana.personId)).toEqual(before);
  });
});

test('what was planted stands as text in no database and no log', async () => {
  const texts = Object.values(planted).map((text) => text.toLowerCase());
  const digits = planted.phone.slice(1);
  const forms = [...texts, digits].flatMap((text) => [text, Buffer.from(text).toString('hex')]);
  for (const [name, { owner }] of Object.entries(system.databases)) {
    await withConnection(owner, async (client) => {
      const { rows: tables } = await client.query<{ table: string }>(
        `select quote_ident(tablename) as table from pg_tables where schemaname = 'public'`,
      );
      for (const { table } of tables) {
        const { rows } = await client.query<{ row: string }>(
          `select t::text as row from ${table} t`,
        );
        const dump = rows
          .map(({ row }) => row)
          .join('\n')
          .toLowerCase();
        const found = forms.filter((form) => dump.includes(form));
        expect([name, table, found]).toEqual([name, table, []]);
      }
    });
  }
  const log = system.lines.join('\n').toLowerCase();
  expect(forms.filter((form) => log.includes(form))).toEqual([]);
});
