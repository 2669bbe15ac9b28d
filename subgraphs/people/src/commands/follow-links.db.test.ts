import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { createLog } from '@alert-button/platform/log.ts';
import { createTestDatabase, type TestDatabase } from '@alert-button/platform/testing/database.ts';
import { anonymous, type Person as PersonViewer } from '@alert-button/platform/viewer.ts';
import { mostFollowLinks } from '../domain/follow-link.ts';
import { openDatabase, type Database } from '../store/database.ts';
import { createTestDevice } from '../testing/device.ts';
import { createTestNeeds } from '../testing/person-needs.ts';
import { thumbprintOf } from './credentials/device-proof.ts';
import { createCommands, type PeopleCommands } from './index.ts';
import { mintFollowLink } from './mint-follow-link.ts';

let testDatabase: TestDatabase;
let database: Database;
let admin: pg.Client;
let commands: PeopleCommands;

beforeAll(async () => {
  testDatabase = await createTestDatabase('people');
  database = openDatabase(testDatabase.app, createLog('people', 'silent'));
  admin = new pg.Client(testDatabase.admin);
  await admin.connect();
  commands = createCommands(await createTestNeeds(database));
});

afterAll(async () => {
  await admin.end();
  await database[Symbol.asyncDispose]();
  await testDatabase[Symbol.asyncDispose]();
});

interface Somebody {
  readonly id: string;
  readonly asking: { readonly viewer: PersonViewer; readonly requestId: string };
}

async function enrol(): Promise<Somebody> {
  const device = await createTestDevice();
  const { person } = await commands.enrolPerson(
    { viewer: anonymous, requestId: 'enrolment' },
    { publicKey: device.publicKey, proof: await device.prove() },
  );
  const viewer: PersonViewer = {
    kind: 'PERSON',
    personId: person.id,
    deviceKey: await thumbprintOf(device.publicKey),
    homeConsulate: null,
    environment: 'LIVE',
  };
  return { id: person.id, asking: { viewer, requestId: 'test-request' } };
}

let ana: Somebody;
let luis: Somebody;

beforeEach(async () => {
  await admin.query('truncate person, event, audit_entry cascade');
  ana = await enrol();
  luis = await enrol();
});

async function linkEvents() {
  const { rows } = await admin.query<{ kind: string; subject_id: string; payload: object }>(
    `select kind, subject_id, version, payload from event
     where kind like 'FOLLOW_LINK%' order by sequence`,
  );
  return rows;
}

const create = (
  who: Somebody,
  input: Partial<Parameters<typeof commands.createFollowLink>[1]> = {},
) => commands.createFollowLink(who.asking, { expiresInHours: 72, ...input });

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');

const addContact = (maySee: 'STATUS' | 'COARSE_PLACE' | 'EXACT_PLACE') =>
  commands.addEmergencyContact(ana.asking, {
    name: 'Ximena Canario Quetzal',
    phone: '+52 55 1234 5678',
    maySee,
  });

