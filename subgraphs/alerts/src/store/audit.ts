import type { Database } from './database.ts';
import type { Actor } from './save-act.ts';

/** Records that something was read. The app's role may only add to this table. */
export async function auditRead(
  { pool }: Database,
  actor: Actor,
  action: string,
  subjectId: string,
): Promise<void> {
  await pool.query(
    `insert into audit_entry (actor_kind, actor_id, action, subject_id, request_id)
     values ($1, $2, $3, $4, $5)`,
    [actor.kind, actor.id, action, subjectId, actor.requestId],
  );
}
