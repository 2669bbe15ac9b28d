import { withConnection } from '@alert-button/platform/database/connection.ts';
import { serviceNames, type ServiceName } from '@alert-button/dev/system.ts';
import type { TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { waitFor } from './wait-for.ts';

/**
 * How many rows each table of each database holds. Seals are left out, and legal-aid's copy of how
 * alerts stand: they follow the audit trail and the log of alerts on their own time.
 */
export async function rowCounts(system: TestSystem): Promise<Readonly<Record<string, number>>> {
  const counts = await Promise.all(
    Object.entries(system.databases).map(([name, { owner }]) =>
      withConnection(owner, async (client) => {
        const { rows: tables } = await client.query<{ name: string }>(
          `select quote_ident(tablename) as name from pg_tables
           where schemaname = 'public' and tablename not in ('audit_seal', 'known_alert')`,
        );
        const parts = tables.map(
          (table) => `select '${table.name}' as name, count(*)::int as count from ${table.name}`,
        );
        const { rows } = await client.query<{ name: string; count: number }>(
          `${parts.join(' union all ')} order by name`,
        );
        return rows.map((row) => [`${name}.${row.name}`, row.count] as const);
      }),
    ),
  );
  return Object.fromEntries(counts.flat());
}

/** The same once everything that follows of itself has been done: places in the log, and groups. */
export async function settledRowCounts(
  system: TestSystem,
): Promise<Readonly<Record<string, number>>> {
  const isSettled = () =>
    withConnection(system.databases.alerts.owner, async (owner) => {
      const { rows } = await owner.query<{ settled: boolean }>(
        `select not exists (select from event where position is null) and exists (
           select from consumer_cursor join log_head on log_head.position = consumer_cursor.position
           where name = 'alerts-groups') as settled`,
      );
      return rows[0]?.settled === true;
    });
  await waitFor(isSettled, 'what follows a press of itself');
  return rowCounts(system);
}

/** Numbers of the processes; one that ended and came back has another. */
export function processNumbers(system: TestSystem): Record<ServiceName, number | undefined> {
  return Object.fromEntries(serviceNames.map((name) => [name, system.pid(name)])) as Record<
    ServiceName,
    number | undefined
  >;
}
