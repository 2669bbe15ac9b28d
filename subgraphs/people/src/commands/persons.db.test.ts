import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { UnreadableError } from '@alert-button/platform/keys.ts';
import { createLog } from '@alert-button/platform/log.ts';
import { createTestDatabase, type TestDatabase } from '@alert-button/platform/testing/database.ts';
import {
  anonymous,
  type Officer,
  type Person as PersonViewer,
} from '@alert-button/platform/viewer.ts';
import { maskName, maskPhone } from '../domain/emergency-contact.ts';
import { openDatabase, type Database } from '../store/database.ts';
import { revokedDeviceThumbprints } from '../store/device-store.ts';
import { createTestDevice, type TestDevice } from '../testing/device.ts';
import { createTestNeeds, signGrant, type TestNeeds } from '../testing/person-needs.ts';
import { thumbprintOf } from './credentials/device-proof.ts';
import { createCommands, type PeopleCommands } from './index.ts';

let testDatabase: TestDatabase;
let database: Database;
let admin: pg.Client;
let needs: TestNeeds;
let commands: PeopleCommands;

beforeAll(async () => {
  testDatabase = await createTestDatabase('people');
  database = openDatabase(testDatabase.app, createLog('people', 'silent'));
  admin = new pg.Client(testDatabase.admin);
  await admin.connect();
  needs = await createTestNeeds(database);
  commands = createCommands(needs);
});

afterAll(async () => {
  await admin.end();
  await database[Symbol.asyncDispose]();
  await testDatabase[Symbol.asyncDispose]();
});

interface Somebody {
  readonly id: string;
  readonly device: TestDevice;
  readonly asking: { readonly viewer: PersonViewer; readonly requestId: string };
}

async function enrol(linkCode?: string, deviceLabel?: string): Promise<Somebody> {
  const device = await createTestDevice();
  const { person } = await commands.enrolPerson(
    { viewer: anonymous, requestId: 'enrolment' },
    { publicKey: device.publicKey, proof: await device.prove(), linkCode, deviceLabel },
  );
  const viewer: PersonViewer = {
    kind: 'PERSON',
    personId: person.id,
    deviceKey: await thumbprintOf(device.publicKey),
    homeConsulate: null,
    environment: 'LIVE',
  };
  return { id: person.id, device, asking: { viewer, requestId: 'test-request' } };
}

let ana: Somebody;
let luis: Somebody;

beforeEach(async () => {
  await admin.query('truncate person, event, audit_entry cascade');
  ana = await enrol();
  luis = await enrol();
});

const contact = { name: 'Ximena Canario Quetzal', phone: '+52 55 1234 5678' };

async function eventsOf(personId: string) {
  const { rows } = await admin.query<{ kind: string; payload: object; version: number }>(
    'select kind, payload, version from event where subject_id = $1 order by sequence',
    [personId],
  );
  return rows;
}

async function auditsOf(personId: string) {
  const { rows } = await admin.query<{ action: string; facts: Record<string, unknown> }>(
    'select action, facts, actor_kind, actor_id from audit_entry where subject_id = $1 order by at',
    [personId],
  );
  return rows;
}

