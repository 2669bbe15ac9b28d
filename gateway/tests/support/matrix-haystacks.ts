import { withConnection } from '@alert-button/platform/database/connection.ts';
import { testServer } from '@alert-button/platform/testing/database.ts';
import type { TestSystem } from '@alert-button/dev/testing/test-system.ts';

/** Somewhere things come to stand. */
export interface Haystack {
  readonly where: string;
  readonly content: Buffer;
}

/** Every row of every table of every database, as text. */
export async function tables(system: TestSystem): Promise<Haystack[]> {
  const dumps = await Promise.all(
    Object.entries(system.databases).map(([name, { owner }]) =>
      withConnection(owner, async (client) => {
        const { rows } = await client.query<{ table: string }>(
          `select format('%I.%I', schemaname, tablename) as table from pg_tables
           where schemaname not in ('pg_catalog', 'information_schema')`,
        );
        const haystacks: Haystack[] = [];
        for (const { table } of rows) {
          const dump = await client.query<{ row: string }>(`select t::text as row from ${table} t`);
          const content = Buffer.from(dump.rows.map(({ row }) => row).join('\n'));
          haystacks.push({ where: `table ${name} ${table}`, content });
        }
        return haystacks;
      }),
    ),
  );
  return dumps.flat();
}

/** The segment of the write-ahead log that is written to now. */
export async function walSegment(): Promise<string> {
  return withConnection(testServer().adminUrl, async (admin) => {
    const { rows } = await admin.query<{ name: string }>(
      'select pg_walfile_name(pg_current_wal_insert_lsn()) as name',
    );
    return rows[0]?.name ?? '';
  });
}

/**
 * The write-ahead log from that segment on, as it stands on the disk; read through the server, so
 * that it does not matter where the server is or whose its files are.
 *
 * @throws when the superuser may not read it, or a segment is gone already.
 */
export async function writeAheadLog(first: string): Promise<Haystack[]> {
  return withConnection(testServer().adminUrl, async (admin) => {
    // Everything that was committed is on the disk; this also writes out what was not.
    const { rows: last } = await admin.query<{ name: string }>(
      'select pg_walfile_name(pg_switch_wal()) as name',
    );
    const { rows } = await admin.query<{ name: string }>(
      `select name from pg_ls_waldir() where name between $1 and $2 order by name`,
      [first, last[0]?.name],
    );
    if (rows[0]?.name !== first) throw new Error('The log of the run is not there any more');
    const haystacks: Haystack[] = [];
    for (const { name } of rows) {
      const segment = await admin.query<{ content: Buffer }>(
        `select pg_read_binary_file('pg_wal/' || $1) as content`,
        [name],
      );
      haystacks.push({ where: 'wal', content: segment.rows[0]?.content ?? Buffer.alloc(0) });
    }
    return haystacks;
  });
}

/** What the test run's own PostgreSQL server has logged; null for one that was there before. */
export async function serverLog(): Promise<Haystack | null> {
  return withConnection(testServer().adminUrl, async (admin) => {
    const { rows } = await admin.query<{ content: Buffer | null }>(
      `select pg_read_binary_file('server.log', 0, 100000000, true) as content`,
    );
    const content = rows[0]?.content ?? null;
    return content === null ? null : { where: 'log of the server', content };
  });
}
