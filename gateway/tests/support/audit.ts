import type { TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { withConnection } from '@alert-button/platform/database/connection.ts';

export interface AuditEntry {
  readonly actorKind: string;
  readonly actorId: string;
  readonly action: string;
}

/** What the alerts' audit trail says of an alert, in order; read as the owner, whom alone it answers. */
export async function auditOf(system: TestSystem, alertId: string): Promise<AuditEntry[]> {
  return rowsOf<AuditEntry>(
    system,
    `select actor_kind as "actorKind", actor_id as "actorId", action
     from audit_entry where subject_id = $1 order by at`,
    [alertId],
  );
}

/** Looks into the database of alerts, past all doors. */
export async function rowsOf<Row extends object>(
  system: TestSystem,
  query: string,
  values: readonly unknown[],
): Promise<Row[]> {
  return withConnection(system.databases.alerts.owner, async (owner) => {
    const { rows } = await owner.query<Row>(query, [...values]);
    return rows;
  });
}