describe('updatePerson', () => {
  test('stores what is said, keeps what is left out, and null clears', async () => {
    const document = { kind: 'PASSPORT', number: 'g12345678' } as const;
    await commands.updatePerson(ana.asking, {
      name: '  Ana María López ',
      document,
      languages: ['mib', 'es-mx'],
      homeConsulate: 'tucson',
    });
    const kept = await commands.updatePerson(ana.asking, { languages: ['es'] });
    expect(kept).toMatchObject({ homeConsulate: 'tucson', languages: ['es'], version: 3 });
    expect(await kept.name()).toBe('Ana María López');
    expect(await kept.document()).toEqual({ kind: 'PASSPORT', number: 'G12345678' });
    const cleared = await commands.updatePerson(ana.asking, {
      name: null,
      languages: null,
      homeConsulate: null,
    });
    expect(cleared).toMatchObject({ homeConsulate: null, languages: [] });
    expect([await cleared.name(), await cleared.document()]).toEqual([
      null,
      { kind: 'PASSPORT', number: 'G12345678' },
    ]);
    expect((await eventsOf(ana.id)).slice(1)).toEqual(
      [2, 3, 4].map((version) => ({ kind: 'PERSON_UPDATED', payload: {}, version })),
    );
    expect((await auditsOf(ana.id)).map(({ facts }) => facts['fields'])).toEqual([
      undefined,
      'name document languages homeConsulate',
      'languages',
      'name languages homeConsulate',
    ]);
  });

  test('stores nothing of an input in which something is wrong, and repeats no value', async () => {
    const canary = 'Canario\u0000';
    const refused = commands.updatePerson(ana.asking, {
      name: canary,
      document: { kind: 'CURP', number: 'CANARIO_1' },
      languages: ['canario-canario'],
      homeConsulate: 'Canario',
    });
    const error = await refused.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof InvalidInputError)) throw new Error('It was not refused');
    const paths = error.issues.map(({ path }) => path);
    expect(paths).toEqual(['name', 'document.number', 'languages.0', 'homeConsulate']);
    expect(JSON.stringify(error.issues) + error.message).not.toMatch(/canario/i);
    expect(await eventsOf(ana.id)).toHaveLength(1);
  });

  test('loses nothing of many changes at once', async () => {
    const changes = [
      ...Array.from({ length: 10 }, (_, index) => ({ name: `Name ${index}` })),
      ...Array.from({ length: 10 }, () => ({ homeConsulate: 'tucson' })),
      ...Array.from({ length: 10 }, () => ({ document: { kind: 'OTHER', number: '1' } as const })),
    ];
    await Promise.all(changes.map((input) => commands.updatePerson(ana.asking, input)));
    const stored = await commands.readPerson(ana.asking, { id: ana.id });
    expect(stored).toMatchObject({ homeConsulate: 'tucson', version: 31 });
    expect(await stored?.name()).toMatch(/^Name \d$/);
    expect(await stored?.document()).toEqual({ kind: 'OTHER', number: '1' });
    expect(await eventsOf(ana.id)).toHaveLength(31);
  });

  test('stores nothing when the audit trail cannot be written', async () => {
    await admin.query('alter table audit_entry rename to audit_entry_away');
    try {
      await expect(commands.updatePerson(ana.asking, { name: 'Ana' })).rejects.toThrow();
    } finally {
      await admin.query('alter table audit_entry_away rename to audit_entry');
    }
    const { rows } = await admin.query(
      'select 1 from person_identity union all select 1 from person_key',
    );
    expect(rows).toEqual([]);
    expect(await eventsOf(ana.id)).toHaveLength(1);
  });
});

