import type { PoolClient } from 'pg';
import type { LoggedEvent } from '@alert-button/platform/event-log/event-log.ts';
import type { SqlTransaction } from '@alert-button/platform/database/open-database.ts';
import { delayOf, type AlertResult } from '../domain/course.ts';
import { weekOf } from '../domain/iso-week.ts';
import type { WaitingAlert } from '../domain/outcome-cell.ts';
import type { CountedAlert } from '../domain/outcome-groups.ts';
import type { Database } from './database.ts';
import { agreesToStatistics } from './statistics-consents.ts';

interface AlertPayload {
  readonly alertId: string;
  readonly personId?: string;
  readonly isDrill?: boolean;
  readonly environment?: string;
  readonly state?: string | null;
}

/**
 * Takes over when and in which state a call for help was raised, and when it was first answered, in
 * the transaction that moves the cursor of alerts' log. What was released is not there any more.
 */
export async function countAlert(
  transaction: PoolClient,
  { kind, payload, at }: LoggedEvent,
): Promise<void> {
  const { alertId, personId, isDrill = false, ...rest } = payload as AlertPayload;
  if (isDrill || (rest.environment ?? 'LIVE') !== 'LIVE') return;
  if (kind === 'RAISED' && personId !== undefined) {
    await transaction.query(
      `insert into counted_alert (alert_id, person_id, state, raised_at) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [alertId, personId, rest.state ?? null, at],
    );
  } else if (kind === 'ACKNOWLEDGED') {
    await transaction.query(
      `update counted_alert set acknowledged_at = $2
       where alert_id = $1 and acknowledged_at is null`,
      [alertId, at],
    );
  }
}

interface WaitingRow {
  readonly alert_id: string;
  readonly person_id: string;
  readonly state: string | null;
  readonly raised_at: Date;
}

/** What was raised before that moment, of persons who agree now; no release has it yet. */
export async function listWaiting(
  transaction: SqlTransaction,
  before: Date,
): Promise<WaitingAlert[]> {
  const rows = await transaction.$queryRawUnsafe<WaitingRow[]>(
    `select alert_id, person_id, state, raised_at from counted_alert
     where raised_at < $1::timestamptz and ${agreesToStatistics('counted_alert.person_id')}
     order by raised_at, alert_id`,
    before,
  );
  return rows.map(({ alert_id: alertId, person_id: personId, state, raised_at: raisedAt }) => ({
    alertId,
    personId,
    state,
    week: weekOf(raisedAt),
  }));
}

interface CourseRow {
  readonly person_id: string;
  readonly acknowledged: number | null;
  readonly lawyer: number | null;
  readonly visit: number | null;
  readonly has_matter: boolean;
  readonly outcome: string | null;
}

/** What became of these alerts, as it is known now; and from now on they are counted no more. */
export async function takeCourses(
  transaction: SqlTransaction,
  alertIds: readonly string[],
): Promise<CountedAlert[]> {
  const rows = await transaction.$queryRawUnsafe<CourseRow[]>(
    `with taken as (
       delete from counted_alert where alert_id = any ($1::uuid[]) returning *
     )
     select taken.person_id, matter.id is not null as has_matter, matter.outcome,
       extract(epoch from taken.acknowledged_at - taken.raised_at)::float8 / 60 as acknowledged,
       extract(epoch from (
         select min(answered_at) from matter_offer
         where matter_id = matter.id and status = 'ACCEPTED') - taken.raised_at
       )::float8 / 60 as lawyer,
       extract(epoch from (
         select min(planned_at) from consular_visit
         where matter_id = matter.id and status = 'VISITED') - taken.raised_at
       )::float8 / 60 as visit
     from taken left join matter on matter.alert_id = taken.alert_id`,
    [...alertIds],
  );
  return rows.map((row) => ({
    personId: row.person_id,
    course: {
      acknowledged: delayOf(row.acknowledged),
      lawyer: delayOf(row.lawyer),
      visit: delayOf(row.visit),
      result: row.has_matter ? ((row.outcome ?? 'OPEN') as AlertResult) : 'NO_MATTER',
    },
  }));
}

/** Of persons who never agreed nothing is kept for figures any longer. */
export async function forgetUncounted({ pool }: Database, days: number): Promise<void> {
  await pool.query(
    `delete from counted_alert
     where raised_at < clock_timestamp() - make_interval(days => $1::integer)
       and not ${agreesToStatistics('counted_alert.person_id')}`,
    [days],
  );
}
