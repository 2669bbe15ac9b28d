import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import pg from 'pg';
import { createLog } from '@alert-button/platform/log.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import { openDatabase } from './database.ts';
import { contentHashOf, keepEdition } from './editions.ts';

const migration = new URL(
  '../../prisma/migrations/20261121150000_editions/migration.sql',
  import.meta.url,
);

test('wordings kept before there were editions are editions, and stay the same ones', async () => {
  await using testDatabase = await createTestDatabase('legal-aid');
  await using database = openDatabase(testDatabase.app, createLog('legal-aid', 'silent'));
  const edition = {
    subject: 'RIGHTS_GUIDE/HOME/es',
    version: 3,
    publishedOn: '2026-11-21',
    content: { title: 'Si migración llega a su casa' },
  };
  const admin = new pg.Client(testDatabase.admin);
  await admin.connect();
  try {
    const { rows: grants } = await admin.query<{ role: string }>(
      `select rolname as role from pg_roles where rolname like '%legal_aid_app'
       and has_table_privilege(rolname, 'edition', 'insert')`,
    );
    await admin.query('drop table edition');
    await admin.query(
      `insert into rights_guide_edition
         (id, situation, language, version, published_on, content_hash, content)
       values (gen_random_uuid(), 'HOME', 'es', 3, '2026-11-21', $1, $2)`,
      [contentHashOf(edition), edition.content],
    );
    await admin.query(await readFile(migration, 'utf8'));
    for (const { role } of grants) {
      await admin.query(`grant select, insert on edition to ${pg.escapeIdentifier(role)}`);
    }
    const { rows } = await admin.query('select subject, version, content from edition');
    const { subject, version, content } = edition;
    expect(rows).toEqual([{ subject, version, content }]);
  } finally {
    await admin.end();
  }
  const isNew = await database.transaction((transaction) =>
    keepEdition(transaction, edition, contentHashOf(edition)),
  );
  expect(isNew).toBe(false);
});
