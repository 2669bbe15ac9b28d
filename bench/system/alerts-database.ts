import pg from 'pg';
import type { BenchSystem } from './bench-system.ts';

/** What the alerts' database itself says, asked as its owner. */
export interface AlertsDatabase extends AsyncDisposable {
  /** How many of these alerts are stored. */
  countStored(alertIds: readonly string[]): Promise<number>;
  /** Steps of escalation taken so far. */
  countSteps(): Promise<number>;
  /** Connections of the services to the whole server. */
  countConnections(): Promise<number>;
  query<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
}

export async function openAlertsDatabase(
  system: Pick<BenchSystem, 'databases' | 'adminUrl'>,
): Promise<AlertsDatabase> {
  const [owner, admin] = [system.databases.alerts.owner, system.adminUrl].map(
    (connectionString) => new pg.Client({ connectionString }),
  ) as [pg.Client, pg.Client];
  await Promise.all([owner.connect(), admin.connect()]);
  const count = async (client: pg.Client, sql: string, values: unknown[] = []) => {
    const { rows } = await client.query<{ count: number }>(sql, values);
    return rows[0]?.count ?? Number.NaN;
  };
  return {
    countStored: (ids) =>
      count(owner, 'select count(*)::integer from alert where id = any($1::uuid[])', [ids]),
    countSteps: () => count(owner, `select count(*)::integer from event where kind = 'ESCALATED'`),
    countConnections: () =>
      count(
        admin,
        `select count(*)::integer from pg_stat_activity
         where backend_type = 'client backend' and usename <> current_user`,
      ),
    async query<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) {
      const { rows } = await owner.query<Row>(sql, [...values]);
      return rows;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([owner.end(), admin.end()]);
    },
  };
}
