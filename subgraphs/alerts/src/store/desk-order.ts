import { screenOrder, type Standing } from '../domain/standing.ts';
import { toRecord, type AlertRecord } from './alert-record.ts';
import type { Database } from './database.ts';
import { wasTakenWithGroup } from './group-views.ts';

/** The place of one alert on a desk's screen: whatever moves elsewhere, the others keep theirs. */
export interface ScreenPlace {
  readonly standing: number;
  readonly raisedAtMilliseconds: number;
  readonly alertId: string;
}

export interface PlacedAlert {
  readonly record: AlertRecord;
  readonly place: ScreenPlace;
}

/** What the rules of `domain/standing.ts` are decided by, of `alert`; the rules themselves below. */
const facts = `
  select alert.status, alert.is_drill,
    (alert.person_view ->> 'isFrozen')::boolean
      or exists (select from press where alert_id = alert.id offset 1) as is_urged,
    alert.coarse_cell is not null as has_position,
    exists (select from alert_group_member where alert_id = alert.id) and case alert.status
      when 'RAISED' then exists (
        select from group_taking where alert_id = alert.id and settled_at is null)
      when 'ACKNOWLEDGED' then ${wasTakenWithGroup}
      else false end as is_taken_with_group`;

/** The rules as SQL, in the order in which they are tried. */
const conditions: Readonly<Record<Standing, string>> = {
  DRILL: `is_drill`,
  URGED: `status = 'RAISED' and is_urged`,
  TAIL_OF_GROUP: `is_taken_with_group`,
  WAITING: `status = 'RAISED' and has_position`,
  WAITING_SOMEWHERE: `status = 'RAISED'`,
  CANCEL_REQUESTED: `status = 'CANCEL_REQUESTED'`,
  IN_HAND: `true`,
};

const standing = `case ${Object.entries(conditions)
  .map(([name, condition]) => `when ${condition} then ${screenOrder.indexOf(name as Standing)}`)
  .join(' ')} end`;

interface PlaceRow {
  id: string;
  standing: number;
  raised_at: Date;
}

/** Open live alerts offered to a desk, in the order of its screen, from behind a place. */
export async function openAlertsInOrder(
  { pool, prisma }: Database,
  deskId: string,
  first: number,
  after: ScreenPlace | null,
): Promise<PlacedAlert[]> {
  const { rows } = await pool.query<PlaceRow>(
    `select id, standing, raised_at from (
       select alert.id, alert.raised_at, judged.standing
       from alert cross join lateral (
         select ${standing} as standing from (${facts}) as facts
       ) as judged
       where alert.offered_to @> array[$1::uuid] and alert.environment = 'LIVE'
         and alert.closed_at is null
     ) as placed
     where $3::integer is null or (standing, raised_at, id) > ($3, $4::timestamptz, $5::uuid)
     order by standing, raised_at, id limit $2`,
    [
      deskId,
      first,
      after?.standing ?? null,
      after === null ? null : new Date(after.raisedAtMilliseconds),
      after?.alertId ?? null,
    ],
  );
  const found = await prisma.alert.findMany({ where: { id: { in: rows.map(({ id }) => id) } } });
  const byId = new Map(found.map((row) => [row.id, toRecord(row)]));
  return rows.flatMap((row) => {
    const record = byId.get(row.id);
    const raisedAtMilliseconds = row.raised_at.getTime();
    const place = { standing: row.standing, raisedAtMilliseconds, alertId: row.id };
    return record === undefined ? [] : [{ record, place }];
  });
}
