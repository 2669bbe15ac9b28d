import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { withConnection } from '../database/connection.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { verifyAuditTrail } from './verify.ts';

describe('the grants', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase('alerts');
  });
  afterAll(async () => {
    await database[Symbol.asyncDispose]();
  });

  const entry = `(actor_kind, actor_id, action, subject_id, request_id) values ('', '', '', '', '')`;
  const asApp = (sql: string) => withConnection(database.app, (client) => client.query(sql));
  const asReader = (sql: string) => withConnection(database.reader, (client) => client.query(sql));

  test('let the service add an entry and seal it', async () => {
    await asApp(`insert into audit_entry ${entry}`);
    const { rows } = await asApp('select processed from seal_audit()');
    expect(rows).toEqual([{ processed: 1 }]);
  });

  test.each([
    'select 1 from audit_entry',
    'select id from audit_entry',
    `insert into audit_entry ${entry} returning id`,
    `update audit_entry set action = ''`,
    'delete from audit_entry',
    'select 1 from audit_seal',
    `insert into audit_seal values (1, gen_random_uuid(), '')`,
    `update audit_seal set hash = ''`,
    'delete from audit_seal',
    'truncate audit_seal',
    `insert into audit_entry (at, actor_kind, actor_id, action, subject_id, request_id)
     values (now(), '', '', '', '', '')`,
    `insert into audit_entry (is_sealed, actor_kind, actor_id, action, subject_id, request_id)
     values (true, '', '', '', '', '')`,
    `insert into audit_entry (sequence, actor_kind, actor_id, action, subject_id, request_id)
     overriding system value values (1, '', '', '', '', '')`,
    'alter sequence audit_entry_sequence_seq restart',
    `select audit_bytes(null)`,
    'create or replace function seal_audit() returns void language sql as $$ select $$',
  ])('refuse it "%s"', async (sql) => {
    await expect(asApp(sql)).rejects.toMatchObject({ code: '42501' });
  });

  test.each(['select seal_audit()', 'select 1 from audit_entry', 'select 1 from audit_seal'])(
    'refuse the reader "%s"',
    async (sql) => {
      await expect(asReader(sql)).rejects.toMatchObject({ code: '42501' });
    },
  );

  test.each(['people', 'consulates', 'legal-aid'])('are the same in %s', async (subgraph) => {
    await using other = await createTestDatabase(subgraph);
    await withConnection(other.app, async (client) => {
      await client.query(`insert into audit_entry ${entry}`);
      await client.query('select seal_audit()');
      await expect(client.query('select 1 from audit_seal')).rejects.toMatchObject({
        code: '42501',
      });
    });
    const result = await withConnection(other.owner, (client) => verifyAuditTrail(client, []));
    expect(result).toMatchObject({ findings: [], sealed: 1 });
  });
});