describe('createFollowLink', () => {
  test('P16: shows a token of 128 bits once; stored and told are its hash and its end', async () => {
    const alertId = randomUUID();
    const { token, link } = await create(ana, { alertId, expiresInHours: 5 });
    expect(Buffer.from(token, 'base64url')).toHaveLength(16);
    expect(link.expiresAt.getTime() - link.createdAt.getTime()).toBeCloseTo(5 * 3_600_000, -2);
    const [event, ...others] = await linkEvents();
    expect(others).toEqual([]);
    expect(event).toEqual({
      kind: 'FOLLOW_LINK_MADE',
      subject_id: link.id,
      version: 1,
      payload: {
        hash: hashOf(token),
        personId: ana.id,
        alertId,
        maySee: 'STATUS',
        expiresAt: expect.any(String),
      },
    });
    const told = new Date((event?.payload as { expiresAt: string }).expiresAt);
    expect(told).toEqual(link.expiresAt);
    const tables = ['follow_link', 'event', 'audit_entry', 'person'];
    for (const table of tables) {
      const { rows } = await admin.query(`select t::text from ${table} t`);
      expect(JSON.stringify(rows)).not.toContain(token);
    }
  });

  test('two links have two tokens', async () => {
    const [first, second] = [await create(ana), await create(ana)];
    expect(first.token).not.toBe(second.token);
  });

  test('for a contact shows what that contact may see, unless something else is said', async () => {
    const { id: contactId } = await addContact('COARSE_PLACE');
    const [usual, less] = [
      await create(ana, { contactId }),
      await create(ana, { contactId, maySee: 'STATUS' }),
    ];
    expect([usual.link.maySee, less.link.maySee]).toEqual(['COARSE_PLACE', 'STATUS']);
    expect(await usual.link.contactName?.()).toBe('Ximena Canario Quetzal');
  });

  test('what cannot be accepted names its field and stores nothing', async () => {
    const { id: contactId } = await addContact('STATUS');
    await expect(create(luis, { contactId })).rejects.toThrow(NotFoundError);
    await expect(create(ana, { contactId: 'nobody' })).rejects.toThrow(NotFoundError);
    await expect(create(ana, { alertId: 'nothing' })).rejects.toThrow(NotFoundError);
    for (const expiresInHours of [0, 721]) {
      await expect(create(ana, { expiresInHours })).rejects.toThrow(InvalidInputError);
    }
    expect(await linkEvents()).toEqual([]);
  });

  test('there are at most so many at a time; revoking one makes room', async () => {
    const links = [];
    for (let made = 0; made < mostFollowLinks; made += 1) links.push((await create(ana)).link);
    await expect(create(ana)).rejects.toThrow(ConflictError);
    await commands.revokeFollowLink(ana.asking, { linkId: links[0]?.id ?? '' });
    await create(ana);
    await create(luis);
  });
});

describe('a link', () => {
  test('A18: is listed and revoked by its person alone', async () => {
    const { link } = await create(ana);
    const revoke = (who: Somebody) => commands.revokeFollowLink(who.asking, { linkId: link.id });
    await expect(revoke(luis)).rejects.toThrow(NotFoundError);
    expect(await commands.readFollowLinks(luis.asking, ana.id)).toBeNull();
    expect(await commands.readFollowLinks(ana.asking, ana.id)).toMatchObject([
      { id: link.id, revokedAt: null },
    ]);
    expect((await revoke(ana)).revokedAt).not.toBeNull();
    await revoke(ana);
    expect((await linkEvents()).map(({ kind }) => kind)).toEqual([
      'FOLLOW_LINK_MADE',
      'FOLLOW_LINK_REVOKED',
    ]);
  });

  test('ends when its contact is removed, or may see something else', async () => {
    const { id: contactId } = await addContact('EXACT_PLACE');
    const seen = await create(ana, { contactId });
    await commands.updateEmergencyContact(ana.asking, { contactId, language: 'es' });
    expect((await linkEvents()).map(({ kind }) => kind)).toEqual(['FOLLOW_LINK_MADE']);
    await commands.updateEmergencyContact(ana.asking, { contactId, maySee: 'STATUS' });
    const kept = await create(ana, { contactId });
    await commands.removeEmergencyContact(ana.asking, { contactId });
    const revoked = (await linkEvents()).filter(({ kind }) => kind === 'FOLLOW_LINK_REVOKED');
    expect(revoked.map(({ payload }) => payload)).toEqual(
      [seen, kept].map(({ token }) => ({ hash: hashOf(token) })),
    );
    expect(await commands.readFollowLinks(ana.asking, ana.id)).toMatchObject([
      { contactName: null },
      { contactName: null },
    ]);
  });

  test('minted in the transaction of another act is there with it, or not at all', async () => {
    const client = new pg.Client(testDatabase.app);
    await client.connect();
    const mint = async (end: 'commit' | 'rollback') => {
      await client.query('begin');
      const minted = await mintFollowLink((text, values) => client.query(text, [...values]), {
        personId: ana.id,
        alertId: randomUUID(),
        contactId: null,
        maySee: 'COARSE_PLACE',
      });
      await client.query(end);
      return minted;
    };
    try {
      await mint('rollback');
      const { id, token } = await mint('commit');
      expect(await linkEvents()).toMatchObject([
        { subject_id: id, payload: { hash: hashOf(token), maySee: 'COARSE_PLACE' } },
      ]);
      expect(await commands.readFollowLinks(ana.asking, ana.id)).toMatchObject([{ id }]);
    } finally {
      await client.end();
    }
  });
});