describe('what is sealed', () => {
  const document = { kind: 'PASSPORT', number: 'CANARIO123' } as const;

  test('stands as text in no table, column or event', async () => {
    await commands.updatePerson(ana.asking, { name: 'Canario Quetzal Xochitl', document });
    await commands.addEmergencyContact(ana.asking, { ...contact, message: 'Canario mensaje' });
    const link = await commands.createDeviceLink(ana.asking, { validMinutes: 10 });
    await enrol(link.code, 'Teléfono Canario');
    const second = await commands.createDeviceLink(ana.asking, { validMinutes: 10 });
    const { rows: tables } = await admin.query<{ name: string }>(
      `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
    );
    const planted = ['canario', 'quetzal', 'xochitl', 'ximena', 'mensaje', 'tel\u00e9fono'];
    const numbers = ['5512345678', '1234 5678', 'CANARIO123'];
    const codes = [
      link.code,
      link.code.replace('-', ''),
      second.code,
      second.code.replace('-', ''),
    ];
    for (const { name } of tables) {
      const { rows } = await admin.query<{ row: string }>(`select t::text as row from ${name} t`);
      const dump = rows
        .map(({ row }) => row)
        .join('\n')
        .toLowerCase();
      for (const text of [...planted, ...numbers, ...codes]) {
        expect([name, dump.includes(text.toLowerCase())]).toEqual([name, false]);
        // As bytes are written in a dump.
        const hexadecimal = Buffer.from(text).toString('hex');
        expect([name, dump.includes(hexadecimal)]).toEqual([name, false]);
      }
    }
  });

  test('does not open when it was moved to another column, row or person', async () => {
    await commands.updatePerson(ana.asking, { name: 'Ana', document });
    await commands.updatePerson(luis.asking, { name: 'Luis', document });
    const nameOf = async ({ asking, id }: Somebody) =>
      (await commands.readPerson(asking, { id }))?.name();
    await admin.query(
      'update person_identity set sealed_name = sealed_document where person_id = $1',
      [ana.id],
    );
    await expect(nameOf(ana)).rejects.toBeInstanceOf(UnreadableError);
    await admin.query(
      `update person_identity set sealed_name =
         (select sealed_name from person_identity where person_id = $2) where person_id = $1`,
      [ana.id, luis.id],
    );
    await expect(nameOf(ana)).rejects.toBeInstanceOf(UnreadableError);
    // Not even together with the key that opened it there.
    await admin.query(
      `update person_key set wrapped = (select wrapped from person_key where person_id = $2)
       where person_id = $1`,
      [ana.id, luis.id],
    );
    await expect(nameOf(ana)).rejects.toBeInstanceOf(UnreadableError);
    expect(await nameOf(luis)).toBe('Luis');
  });

  test('is gone with the key, and the rest of the person is not', async () => {
    await commands.updatePerson(ana.asking, { name: 'Ana', languages: ['es'] });
    await commands.addEmergencyContact(ana.asking, contact);
    await admin.query('delete from person_key where person_id = $1', [ana.id]);
    const stored = await commands.readPerson(ana.asking, { id: ana.id });
    expect(stored?.languages).toEqual(['es']);
    await expect(stored?.name()).rejects.toBeInstanceOf(UnreadableError);
    const [shredded] = (await commands.readEmergencyContacts(ana.asking, ana.id)) ?? [];
    await expect(shredded?.phone()).rejects.toBeInstanceOf(UnreadableError);
    expect(await (await commands.updatePerson(ana.asking, { name: 'New' })).name()).toBe('New');
  });

  test('is as long for a short name as for a longer one', async () => {
    const lengths = new Set<number>();
    for (const name of ['Al', 'Ana María López Hernández']) {
      await commands.updatePerson(ana.asking, { name });
      const { rows } = await admin.query<{ length: number }>(
        'select octet_length(sealed_name) as length from person_identity',
      );
      lengths.add(rows[0]?.length ?? 0);
    }
    expect(lengths.size).toBe(1);
  });
});

describe('several devices', () => {
  test('a device with a code from another one becomes the same person', async () => {
    const { code } = await commands.createDeviceLink(ana.asking, { validMinutes: 10 });
    const tablet = await enrol(code.toLowerCase().replace('-', ' '), 'Tableta');
    expect(tablet.id).toBe(ana.id);
    const devices = (await commands.readDevices(tablet.asking, ana.id)) ?? [];
    expect(await Promise.all(devices.map(({ label }) => label()))).toEqual([null, 'Tableta']);
    expect((await eventsOf(ana.id)).map(({ kind }) => kind)).toEqual([
      'PERSON_ENROLLED',
      'DEVICE_LINK_CREATED',
      'DEVICE_ADDED',
    ]);
  });

  test('a code is good for one device, for ten minutes, and until there is a newer one', async () => {
    const first = await commands.createDeviceLink(ana.asking, { validMinutes: 10 });
    const { code, expiresAt } = await commands.createDeviceLink(ana.asking, { validMinutes: 10 });
    expect(Math.abs(expiresAt.getTime() - Date.now() - 600_000)).toBeLessThan(60_000);
    const attempts = await Promise.allSettled([enrol(code), enrol(code), enrol(code)]);
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const old = await commands.createDeviceLink(ana.asking, { validMinutes: 10 });
    await admin.query(`update device_link set expires_at = expires_at - interval '10 minutes'`);
    for (const refused of [first.code, code, old.code, '00000-00000', 'x', '\u0000']) {
      await expect(enrol(refused)).rejects.toThrow(
        new InvalidInputError([{ path: 'linkCode', message: 'is not valid, or not any more' }]),
      );
    }
  });

  test('a lost answer can be asked for again with the same code, and by no other device', async () => {
    const { code } = await commands.createDeviceLink(ana.asking, { validMinutes: 10 });
    const tablet = await enrol(code);
    const request = { viewer: anonymous, requestId: 'again' };
    const again = async ({ device }: Somebody) =>
      commands.enrolPerson(request, {
        publicKey: device.publicKey,
        proof: await device.prove(),
        linkCode: code,
      });
    expect((await again(tablet)).person.id).toBe(ana.id);
    await expect(again(luis)).rejects.toThrow(InvalidInputError);
    expect((await commands.readDevices(luis.asking, luis.id)) ?? []).toHaveLength(1);
  });

  test('acts that come at the same time wait for each other and end', async () => {
    const { code } = await commands.createDeviceLink(ana.asking, { validMinutes: 10 });
    const next = await createTestDevice();
    const rotation = { publicKey: next.publicKey, proof: await next.prove() };
    const enrolment = async () =>
      commands.enrolPerson(
        { viewer: anonymous, requestId: 'enrolment' },
        { publicKey: next.publicKey, proof: await next.prove(), linkCode: code },
      );
    const results = await Promise.allSettled(
      Array.from({ length: 5 }, () => [
        commands.createDeviceLink(ana.asking, { validMinutes: 10 }),
        enrolment(),
        commands.rotateDeviceKey(ana.asking, rotation),
        commands.updatePerson(ana.asking, { name: 'Ana' }),
        enrol(code),
      ]).flat(),
    );
    const failures = results.flatMap((result) =>
      result.status === 'rejected' ? [(result.reason as Error).name] : [],
    );
    const expected = ['InvalidInputError', 'NotFoundError'];
    expect(failures.filter((name) => !expected.includes(name))).toEqual([]);
    const { rows } = await admin.query(
      `select 1 from device where person_id = $1 and thumbprint = $2`,
      [ana.id, await thumbprintOf(next.publicKey)],
    );
    expect(rows.length).toBeLessThanOrEqual(1);
  });

  test('there are at most ten', async () => {
    for (let count = 1; count < 10; count += 1) {
      await enrol((await commands.createDeviceLink(ana.asking, { validMinutes: 10 })).code);
    }
    await expect(commands.createDeviceLink(ana.asking, { validMinutes: 10 })).rejects.toThrow(
      ConflictError,
    );
  });

  test('a revoked device is nobody: no act, no certificate, and no code that it made', async () => {
    const { code: used } = await commands.createDeviceLink(ana.asking, { validMinutes: 10 });
    const tablet = await enrol(used);
    const { code } = await commands.createDeviceLink(tablet.asking, { validMinutes: 10 });
    const [, device] = (await commands.readDevices(ana.asking, ana.id)) ?? [];
    if (device === undefined) throw new Error('There are two devices');
    expect(await commands.revokeDevice(ana.asking, { deviceId: device.id })).toMatchObject({
      isRevoked: true,
    });
    await commands.revokeDevice(ana.asking, { deviceId: device.id });
    await expect(commands.updatePerson(tablet.asking, { name: 'X' })).rejects.toThrow(
      NotFoundError,
    );
    await expect(commands.createDeviceLink(tablet.asking, { validMinutes: 10 })).rejects.toThrow(
      NotFoundError,
    );
    await expect(enrol(code)).rejects.toThrow(InvalidInputError);
    const renewal = commands.enrolPerson(
      { viewer: anonymous, requestId: 'renewal' },
      { publicKey: tablet.device.publicKey, proof: await tablet.device.prove() },
    );
    await expect(renewal).rejects.toThrow(/^publicKey/);
    const thumbprint = tablet.asking.viewer.deviceKey;
    expect(await revokedDeviceThumbprints(database)).toEqual([thumbprint]);
    const revocations = (await eventsOf(ana.id)).filter(({ kind }) => kind === 'DEVICE_REVOKED');
    expect(revocations).toMatchObject([{ payload: { thumbprint } }]);
    const { rows } = await admin.query('select kind, subject_id from revocation');
    expect(rows).toContainEqual({ kind: 'DEVICE', subject_id: thumbprint });
  });

  test('the last device can be revoked', async () => {
    const [device] = (await commands.readDevices(ana.asking, ana.id)) ?? [];
    await commands.revokeDevice(ana.asking, { deviceId: device?.id ?? '' });
    await expect(commands.updatePerson(ana.asking, {})).rejects.toThrow(NotFoundError);
  });

  test('a new key takes the place of the old one, once', async () => {
    const labelled = await enrol(undefined, 'Mi teléfono');
    const next = await createTestDevice();
    const input = { publicKey: next.publicKey, proof: await next.prove() };
    const rotations = await Promise.allSettled(
      Array.from({ length: 5 }, () => commands.rotateDeviceKey(labelled.asking, input)),
    );
    const done = rotations.filter(({ status }) => status === 'fulfilled');
    expect(done).toHaveLength(1);
    const viewer = { ...labelled.asking.viewer, deviceKey: await thumbprintOf(next.publicKey) };
    const asking = { ...labelled.asking, viewer };
    const devices = (await commands.readDevices(asking, labelled.id)) ?? [];
    expect(devices.map(({ isRevoked }) => isRevoked)).toEqual([true, false]);
    expect(await devices[1]?.label()).toBe('Mi teléfono');
    await commands.updatePerson(asking, { name: 'Ana' });
    await expect(commands.updatePerson(labelled.asking, {})).rejects.toThrow(NotFoundError);
  });

  test('a new key must be proved, and be nobody’s yet', async () => {
    const next = await createTestDevice();
    const stolen = { publicKey: luis.device.publicKey, proof: await luis.device.prove() };
    await expect(commands.rotateDeviceKey(ana.asking, stolen)).rejects.toThrow(/^publicKey/);
    const unproved = { publicKey: next.publicKey, proof: await ana.device.prove() };
    await expect(commands.rotateDeviceKey(ana.asking, unproved)).rejects.toThrow(/^proof/);
    await commands.updatePerson(ana.asking, { name: 'Ana' });
  });
});

describe('emergency contacts', () => {
  const listed = async ({ asking, id }: Somebody) =>
    Promise.all(
      ((await commands.readEmergencyContacts(asking, id)) ?? []).map(async (entry) => [
        maskName(await entry.name()),
        maskPhone((await entry.phone()) ?? ''),
        entry.maySee,
      ]),
    );

  test('are added, changed, put in order and removed', async () => {
    const first = await commands.addEmergencyContact(ana.asking, { ...contact, message: 'Llama' });
    const second = await commands.addEmergencyContact(ana.asking, {
      name: 'Beto',
      phone: '+1 213 373 4253',
      language: 'es-mx',
      maySee: 'EXACT_PLACE',
    });
    expect(second).toMatchObject({ language: 'es-MX', hasMessage: false });
    const changed = await commands.updateEmergencyContact(ana.asking, {
      contactId: first.id,
      maySee: 'COARSE_PLACE',
      message: null,
    });
    expect(changed).toMatchObject({ hasMessage: false });
    expect(await changed.message()).toBeNull();
    await commands.reorderEmergencyContacts(ana.asking, { contactIds: [second.id, first.id] });
    expect(await listed(ana)).toEqual([
      ['Beto •••', '•••• 4253', 'EXACT_PLACE'],
      ['Ximena •••', '•••• 5678', 'COARSE_PLACE'],
    ]);
    await commands.removeEmergencyContact(ana.asking, { contactId: second.id });
    expect(await listed(ana)).toEqual([['Ximena •••', '•••• 5678', 'COARSE_PLACE']]);
  });

  test('another person’s are not there, whatever is asked of them', async () => {
    const { id: contactId } = await commands.addEmergencyContact(ana.asking, contact);
    const { id: own } = await commands.addEmergencyContact(luis.asking, contact);
    const [device] = (await commands.readDevices(ana.asking, ana.id)) ?? [];
    const nowhere = crypto.randomUUID();
    for (const id of [contactId, nowhere, 'x', '']) {
      const acts = [
        commands.updateEmergencyContact(luis.asking, { contactId: id, name: 'X' }),
        commands.removeEmergencyContact(luis.asking, { contactId: id }),
        commands.revokeDevice(luis.asking, {
          deviceId: id === contactId ? (device?.id ?? '') : id,
        }),
      ];
      const outcomes = await Promise.allSettled(acts);
      expect(outcomes).toEqual(
        ['contactId', 'contactId', 'deviceId'].map((field) => ({
          status: 'rejected',
          reason: new NotFoundError(field),
        })),
      );
      const order = commands.reorderEmergencyContacts(luis.asking, { contactIds: [own, id] });
      await expect(order).rejects.toThrow(InvalidInputError);
    }
    expect(await commands.readEmergencyContacts(luis.asking, ana.id)).toBeNull();
    expect(await commands.readDevices(luis.asking, ana.id)).toBeNull();
    expect(await commands.readConsents(luis.asking, ana.id)).toBeNull();
    expect(await listed(ana)).toHaveLength(1);
  });

  test('a number is once in a list, however it is written, and that others know it is not told', async () => {
    const { id: contactId } = await commands.addEmergencyContact(ana.asking, contact);
    const again = { name: 'Other', phone: '+525512345678' };
    await expect(commands.addEmergencyContact(ana.asking, again)).rejects.toThrow(/^phone/);
    await commands.updateEmergencyContact(ana.asking, { contactId, phone: again.phone });
    await commands.addEmergencyContact(luis.asking, again);
    const { id: other } = await commands.addEmergencyContact(ana.asking, {
      name: 'Beto',
      phone: '+1 213 373 4253',
    });
    const change = { contactId: other, phone: again.phone };
    await expect(commands.updateEmergencyContact(ana.asking, change)).rejects.toThrow(/^phone/);
  });

  test('are at most ten, and one number once, also when they come at the same time', async () => {
    const same = Array.from({ length: 8 }, () => commands.addEmergencyContact(ana.asking, contact));
    const results = await Promise.allSettled(same);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const many = Array.from({ length: 15 }, (_, index) =>
      commands.addEmergencyContact(ana.asking, { name: 'N', phone: `+1213373425${index % 10}` }),
    );
    await Promise.allSettled(many);
    expect(await listed(ana)).toHaveLength(10);
    await expect(
      commands.addEmergencyContact(ana.asking, { name: 'N', phone: '+1 213 373 4263' }),
    ).rejects.toThrow(ConflictError);
    const { rows } = await admin.query<{ rank: number }>(
      'select rank from emergency_contact order by 1',
    );
    expect(rows.map(({ rank }) => rank)).toEqual(
      Array.from({ length: 10 }, (_, index) => index + 1),
    );
  });
});

describe('consents', () => {
  const textVersion = '2026-11-22';

  test('are kept with their text and times, from the first to the last', async () => {
    const give = (version: string) =>
      commands.grantConsent(ana.asking, { purpose: 'NOTIFY_CONTACTS', textVersion: version });
    const first = await give(textVersion);
    expect(await give(textVersion)).toEqual(first);
    await give('2026-12-01');
    const scope = { purpose: 'NOTIFY_CONTACTS' } as const;
    const withdrawn = await commands.withdrawConsent(ana.asking, scope);
    expect(await commands.withdrawConsent(ana.asking, scope)).toEqual(withdrawn);
    await give('2026-12-01');
    const history = (await commands.readConsents(ana.asking, ana.id)) ?? [];
    expect(history.map((consent) => [consent.textVersion, consent.end?.ending])).toEqual([
      ['2026-12-01', undefined],
      ['2026-12-01', 'WITHDRAWN'],
      [textVersion, 'REPLACED'],
    ]);
    const payload = { personId: ana.id, purpose: 'NOTIFY_CONTACTS', organisationId: null };
    expect((await eventsOf(ana.id)).slice(1)).toMatchObject([
      { kind: 'CONSENT_GRANTED', payload },
      { kind: 'CONSENT_GRANTED', payload },
      { kind: 'CONSENT_WITHDRAWN', payload },
      { kind: 'CONSENT_GRANTED', payload },
    ]);
  });

  test('to share is given to one organisation, which is there and works here', async () => {
    const [organisationId, disabled] = [crypto.randomUUID(), crypto.randomUUID()];
    await admin.query(
      `insert into organisation (id, name, is_disabled)
       values ($1::uuid, 'Works here', false), ($2::uuid, 'Does not', true)`,
      [organisationId, disabled],
    );
    const purpose = 'SHARE_WITH_ORGANISATION';
    for (const wrong of [disabled, crypto.randomUUID()]) {
      const refused = { purpose, textVersion, organisationId: wrong } as const;
      await expect(commands.grantConsent(ana.asking, refused)).rejects.toThrow(NotFoundError);
    }
    const given = { purpose, textVersion, organisationId: organisationId.toUpperCase() } as const;
    expect(await commands.grantConsent(ana.asking, given)).toMatchObject({ organisationId });
    const never = { purpose, organisationId: disabled } as const;
    await expect(commands.withdrawConsent(ana.asking, never)).rejects.toThrow(NotFoundError);
    await commands.withdrawConsent(ana.asking, { purpose, organisationId });
    await admin.query('delete from organisation where id in ($1, $2)', [organisationId, disabled]);
  });

  test('is one, when it is given many times at once', async () => {
    const input = { purpose: 'STATISTICS', textVersion } as const;
    const given = await Promise.all(
      Array.from({ length: 20 }, () => commands.grantConsent(ana.asking, input)),
    );
    expect(new Set(given.map(({ id }) => id)).size).toBe(1);
    expect(await eventsOf(ana.id)).toHaveLength(2);
  });
});

describe('an officer reads a person', () => {
  const officer: Officer = { kind: 'OFFICER', officerId: 'o-1', desk: 'houston', role: 'OFFICER' };
  const asking = { viewer: officer, requestId: 'officer-request' };
  const readings = async () =>
    (await auditsOf(ana.id)).filter(({ action }) => action === 'readPerson');

  test('with a grant of theirs, and each reading is recorded', async () => {
    await commands.updatePerson(ana.asking, { name: 'Ana', languages: ['mib'] });
    const grant = await signGrant(needs.grantKey, ana.id, officer);
    for (const count of [1, 2]) {
      const seen = await commands.readPerson(asking, { id: ana.id, grant });
      expect(seen?.languages).toEqual(['mib']);
      expect(await seen?.name()).toBe('Ana');
      expect(await seen?.document()).toBeNull();
      expect(await readings()).toHaveLength(count);
    }
    expect((await readings())[0]).toEqual({
      action: 'readPerson',
      facts: { alertId: 'an-alert', desk: 'houston' },
      actor_kind: 'OFFICER',
      actor_id: 'o-1',
    });
    expect(await commands.readDevices(asking, ana.id)).toBeNull();
    expect(await commands.readEmergencyContacts(asking, ana.id)).toBeNull();
  });

  test('is not read when it cannot be recorded', async () => {
    const grant = await signGrant(needs.grantKey, ana.id, officer);
    await admin.query('alter table audit_entry rename to audit_entry_away');
    try {
      await expect(commands.readPerson(asking, { id: ana.id, grant })).rejects.toThrow();
    } finally {
      await admin.query('alter table audit_entry_away rename to audit_entry');
    }
  });

  test('not with a grant of somebody else, for somebody else, or none; and nothing is recorded', async () => {
    const other = { ...officer, officerId: 'o-2' };
    const stranger = (await createTestNeeds(database)).grantKey;
    const now = Math.floor(Date.now() / 1000);
    const grants = [
      await signGrant(needs.grantKey, luis.id, officer),
      await signGrant(needs.grantKey, ana.id, other),
      await signGrant(needs.grantKey, ana.id, { ...officer, desk: 'dallas' }),
      await signGrant(stranger, ana.id, officer),
      await signGrant(needs.grantKey, ana.id, officer, { header: { typ: 'JWT' } }),
      await signGrant(needs.grantKey, ana.id, officer, { claims: { aud: 'alerts' } }),
      await signGrant(needs.grantKey, ana.id, officer, { claims: { iss: 'somebody' } }),
      await signGrant(needs.grantKey, ana.id, officer, { claims: { exp: undefined } }),
      await signGrant(needs.grantKey, ana.id, officer, {
        claims: { iat: now - 200, exp: now + 60 },
      }),
      await signGrant(needs.grantKey, ana.id, officer, {
        claims: { iat: now - 130, exp: now - 10 },
      }),
      await signGrant(needs.grantKey, ana.id, officer, {
        header: { alg: 'HS256' },
        key: new TextEncoder().encode('x'.repeat(32)),
      }),
      '',
      'a.b.c',
      null,
    ];
    for (const grant of grants) {
      expect(await commands.readPerson(asking, { id: ana.id, grant })).toBeNull();
    }
    const own = await signGrant(needs.grantKey, ana.id, officer);
    for (const viewer of [luis.asking.viewer, anonymous, other] as const) {
      const thief = { viewer, requestId: 'thief' };
      expect(await commands.readPerson(thief, { id: ana.id, grant: own })).toBeNull();
    }
    const gone = await signGrant(needs.grantKey, crypto.randomUUID(), officer);
    expect(await commands.readPerson(asking, { id: crypto.randomUUID(), grant: gone })).toBeNull();
    expect(await readings()).toEqual([]);
  });
});
