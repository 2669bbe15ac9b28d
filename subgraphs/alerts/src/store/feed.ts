import type { AlertEventKind } from '../domain/transitions.ts';
import type { SeenBy } from '../domain/view.ts';
import type { AlertEventPayload } from '../events.ts';
import type { Database } from './database.ts';

export interface FeedRow {
  readonly position: number;
  readonly kind: AlertEventKind;
  readonly version: number;
  readonly at: Date;
  readonly payload: AlertEventPayload;
}

export interface FeedRows {
  /** Position up to which the log was looked at. */
  readonly head: number;
  /** Up to here something the viewer may see is no longer there; 0 when all of it is. */
  readonly floor: number;
  readonly now: Date;
  readonly rows: readonly FeedRow[];
}

interface Row {
  head: string;
  floor: string | null;
  now: Date;
  position: string | null;
  kind: AlertEventKind;
  version: number;
  at: Date;
  payload: AlertEventPayload;
}

/**
 * Events of a feed after a position, of those the viewer may see: a page must not tell by its
 * length that there are others. Head, floor and events are read by one statement, so in one snapshot:
 * an event between floor and head that is not here does not exist.
 */
export async function readFeed(
  { pool }: Database,
  feed: string,
  seenBy: SeenBy,
  after: number,
  first: number,
): Promise<FeedRows> {
  const { rows } = await pool.query<Row>({
    name: 'read-feed',
    text: `
      select log_head.position as head, floor.position as floor, clock_timestamp() as now,
        entry.position, entry.kind, entry.version, entry.at, entry.payload
      from log_head left join lateral (
        select case when $4 = 'DESK' then position else shown_position end as position
        from feed_floor where feed = $1
      ) as floor on true left join lateral (
        select feed_entry.position, event.kind, event.version, event.at, event.payload
        from feed_entry join event on event.id = feed_entry.event_id
        where feed_entry.feed = $1 and feed_entry.position > greatest($2::bigint, floor.position)
          and ($4 = 'DESK' or event.payload -> 'person' <> 'null'::jsonb)
        order by feed_entry.position limit $3
      ) as entry on true`,
    values: [feed, after, first, seenBy],
  });
  const [any] = rows;
  if (any === undefined) throw new Error('The log has no head');
  return {
    head: Number(any.head),
    floor: Number(any.floor ?? 0),
    now: any.now,
    rows: rows.flatMap((row) =>
      row.position === null ? [] : [{ ...row, position: Number(row.position) }],
    ),
  };
}

/** All events of one alert in order, of whatever age; those not yet positioned are left for the next look. */
export async function readTimeline({ pool }: Database, alertId: string): Promise<FeedRow[]> {
  const { rows } = await pool.query<Row>(
    `select position, kind, version, at, payload from events
     where subject_id = $1 order by version`,
    [alertId],
  );
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}
