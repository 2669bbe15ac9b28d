import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createLog } from '@alert-button/platform/log.ts';
import { createTestDatabase, type TestDatabase } from '@alert-button/platform/testing/database.ts';
import type { RightsGuide } from '../domain/rights-guide.ts';
import { openDatabase, type Database } from '../store/database.ts';
import { readRightsGuides } from '../store/shipped-file.ts';
import { publishRightsGuides } from './publish-rights-guides.ts';

let testDatabase: TestDatabase;
let database: Database;
let admin: pg.Client;
let guides: readonly RightsGuide[];

beforeAll(async () => {
  guides = await readRightsGuides();
  testDatabase = await createTestDatabase('legal-aid');
  database = openDatabase(testDatabase.app, createLog('legal-aid', 'silent'));
  admin = new pg.Client(testDatabase.admin);
  await admin.connect();
});

afterAll(async () => {
  await admin.end();
  await database[Symbol.asyncDispose]();
  await testDatabase[Symbol.asyncDispose]();
});

beforeEach(async () => {
  await admin.query('truncate edition, event, feed_entry, audit_entry');
});

async function counts() {
  const { rows } = await admin.query<Record<string, number>>(`
    select (select count(*)::int from edition) as editions,
      (select count(*)::int from event) as events, (select count(*)::int from audit_entry) as audits`);
  return rows[0];
}

describe('publishRightsGuides', () => {
  test('keeps each wording once, with its event and audit entry', async () => {
    expect(await publishRightsGuides(database, guides, 'first')).toBe(guides.length);
    expect(await publishRightsGuides(database, guides, 'second')).toBe(0);
    const all = guides.length;
    expect(await counts()).toEqual({ editions: all, events: all, audits: all });
    const { rows } = await admin.query<{ content: RightsGuide; day: string }>(
      `select content, published_on::text as day from edition where subject = 'RIGHTS_GUIDE/HOME/es'`,
    );
    const home = guides.find(
      ({ situation, language }) => situation === 'HOME' && language === 'es',
    );
    expect(rows).toEqual([{ content: home, day: home?.publishedOn }]);
  });

  test('keeps each wording once when several processes start together', async () => {
    const starts = Array.from({ length: 5 }, (_, index) =>
      publishRightsGuides(database, guides, `start-${index}`),
    );
    const published = await Promise.all(starts);
    expect(published.reduce((sum, count) => sum + count, 0)).toBe(guides.length);
    expect((await counts())?.['events']).toBe(guides.length);
  });

  test('keeps the old wording beside the new one', async () => {
    await publishRightsGuides(database, guides, 'old');
    const reworded = guides.map((guide, index) =>
      index === 0 ? { ...guide, title: `${guide.title} hoy` } : guide,
    );
    expect(await publishRightsGuides(database, reworded, 'new')).toBe(1);
    expect((await counts())?.['editions']).toBe(guides.length + 1);
  });
});
