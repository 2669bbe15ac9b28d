import type { NewAuditEntry } from '@alert-button/platform/audit/append-audit.ts';
import type { Database } from './database.ts';

/** Records that something was read. The app's role may only add to this table. */
export async function auditRead(
  { pool }: Database,
  { actorKind, actorId, action, subjectId, requestId, facts }: NewAuditEntry,
): Promise<void> {
  await pool.query(
    `insert into audit_entry (actor_kind, actor_id, action, subject_id, request_id, facts)
     values ($1, $2, $3, $4, $5, $6)`,
    [actorKind, actorId, action, subjectId, requestId, JSON.stringify(facts)],
  );
}
