import type { AlertChannel } from '../domain/alert.ts';
import type { Page } from './alerts.ts';
import type { Database } from './database.ts';

/** Of an alert that waits, what says how long and where it is to be answered. */
export interface UnansweredAlert {
  readonly id: string;
  readonly raisedAt: Date;
  /** When the next desks are called; null when nothing is due any more. */
  readonly nextStepAt: Date | null;
  readonly escalationLevel: number;
  readonly channel: AlertChannel;
  readonly isDrill: boolean;
  readonly isDuress: boolean;
  readonly deskId: string;
  readonly consulateId: string | null;
}

/** Live alerts without an answer, by when their next step is due; drills behind the real ones. */
export async function findUnanswered(
  { pool }: Database,
  { first, offset }: Page,
): Promise<UnansweredAlert[]> {
  const { rows } = await pool.query<UnansweredAlert>({
    name: 'find-unanswered',
    text: `
      select alert.id, raised_at as "raisedAt", step.due_at as "nextStepAt",
        escalation_level as "escalationLevel", channel, is_drill as "isDrill",
        is_duress as "isDuress", desk_id as "deskId", consulate_id as "consulateId"
      from alert left join escalation_step as step
        on step.alert_id = alert.id and step.settled_at is null
      where closed_at is null and environment = 'LIVE' and status = 'RAISED'
      order by is_drill, step.due_at, raised_at, alert.id limit $1 offset $2`,
    values: [first, offset],
  });
  return rows;
}
