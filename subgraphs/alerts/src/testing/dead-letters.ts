import { randomUUID } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';

/** As if a consumer had met an event that it cannot apply. */
export async function putAside(
  admin: Pool | ClientBase,
  kind: string,
  subjectId: string,
): Promise<void> {
  await admin.query(
    `insert into dead_letter
       (consumer, position, event_id, kind, subject_id, attempts, failure, first_failed_at)
     select 'people-of-the-test', count(*) + 1, $1, $2, $3, 5, 'Error', clock_timestamp()
     from dead_letter`,
    [randomUUID(), kind, subjectId],
  );
}
