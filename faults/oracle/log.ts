import type { ClientBase } from 'pg';
import { findings, type Finding } from './finding.ts';

/** Each query finds what does not fit; all must find nothing. */
const misfits: Readonly<Record<string, string>> = {
  'versions of an alert are not 1, 2, 3 … in the order of their positions': `
    select subject_id, array_agg(version order by position) as versions from event
    group by subject_id
    having array_agg(version order by position) <> array_agg(version order by version)
      or count(*) <> max(version) or min(version) <> 1`,
  'an alert stands at another version than its last event': `
    select alert.id, alert.version from alert where alert.version is distinct from
      (select max(version) from event where subject_id = alert.id::text)`,
  'an alert was not raised exactly once': `
    select alert.id from alert where 1 <>
      (select count(*) from event where subject_id = alert.id::text and kind = 'RAISED')`,
  'positions are not 1, 2, 3 …': `
    select count(position), max(position) from event
    having count(position) <> coalesce(max(position), 0)
      or max(position) <> (select position from log_head)`,
  'an event has no position': `
    select id, at from event where position is null and at < now() - interval '5 seconds'`,
  'an event is not on a feed that it belongs to': `
    select event.position, feed from event, unnest(feeds) as feed where event.position is not null
    except select position, feed from feed_entry`,
  'a feed holds what does not belong to it': `
    select position, feed from feed_entry
    except select event.position, feed from event, unnest(feeds) as feed`,
  'an alert is not on the feed of its desk': `
    select id from alert where not exists (select from event where subject_id = alert.id::text
      and kind = 'RAISED' and ('desk:' || alert.desk_id) = any(feeds))`,
  'an act is not in the audit trail': `
    select subject_id, count(*) from event group by subject_id having count(*) >
      (select count(*) from audit_entry where audit_entry.subject_id = event.subject_id)`,
};

/** The log fits together: order, positions, feeds, audit entries. */
export async function judgeLog(db: ClientBase): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const [what, query] of Object.entries(misfits)) {
    const { rows } = await db.query(query);
    found.push(
      ...findings(
        'LOG_BROKEN',
        rows.map((row) => `${what}: ${JSON.stringify(row)}`),
      ),
    );
  }
  return found;
}
