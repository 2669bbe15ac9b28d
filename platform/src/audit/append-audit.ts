import { runSqlIn, type SqlTransaction } from '../database/open-database.ts';

/** Who did what to whom or what. Facts hold nothing personal. */
export interface NewAuditEntry {
  readonly actorKind: string;
  readonly actorId: string;
  readonly action: string;
  readonly subjectId: string;
  readonly requestId: string;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** Adds to the audit trail in the transaction of the act; its writer can never read it back. */
export async function appendAudit(
  transaction: SqlTransaction,
  entry: NewAuditEntry,
): Promise<void> {
  await runSqlIn(transaction)(
    `insert into audit_entry (actor_kind, actor_id, action, subject_id, request_id, facts)
     values ($1, $2, $3, $4, $5, $6::jsonb)`,
    [
      entry.actorKind,
      entry.actorId,
      entry.action,
      entry.subjectId,
      entry.requestId,
      JSON.stringify(entry.facts),
    ],
  );
}
