import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createLog } from '@alert-button/platform/log.ts';
import { createTestDatabase, type TestDatabase } from '@alert-button/platform/testing/database.ts';
import type { Consulate } from '../domain/consulate.ts';
import { openDatabase, type Database } from '../store/database.ts';
import { readShippedDirectory, type ShippedDirectory } from '../store/shipped-directory.ts';
import { createDirectoryCopy, readDirectory } from '../store/stored-directory.ts';
import { createLoadReferenceData } from './load-reference-data.ts';

let testDatabase: TestDatabase;
let database: Database;
let admin: pg.Client;
let shipped: ShippedDirectory;

beforeAll(async () => {
  shipped = await readShippedDirectory();
  testDatabase = await createTestDatabase('consulates');
  database = openDatabase(testDatabase.app, createLog('consulates', 'silent'));
  admin = new pg.Client(testDatabase.admin);
  await admin.connect();
});

afterAll(async () => {
  await admin.end();
  await database[Symbol.asyncDispose]();
  await testDatabase[Symbol.asyncDispose]();
});

beforeEach(async () => {
  await admin.query(
    'truncate consulate, desk, national_line, reference_load, event, audit_entry cascade',
  );
});

let announcements = 0;
const load = (content: ShippedDirectory) =>
  createLoadReferenceData({ database, announce: () => (announcements += 1) })(content);

function find(code: string): Consulate {
  const consulate = shipped.consulates.find((candidate) => candidate.code === code);
  if (consulate === undefined) throw new Error(`No consulate ${code} is shipped`);
  return consulate;
}

/** The shipped directory with one consulate changed. */
function withChanged(
  code: string,
  change: Partial<Consulate>,
  contentHash: string,
): ShippedDirectory {
  const consulates = shipped.consulates.map((consulate) =>
    consulate.code === code ? { ...consulate, ...change } : consulate,
  );
  return { ...shipped, consulates, contentHash };
}

async function newestEvents(count: number) {
  const { rows } = await admin.query<{ kind: string; version: number; payload: object }>(
    'select kind, version, payload from event order by sequence desc limit $1',
    [count],
  );
  return rows;
}

async function count(table: string): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(`select count(*)::int from ${table}`);
  return rows[0]?.count ?? 0;
}

describe('loadReferenceData', () => {
  test('stores what is shipped, and publishes and audits it', async () => {
    announcements = 0;
    expect(await load(shipped)).toBe(108);
    expect(announcements).toBe(1);

    const stored = await database.transaction(readDirectory);
    const published = <T extends object>(entries: readonly T[]) =>
      entries.map((entry) => ({ ...entry, version: 1 }));
    expect(stored.consulates).toEqual(published(shipped.consulates));
    expect(stored.desks).toEqual(published(shipped.desks));
    expect(stored.nationalLines).toEqual(shipped.nationalLines);
    expect(await count('event')).toBe(108);
    const { rows } = await admin.query('select actor_kind, action, facts from audit_entry');
    expect(rows).toEqual([
      {
        actor_kind: 'SYSTEM',
        action: 'loadReferenceData',
        facts: { contentHash: shipped.contentHash, eventCount: 108 },
      },
    ]);
  });

  test('does nothing when the database holds the same already', async () => {
    await load(shipped);
    announcements = 0;
    expect(await load(shipped)).toBe(0);
    expect(announcements).toBe(0);
    expect([await count('event'), await count('audit_entry')]).toEqual([108, 1]);
  });

  test('loads once when several processes start together', async () => {
    const counts = await Promise.all([load(shipped), load(shipped), load(shipped)]);
    expect(counts.toSorted((one, other) => one - other)).toEqual([0, 0, 108]);
    expect(await count('event')).toBe(108);
  });

  test('publishes only the consulate that changed, as its next version', async () => {
    await load(shipped);
    expect(await load(withChanged('houston', { phone: '+15555550100' }, 'next'))).toBe(1);
    expect(await newestEvents(1)).toEqual([
      {
        kind: 'OFFICE_PUBLISHED',
        version: 2,
        payload: expect.objectContaining({ code: 'houston' }),
      },
    ]);
    const copy = createDirectoryCopy(database);
    await copy.reload();
    expect(copy.current().consulate({ code: 'houston' })?.phone).toBe('+15555550100');
  });

  test('lets two consulates exchange their counties', async () => {
    await load(shipped);
    const phoenix = find('phoenix');
    const yuma = find('yuma');
    const exchanged = shipped.consulates.map((consulate) => {
      if (consulate.code === 'phoenix') return { ...phoenix, jurisdiction: yuma.jurisdiction };
      if (consulate.code === 'yuma') return { ...yuma, jurisdiction: phoenix.jurisdiction };
      return consulate;
    });
    expect(await load({ ...shipped, consulates: exchanged, contentHash: 'exchanged' })).toBe(2);
    const stored = await database.transaction(readDirectory);
    const now = stored.consulates.find(({ code }) => code === 'yuma');
    expect(now?.jurisdiction).toEqual(phoenix.jurisdiction);
  });

  test('stores nothing of a directory that contradicts itself', async () => {
    await load(shipped);
    const { jurisdiction } = find('phoenix');
    const contested = withChanged('yuma', { jurisdiction }, 'contested');
    await expect(load(contested)).rejects.toThrow();
    expect([await count('event'), await count('audit_entry')]).toEqual([108, 1]);
    expect((await database.transaction(readDirectory)).consulates).toHaveLength(53);
  });
});

describe('the directory in memory', () => {
  test('says so while nothing was loaded', async () => {
    const copy = createDirectoryCopy(database);
    await copy.reload();
    expect(() => copy.current()).toThrow('No directory is stored yet');
  });
});
