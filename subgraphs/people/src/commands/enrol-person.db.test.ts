import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { importJWK, jwtVerify, type JWK } from 'jose';
import pg from 'pg';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { createLog } from '@alert-button/platform/log.ts';
import { createTestDatabase, type TestDatabase } from '@alert-button/platform/testing/database.ts';
import { anonymous } from '@alert-button/platform/viewer.ts';
import type { Person } from '../domain/person.ts';
import { openDatabase, type Database } from '../store/database.ts';
import { createTestDevice, type TestDevice } from '../testing/device.ts';
import { createTestNeeds } from '../testing/person-needs.ts';
import { createCommands, type PeopleCommands } from './index.ts';

let testDatabase: TestDatabase;
let database: Database;
let admin: pg.Client;
let certificateKey: JWK;
let commands: PeopleCommands;
let announced = 0;
let device: TestDevice;

const request = { viewer: anonymous, requestId: 'test-request' };

beforeAll(async () => {
  testDatabase = await createTestDatabase('people');
  database = openDatabase(testDatabase.app, createLog('people', 'silent'));
  admin = new pg.Client(testDatabase.admin);
  await admin.connect();
  const needs = await createTestNeeds(database, () => (announced += 1));
  certificateKey = needs.certificateKey;
  commands = createCommands(needs);
});

afterAll(async () => {
  await admin.end();
  await database[Symbol.asyncDispose]();
  await testDatabase[Symbol.asyncDispose]();
});

beforeEach(async () => {
  await admin.query('truncate person, event, audit_entry cascade');
  announced = 0;
  device = await createTestDevice();
});

async function counts() {
  const { rows } = await admin.query<Record<string, number>>(`
    select (select count(*)::int from person) as persons, (select count(*)::int from device) as devices,
      (select count(*)::int from event) as events, (select count(*)::int from audit_entry) as audits`);
  return rows[0];
}

/** What of a person stands in clear. */
const told = ({ id, homeConsulate, languages, version }: Person) => ({
  id,
  homeConsulate,
  languages,
  version,
});

const enrol = async (said: { homeConsulate?: string; languages?: string[] } = {}) =>
  commands.enrolPerson(request, {
    publicKey: device.publicKey,
    proof: await device.prove(),
    ...said,
  });

describe('enrolPerson', () => {
  test('stores person, device, event and audit entry, and announces', async () => {
    const { person } = await enrol({ homeConsulate: 'tucson', languages: ['es-mx'] });
    expect(person).toMatchObject({ homeConsulate: 'tucson', languages: ['es-MX'], version: 1 });
    expect(await counts()).toEqual({ persons: 1, devices: 1, events: 1, audits: 1 });
    expect(announced).toBe(1);
    const { rows } = await admin.query('select kind, subject_id, version, payload from event');
    expect(rows).toEqual([
      { kind: 'PERSON_ENROLLED', subject_id: person.id, version: 1, payload: {} },
    ]);
    const audit = await admin.query('select actor_id, action, request_id, facts from audit_entry');
    expect(audit.rows).toEqual([
      {
        actor_id: person.id,
        action: 'enrolPerson',
        request_id: 'test-request',
        facts: { outcome: 'ENROLLED' },
      },
    ]);
  });

  test('certifies key, person and home for 365 days', async () => {
    const { person, certificate, certificateExpiresAt } = await enrol({ homeConsulate: 'tucson' });
    const { payload } = await jwtVerify(certificate, await importJWK(certificateKey, 'EdDSA'), {
      typ: 'device-certificate+jwt',
      issuer: 'alert-button-people',
      subject: person.id,
    });
    expect(payload).toMatchObject({
      cnf: { jwk: { kty: 'EC', crv: 'P-256', ...device.publicKey } },
      home: 'tucson',
      environment: 'LIVE',
    });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(365 * 24 * 60 * 60);
    expect(certificateExpiresAt.getTime()).toBe(Number(payload.exp) * 1000);
  });

  test('gives the same person for the same key, and an event only when something changed', async () => {
    const { person } = await enrol({ homeConsulate: 'tucson', languages: ['es'] });
    expect(told((await enrol()).person)).toEqual(told(person));
    expect(told((await enrol({ homeConsulate: 'tucson' })).person)).toEqual(told(person));
    expect(await counts()).toEqual({ persons: 1, devices: 1, events: 1, audits: 3 });
    const moved = await enrol({ homeConsulate: 'el-paso' });
    expect(moved.person).toMatchObject({ ...told(person), homeConsulate: 'el-paso', version: 2 });
    expect(await counts()).toEqual({ persons: 1, devices: 1, events: 2, audits: 4 });
    expect(announced).toBe(2);
  });

  test('makes one person of 50 enrolments at once', async () => {
    const results = await Promise.all(Array.from({ length: 50 }, () => enrol()));
    expect(new Set(results.map(({ person }) => person.id)).size).toBe(1);
    expect(await counts()).toEqual({ persons: 1, devices: 1, events: 1, audits: 50 });
  });

  test('stores nothing when the input or the proof is refused', async () => {
    const { publicKey } = device;
    const stranger = await createTestDevice();
    const proof = await device.prove();
    const refused = [
      { publicKey, proof: await stranger.prove() },
      { publicKey: { x: publicKey.y, y: publicKey.x }, proof },
      { publicKey, proof, homeConsulate: 'tuc\u0000son' },
      { publicKey, proof, languages: ['\ud800'] },
    ];
    for (const input of refused) {
      await expect(commands.enrolPerson(request, input)).rejects.toThrow(InvalidInputError);
    }
    expect(await counts()).toEqual({ persons: 0, devices: 0, events: 0, audits: 0 });
    expect(announced).toBe(0);
  });

  test('stores nothing when the audit trail cannot be written', async () => {
    await admin.query('alter table audit_entry rename to audit_entry_away');
    try {
      await expect(enrol()).rejects.toThrow();
    } finally {
      await admin.query('alter table audit_entry_away rename to audit_entry');
    }
    expect(await counts()).toEqual({ persons: 0, devices: 0, events: 0, audits: 0 });
  });
});

describe('reading', () => {
  test('a person sees themself and nobody else', async () => {
    const { person } = await enrol();
    device = await createTestDevice();
    const other = await enrol();
    const viewer = {
      kind: 'PERSON',
      personId: person.id,
      deviceKey: '',
      homeConsulate: null,
      environment: 'LIVE',
    } as const;
    const asPerson = { ...request, viewer };
    expect(await commands.readViewer(asPerson)).toMatchObject(told(person));
    expect(await commands.readPerson(asPerson, { id: person.id })).toMatchObject(told(person));
    expect(await commands.readPerson(asPerson, { id: other.person.id })).toBeNull();
    expect(await commands.readPerson(request, { id: person.id })).toBeNull();
    const officer = { kind: 'OFFICER', officerId: 'o', desk: 'tucson', role: 'OFFICER' } as const;
    expect(
      await commands.readPerson({ ...request, viewer: officer }, { id: person.id }),
    ).toBeNull();
    expect(await commands.readViewer({ ...request, viewer: officer })).toEqual(officer);
    expect(await commands.readViewer(request)).toBeNull();
  });

  test('a person who is no longer there is nobody', async () => {
    const viewer = {
      kind: 'PERSON',
      personId: crypto.randomUUID(),
      deviceKey: '',
      homeConsulate: null,
      environment: 'LIVE',
    } as const;
    expect(await commands.readViewer({ ...request, viewer })).toBeNull();
  });
});
