import { setTimeout as delay } from 'node:timers/promises';
import type { Say } from '../say.ts';
import type { AlertsDatabase } from './alerts-database.ts';

/** Looks that fall due between two moments of the database's clock, as it writes them. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** What became of the looks of a span. */
export interface Looks {
  readonly due: number;
  /** Of those, how many were taken, and how many of them of alerts with one step in the log for each look. */
  readonly taken: number;
  readonly takenOnce: number;
  /** Milliseconds from each being due to its being taken. */
  readonly lags: readonly number[];
  readonly seconds: number;
}

/** Moves every look that waits into a span that begins in a moment, at random places. */
export async function letFallDue(
  database: AlertsDatabase,
  { leadSeconds, spreadSeconds }: { leadSeconds: number; spreadSeconds: number },
): Promise<Span> {
  const [span] = await database.query<{ from: string; to: string }>(
    `with span as (
       -- A due time is kept to the millisecond.
       select date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => $1) as start
     ), moved as (
       update escalation_step set due_at = span.start + random() * make_interval(secs => $2)
       from span where settled_at is null
     )
     select start::text as from, (start + make_interval(secs => $2))::text as to from span`,
    [leadSeconds, spreadSeconds],
  );
  if (span === undefined) throw new Error('The database does not know the time');
  return span;
}

const inSpan = 'due_at between $1::timestamptz and $2::timestamptz';
const lookEverySeconds = 2;
const longestSeconds = 240;

/** Waits until no look of the span waits any more, but not for ever. */
export async function untilLooksAreTaken(
  database: AlertsDatabase,
  { from, to }: Span,
  say: Say,
): Promise<void> {
  const end = performance.now() + longestSeconds * 1000;
  for (let looks = 0; performance.now() < end; looks += 1) {
    const [row] = await database.query<{ waiting: number; over: boolean }>(
      `select count(*) filter (where settled_at is null)::integer as waiting,
         clock_timestamp() > $2::timestamptz as over
       from escalation_step where ${inSpan}`,
      [from, to],
    );
    if (row?.waiting === 0 && row.over) return;
    if (looks % 5 === 0) say(`${row?.waiting} steps wait`);
    await delay(lookEverySeconds * 1000);
  }
}

interface LookRow {
  readonly lag: number | null;
  readonly after: number | null;
  readonly isOnce: boolean;
}

/** Each look that was taken must have left one step in the log of its alert, and no look two. */
export async function readLooks(database: AlertsDatabase, { from, to }: Span): Promise<Looks> {
  const rows = await database.query<LookRow>(
    `with steps as (
       select subject_id as alert_id, count(*) as count from event where kind = 'ESCALATED'
       group by subject_id
     ), settled as (
       select alert_id, count(*) as count from escalation_step where settled_at is not null
       group by alert_id
     )
     select 1000 * extract(epoch from settled_at - due_at)::float as lag,
       extract(epoch from settled_at - $1::timestamptz)::float as after,
       coalesce(steps.count = settled.count, false) as "isOnce"
     from escalation_step as look
     left join settled using (alert_id)
     left join steps on steps.alert_id = look.alert_id::text
     where ${inSpan}`,
    [from, to],
  );
  const taken = rows.filter(({ lag }) => lag !== null);
  return {
    due: rows.length,
    taken: taken.length,
    takenOnce: taken.filter(({ isOnce }) => isOnce).length,
    lags: taken.map(({ lag }) => lag ?? 0),
    seconds: taken.reduce((last, { after }) => Math.max(last, after ?? 0), 0),
  };
}
