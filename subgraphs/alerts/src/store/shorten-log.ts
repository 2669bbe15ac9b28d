import type { Database } from './database.ts';

export interface ShortenedPart {
  /** How many events went. */
  readonly removed: number;
  /** Where to look on; null when the young begin here, or the end. */
  readonly reached: number | null;
}

interface Row {
  removed: number;
  reached: string | null;
}

/**
 * Looks at the events after a position, oldest first, and takes those out of the feeds that are old
 * enough and whose alert is closed, or purged. One statement: a reader sees either the events or the floor
 * that says they are gone. Two processes at once take different events, and raise the floors in
 * the same order.
 *
 * @param most how many are looked at.
 */
export async function shortenLogAfter(
  { pool }: Database,
  after: number,
  { days, most }: { readonly days: number; readonly most: number },
): Promise<ShortenedPart> {
  const { rows } = await pool.query<Row>(
    `with looked as (
       select id, position, at < clock_timestamp() - make_interval(days => $2) as is_old
       from event where position > $1 order by position limit $3
     ), old as (
       select event.* from looked join event on event.id = looked.id
       left join alert on alert.id = event.subject_id::uuid
       where looked.is_old and (alert.id is null or alert.closed_at is not null)
       for update of event skip locked
     ), kept as (
       insert into past_event (id, position, kind, subject_id, version, at, payload)
       select id, position, kind, subject_id, version, at, payload from old
     ), place as (
       select unnest(feeds) as feed, position, payload -> 'person' <> 'null'::jsonb as is_shown
       from old
     ), left_feed as (
       delete from feed_entry using place
       where feed_entry.feed = place.feed and feed_entry.position = place.position
     ), raised as (
       insert into feed_floor (feed, position, shown_position)
       select feed, max(position), max(position) filter (where is_shown)
       from place group by feed order by feed
       on conflict (feed) do update set
         position = greatest(feed_floor.position, excluded.position),
         shown_position = greatest(feed_floor.shown_position, excluded.shown_position)
     ), gone as (
       delete from event using old where event.id = old.id
     )
     select (select count(*) from old)::int as removed,
       (select max(position) from looked having bool_and(is_old)) as reached`,
    [after, days, most],
  );
  const [{ removed, reached } = { removed: 0, reached: null }] = rows;
  return { removed, reached: reached === null ? null : Number(reached) };
}
