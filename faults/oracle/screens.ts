import type { ClientBase } from 'pg';
import type { Journal, ScreenEntry, SeenEvent } from '../load/journal.ts';
import { findings, type Finding } from './finding.ts';

type LoggedEvent = Omit<SeenEvent, 'at'>;

/** Where the log ends now; escalation goes on, and it with it. */
export async function endOfLog(db: ClientBase): Promise<number> {
  const { rows } = await db.query<{ position: number }>(
    'select coalesce(max(position), 0)::integer as position from event',
  );
  return rows[0]?.position ?? 0;
}

/**
 * What belongs on a desk's screen, up to that position of the log: from the events themselves and
 * not from the feed.
 */
export async function eventsOf(
  db: ClientBase,
  deskId: string,
  end: number,
): Promise<readonly LoggedEvent[]> {
  const { rows } = await db.query<LoggedEvent>(
    `select subject_id as "alertId", version, kind from event
     where ('desk:' || $1) = any(feeds) and position <= $2 order by position`,
    [deskId, end],
  );
  return rows;
}

const nameOf = ({ alertId, version, kind }: LoggedEvent) => `${alertId}/${version} ${kind}`;

/** Each screen was shown every event of its desk once, and each alert's in their order. */
export function judgeScreen(entry: ScreenEntry, expected: readonly LoggedEvent[]): Finding[] {
  const seen = entry.events.map(nameOf);
  const unique = new Set<string>();
  const twice = seen.filter((name) => unique.size === unique.add(name).size);
  const at = (offenders: readonly string[]) => offenders.map((name) => `${entry.name}: ${name}`);
  const unseen = expected.map(nameOf).filter((name) => !unique.has(name));
  const versions = new Map<string, number>();
  const early = entry.events.filter(({ alertId, version }) => {
    const isEarlier = version <= (versions.get(alertId) ?? 0);
    versions.set(alertId, version);
    return isEarlier;
  });
  return [
    ...findings('UNSEEN', at(unseen)),
    ...findings('SEEN_TWICE', at(twice)),
    ...findings('OUT_OF_ORDER', at(early.map(nameOf))),
    ...findings('FEED_TROUBLE', at(entry.troubles)),
  ];
}

/** Judges all screens against what the log holds up to its end as it was when they still ran. */
export async function judgeScreens(
  db: ClientBase,
  journal: Journal,
  end: number,
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const entry of journal.screens) {
    found.push(...judgeScreen(entry, await eventsOf(db, entry.deskId, end)));
  }
  return found;
}
