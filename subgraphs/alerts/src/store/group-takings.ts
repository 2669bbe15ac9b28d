import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';
import { mayBeTaken } from './groups.ts';

/** One officer's word for a group. */
export interface TakeGroup {
  readonly groupId: string;
  readonly deskId: string;
  readonly officerId: string;
  readonly requestId: string;
}

async function inTransaction<Result>(
  { pool }: Database,
  work: (transaction: PoolClient) => Promise<Result>,
): Promise<Result> {
  const transaction = await pool.connect();
  // A connection that is lost while nothing is asked of it tells the next statement.
  const noticed = () => undefined;
  transaction.on('error', noticed);
  try {
    await transaction.query('begin');
    const result = await work(transaction);
    await transaction.query('commit');
    return result;
  } catch (error) {
    await transaction.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    transaction.off('error', noticed);
    transaction.release();
  }
}

const isOfDesk = `exists (
  select from alert_group_member as member join alert on alert.id = member.alert_id
  where member.group_id = alert_group.id and $2::uuid = any (alert.offered_to))`;

/**
 * Writes down, in one transaction, that the officer has the group: who, when, for which alerts, and
 * in the audit trail. From then on it stands, whatever becomes of the process. Asked again while
 * nothing more waits, it changes nothing.
 *
 * @returns false when there is no such group for that desk.
 */
export function takeGroup(
  database: Database,
  { groupId, deskId, officerId, requestId }: TakeGroup,
): Promise<boolean> {
  return inTransaction(database, async (transaction) => {
    const found = await transaction.query(
      `select from alert_group where id = $1 and ${isOfDesk} for update`,
      [groupId, deskId],
    );
    if (found.rowCount === 0) return false;
    const waiting = await transaction.query<{ alert_id: string }>(
      `select alert.id as alert_id
       from alert_group_member as member join alert on alert.id = member.alert_id
       where member.group_id = $1 and $2::uuid = any (alert.offered_to) and ${mayBeTaken}
         and not exists (select from group_taking
           where alert_id = alert.id and settled_at is null)`,
      [groupId, deskId],
    );
    if (waiting.rows.length === 0) {
      const last = await transaction.query<{ officer_id: string }>(
        `select officer_id from group_acknowledgement where group_id = $1 and desk_id = $2
         order by at desc limit 1`,
        [groupId, deskId],
      );
      if (last.rows[0]?.officer_id === officerId) return true;
    }
    const id = randomUUID();
    const alertIds = waiting.rows.map((row) => row.alert_id);
    await transaction.query(
      `insert into group_acknowledgement (id, group_id, desk_id, officer_id, request_id)
       values ($1, $2, $3, $4, $5)`,
      [id, groupId, deskId, officerId, requestId],
    );
    await transaction.query(
      `insert into group_taking (acknowledgement_id, alert_id) select $1, unnest($2::uuid[])`,
      [id, alertIds],
    );
    await transaction.query(
      `insert into audit_entry (actor_kind, actor_id, action, subject_id, request_id, facts)
       values ('OFFICER', $1, 'acknowledgeGroup', $2, $3, $4)`,
      [officerId, groupId, requestId, JSON.stringify({ deskId, alertCount: alertIds.length })],
    );
    return true;
  });
}

/** An alert that waits to be acknowledged with its group. */
export interface WaitingTaking {
  readonly acknowledgementId: string;
  readonly alertId: string;
  readonly groupId: string;
  readonly officerId: string;
  readonly requestId: string;
  /** It has been, and whoever did it could not write that down. */
  readonly isDone: boolean;
}

interface TakingRow {
  acknowledgement_id: string;
  alert_id: string;
  group_id: string;
  officer_id: string;
  request_id: string;
  is_done: boolean;
}

/** The oldest first. What was done is read from the events, so that no crash does it twice. */
export async function waitingTakings({ pool }: Database, most: number): Promise<WaitingTaking[]> {
  const { rows } = await pool.query<TakingRow>(
    `select taking.acknowledgement_id, taking.alert_id, taken.group_id, taken.officer_id,
       taken.request_id, exists (
         select from event where subject_id = taking.alert_id::text and kind = 'ACKNOWLEDGED'
           and at >= taking.at and payload ->> 'groupId' = taken.group_id::text
       ) as is_done
     from group_taking as taking
     join group_acknowledgement as taken on taken.id = taking.acknowledgement_id
     where taking.settled_at is null order by taking.at, taking.alert_id limit $1`,
    [most],
  );
  return rows.map((row) => ({
    acknowledgementId: row.acknowledgement_id,
    alertId: row.alert_id,
    groupId: row.group_id,
    officerId: row.officer_id,
    requestId: row.request_id,
    isDone: row.is_done,
  }));
}

/** The alert has been acknowledged with its group. */
export async function settleTaking(
  { pool }: Database,
  { acknowledgementId, alertId }: WaitingTaking,
): Promise<void> {
  await pool.query(
    `update group_taking set settled_at = clock_timestamp()
     where acknowledgement_id = $1 and alert_id = $2 and settled_at is null`,
    [acknowledgementId, alertId],
  );
}

/** The alert did not wait any more: it was answered by itself, closed, or is not to be taken so. */
export async function dropTaking(
  { pool }: Database,
  { acknowledgementId, alertId }: WaitingTaking,
): Promise<void> {
  await pool.query(
    `delete from group_taking
     where acknowledgement_id = $1 and alert_id = $2 and settled_at is null`,
    [acknowledgementId, alertId],
  );
}
