import { describe, expect, test } from '@jest/globals';
import { withConnection } from '../database/connection.ts';
import { createTestDatabase } from './database.ts';

const tables = (url: string) =>
  withConnection(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname`,
    );
    return rows.map(({ name }) => name);
  });

describe('createTestDatabase', () => {
  test('gives each caller a migrated database of its own', async () => {
    await using one = await createTestDatabase('alerts');
    await using other = await createTestDatabase('alerts');
    await withConnection(one.owner, (client) => client.query('CREATE TABLE only_here ()'));
    expect(await tables(one.app)).toContain('only_here');
    expect(await tables(other.app)).not.toContain('only_here');
    expect(await tables(other.app)).toContain('_prisma_migrations');
  });

  test('can be asked for many at once', async () => {
    const databases = await Promise.all(
      Array.from({ length: 6 }, () => createTestDatabase('people')),
    );
    expect(new Set(databases.map(({ name }) => name)).size).toBe(6);
    await Promise.all(databases.map((database) => database[Symbol.asyncDispose]()));
  });

  test('keeps the grants of the template', async () => {
    await using database = await createTestDatabase('alerts');
    const read = (url: string) =>
      withConnection(url, (client) => client.query('SELECT * FROM _prisma_migrations'));
    await expect(read(database.app)).rejects.toMatchObject({ code: '42501' });
    await expect(read(database.reader)).rejects.toMatchObject({ code: '42501' });
    expect((await read(database.owner)).rowCount).toBeGreaterThan(0);
  });

  test('is gone when disposed, even with somebody connected', async () => {
    const database = await createTestDatabase('alerts');
    await withConnection(database.admin, async () => {
      await database[Symbol.asyncDispose]();
    });
    await expect(tables(database.admin)).rejects.toMatchObject({ code: '3D000' });
  });
});
