import type { Pool } from 'pg';
import type { LoggedEvent } from './event-log.ts';

interface EventRow {
  position: string;
  id: string;
  kind: string;
  subject_id: string;
  version: number;
  at: Date;
  payload: object;
}

/** The next events of a producer's log, through its view `events`. */
export async function readEvents(
  source: Pool,
  after: number,
  most: number,
): Promise<readonly LoggedEvent[]> {
  const { rows } = await source.query<EventRow>(
    'select * from events where position > $1 order by position limit $2',
    [after, most],
  );
  return rows.map((row) => ({
    position: Number(row.position),
    id: row.id,
    kind: row.kind,
    subjectId: row.subject_id,
    version: row.version,
    at: row.at,
    payload: row.payload,
  }));
}
