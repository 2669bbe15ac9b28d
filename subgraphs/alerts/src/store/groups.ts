import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import {
  grouping,
  type FreshGroup,
  type GroupTaker,
  type Placed,
  type Placement,
} from '../domain/grouping.ts';

/** The connection that holds the transaction of an event's effect. */
export type Connection = PoolClient;

/** A press with a place that is in no group. */
export interface UngroupedPress extends Placed {
  readonly deskId: string;
}

interface PressRow {
  alert_id: string;
  desk_id: string;
  cell: string;
  raised_at: Date;
}

const toPress = (row: PressRow): UngroupedPress => ({
  alertId: row.alert_id,
  deskId: row.desk_id,
  cell: row.cell,
  raisedAt: row.raised_at,
});

/** The alert as far as groups are concerned; null when it is in one, or none takes it. */
export async function findUngrouped(
  transaction: PoolClient,
  alertId: string,
): Promise<UngroupedPress | null> {
  const { rows } = await transaction.query<PressRow>(
    `select id as alert_id, desk_id, coarse_cell as cell, raised_at from alert
     where id = $1 and environment = 'LIVE' and not is_drill and closed_at is null
       and coarse_cell is not null
       and not exists (select from alert_group_member where alert_id = alert.id)`,
    [alertId],
  );
  return rows[0] === undefined ? null : toPress(rows[0]);
}

interface GroupRow {
  id: string;
  centre_cell: string;
  first_raised_at: Date;
  last_raised_at: Date;
}

/** Groups of the press's desk around it that may be fresh. */
export async function groupsNear(
  transaction: PoolClient,
  { deskId, raisedAt }: UngroupedPress,
  cells: readonly string[],
): Promise<FreshGroup[]> {
  const { rows } = await transaction.query<GroupRow>(
    `select id, centre_cell, first_raised_at, last_raised_at from alert_group
     where desk_id = $1 and centre_cell = any ($2)
       and last_raised_at >= $3::timestamptz - make_interval(secs => $4)`,
    [deskId, cells, raisedAt, grouping.windowSeconds],
  );
  return rows.map((row) => ({
    id: row.id,
    centreCell: row.centre_cell,
    firstRaisedAt: row.first_raised_at,
    lastRaisedAt: row.last_raised_at,
  }));
}

/** Open presses around one that wait for enough others. */
export async function candidatesNear(
  transaction: PoolClient,
  { deskId, raisedAt }: UngroupedPress,
  cells: readonly string[],
): Promise<UngroupedPress[]> {
  const { rows } = await transaction.query<PressRow>(
    `select alert_id, candidate.desk_id, cell, candidate.raised_at
     from alert_group_candidate as candidate join alert on alert.id = candidate.alert_id
     where candidate.desk_id = $1 and cell = any ($2)
       and candidate.raised_at between $3::timestamptz - make_interval(secs => $4)
         and $3::timestamptz + make_interval(secs => $4)
       and alert.closed_at is null and alert.desk_id = candidate.desk_id
     order by candidate.raised_at, alert_id`,
    [deskId, cells, raisedAt, grouping.windowSeconds],
  );
  return rows.map(toPress);
}

/** Writes down where a press belongs. */
export async function savePlacement(
  transaction: PoolClient,
  press: UngroupedPress,
  placement: Placement,
): Promise<void> {
  switch (placement.name) {
    case 'WAIT':
      return saveCandidate(transaction, press);
    case 'JOIN':
      return addMembers(transaction, placement.groupId, [press.alertId]);
    case 'FORM': {
      const groupId = randomUUID();
      await transaction.query(
        `insert into alert_group (id, desk_id, centre_cell, first_raised_at, last_raised_at)
         values ($1, $2, $3, $4, $4)`,
        [groupId, press.deskId, press.cell, press.raisedAt],
      );
      return addMembers(transaction, groupId, placement.alertIds);
    }
    default:
      return placement satisfies never;
  }
}

/** And forgets those of the desk that are too old to begin a group with it. */
async function saveCandidate(transaction: PoolClient, press: UngroupedPress): Promise<void> {
  await transaction.query(
    `insert into alert_group_candidate (alert_id, desk_id, cell, raised_at)
     values ($1, $2, $3, $4)
     on conflict (alert_id) do update set desk_id = excluded.desk_id, cell = excluded.cell`,
    [press.alertId, press.deskId, press.cell, press.raisedAt],
  );
  await transaction.query(
    `delete from alert_group_candidate
     where desk_id = $1 and raised_at < $2::timestamptz - make_interval(secs => $3)
       and alert_id <> $4`,
    [press.deskId, press.raisedAt, grouping.windowSeconds, press.alertId],
  );
}

/** The group's row is changed first: an acknowledgement at the same time comes before or after. */
async function addMembers(
  transaction: PoolClient,
  groupId: string,
  alertIds: readonly string[],
): Promise<void> {
  await transaction.query(
    `update alert_group set first_raised_at = least(first_raised_at, new.first),
       last_raised_at = greatest(last_raised_at, new.last)
     from (select min(raised_at) as first, max(raised_at) as last from alert
           where id = any ($2::uuid[])) as new
     where alert_group.id = $1`,
    [groupId, alertIds],
  );
  await transaction.query(
    `insert into alert_group_member (alert_id, group_id) select unnest($2::uuid[]), $1`,
    [groupId, alertIds],
  );
  await transaction.query('delete from alert_group_candidate where alert_id = any ($1::uuid[])', [
    alertIds,
  ]);
  await transaction.query(
    `update alert_group set many_at = clock_timestamp()
     where id = $1 and many_at is null
       and (select count(*) from alert_group_member where group_id = $1) >= $2`,
    [groupId, grouping.many],
  );
}

export interface KnownTaker extends GroupTaker {
  readonly acknowledgementId: string;
}

/** Who took the group last at each desk, of those who are still let in, and what time it is by the database's clock. */
export async function takersOf(
  transaction: PoolClient,
  groupId: string,
): Promise<{ now: Date; takers: KnownTaker[] }> {
  const { rows } = await transaction.query<{
    now: Date;
    id: string;
    officer_id: string;
    desk_id: string;
    at: Date;
  }>(
    `select distinct on (desk_id) clock_timestamp() as now, id, officer_id, desk_id, at
     from group_acknowledgement as taken
     where group_id = $1 and not exists (
       select from officer_access where officer_id = taken.officer_id and is_revoked)
     order by desk_id, at desc`,
    [groupId],
  );
  return {
    now: rows[0]?.now ?? new Date(0),
    takers: rows.map((row) => ({
      acknowledgementId: row.id,
      officerId: row.officer_id,
      deskId: row.desk_id,
      at: row.at,
    })),
  };
}

/** What may be acknowledged with a group: it waits, and its person's phone shows no cancel. */
export const mayBeTaken = `alert.status = 'RAISED' and not (alert.person_view ->> 'isFrozen')::boolean`;

/** A press that joined later is to be acknowledged too, if it was offered to the taker's desk. */
export async function takeJoiner(
  transaction: PoolClient,
  { acknowledgementId, deskId }: KnownTaker,
  alertId: string,
): Promise<void> {
  await transaction.query(
    `insert into group_taking (acknowledgement_id, alert_id)
     select $1, alert.id from alert
     where alert.id = $2 and $3::uuid = any (alert.offered_to) and ${mayBeTaken}
     on conflict do nothing`,
    [acknowledgementId, alertId, deskId],
  );
}
