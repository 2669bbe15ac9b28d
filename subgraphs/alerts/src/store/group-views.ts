import type { GroupStanding } from '../domain/automatic-status.ts';
import type { Page } from './alerts.ts';
import type { Database } from './database.ts';

/** A group as far as it was offered to one desk. */
export interface GroupView {
  readonly id: string;
  readonly size: number;
  readonly waitingCount: number;
  readonly firstRaisedAt: Date;
  readonly lastRaisedAt: Date;
  /** The last of this desk. */
  readonly acknowledgement: { readonly officerId: string; readonly at: Date } | null;
}

interface ViewRow {
  id: string;
  size: number;
  waiting: number;
  first: Date;
  last: Date;
  officer_id: string | null;
  at: Date | null;
}

const toView = (row: ViewRow): GroupView => ({
  id: row.id,
  size: row.size,
  waitingCount: row.waiting,
  firstRaisedAt: row.first,
  lastRaisedAt: row.last,
  acknowledgement:
    row.officer_id === null || row.at === null ? null : { officerId: row.officer_id, at: row.at },
});

const viewsWhere = (condition: string) => `
  select alert_group.id, own.size, own.waiting, own.first, own.last, taken.officer_id, taken.at
  from alert_group
  join lateral (
    select count(*)::int as size, count(*) filter (where alert.status = 'RAISED')::int as waiting,
      min(alert.raised_at) as first, max(alert.raised_at) as last
    from alert_group_member as member join alert on alert.id = member.alert_id
    where member.group_id = alert_group.id and $1::uuid = any (alert.offered_to)
  ) as own on own.size > 0
  left join lateral (
    select officer_id, at from group_acknowledgement
    where group_id = alert_group.id and desk_id = $1 order by at desc limit 1
  ) as taken on true
  where ${condition}`;

/** Groups that have open alerts offered to the desk, the newest press first. */
export async function openGroupsOfDesk(
  { pool }: Database,
  deskId: string,
  { first, offset }: Page,
): Promise<GroupView[]> {
  const { rows } = await pool.query<ViewRow>(
    `${viewsWhere(`alert_group.id in (
       select member.group_id
       from alert join alert_group_member as member on member.alert_id = alert.id
       where alert.offered_to @> array[$1::uuid] and alert.environment = 'LIVE'
         and alert.closed_at is null)`)}
     order by own.last desc, alert_group.id limit $2 offset $3`,
    [deskId, first, offset],
  );
  return rows.map(toView);
}

/** Those of these groups that the desk has a part in. */
export async function groupsForDesk(
  { pool }: Database,
  deskId: string,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, GroupView>> {
  const { rows } = await pool.query<ViewRow>(viewsWhere('alert_group.id = any ($2::uuid[])'), [
    deskId,
    groupIds,
  ]);
  return new Map(rows.map((row) => [row.id, toView(row)]));
}

/** The group of each of these alerts that is in one. */
export async function groupIdsOf(
  { pool }: Database,
  alertIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<{ alert_id: string; group_id: string }>(
    'select alert_id, group_id from alert_group_member where alert_id = any ($1::uuid[])',
    [alertIds],
  );
  return new Map(rows.map((row) => [row.alert_id, row.group_id]));
}

interface StandingRow {
  alert_id: string;
  joined_at: Date;
  many_at: Date | null;
  pending_since: Date | null;
  taken_since: Date | null;
}

/**
 * Whether the last acknowledgement of `alert` was one of its group, and nobody has written to its
 * person since: whoever does has looked at it by itself.
 */
export const wasTakenWithGroup = `coalesce((
  select payload ? 'groupId' from event
  where subject_id = alert.id::text and kind in ('ACKNOWLEDGED', 'DESK_WROTE')
  order by version desc limit 1
), false)`;

/** How those of these alerts that are in a group stand in it. */
export async function groupStandings(
  { pool }: Database,
  alertIds: readonly string[],
): Promise<ReadonlyMap<string, GroupStanding>> {
  const { rows } = await pool.query<StandingRow>(
    `select alert.id as alert_id, member.joined_at, alert_group.many_at,
       takings.pending_since, case when ${wasTakenWithGroup} then takings.taken_since end
         as taken_since
     from alert_group_member as member
     join alert_group on alert_group.id = member.group_id
     join alert on alert.id = member.alert_id
     cross join lateral (
       select max(at) filter (where settled_at is null) as pending_since, max(at) as taken_since
       from group_taking where group_taking.alert_id = alert.id
     ) as takings
     where member.alert_id = any ($1::uuid[])`,
    [alertIds],
  );
  return new Map(
    rows.map((row) => [
      row.alert_id,
      {
        joinedAt: row.joined_at,
        manyAt: row.many_at,
        pendingSince: row.pending_since,
        takenSince: row.taken_since,
      },
    ]),
  );
}
