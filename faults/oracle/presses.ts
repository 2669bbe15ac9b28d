import type { ClientBase } from 'pg';
import type { Journal } from '../load/journal.ts';
import { findings, type Finding } from './finding.ts';

interface StoredPress {
  readonly key: string;
  readonly alert_id: string | null;
}

/** What was acknowledged is there, and once. */
export async function judgePresses(db: ClientBase, journal: Journal): Promise<Finding[]> {
  const { rows } = await db.query<StoredPress>(
    `select press.idempotency_key as key, alert.id as alert_id
     from press left join alert on alert.id = press.alert_id`,
  );
  const stored = new Map(rows.map(({ key, alert_id }) => [key, alert_id]));
  const entries = [...journal.presses];
  const lost = entries.flatMap(([key, { answers }]) =>
    answers
      .filter(({ alertId }) => stored.get(key) !== alertId)
      .map(({ alertId }) => `press ${key} was told ${alertId}, stored is ${stored.get(key)}`),
  );
  // Each person of the load presses once, so two alerts of a person are two of a press.
  const twice = await db.query(
    `select person_id, count(*) from alert group by person_id having count(*) > 1`,
  );
  const unanswered = entries.flatMap(([key, { refusals }]) =>
    refusals.map((refusal) => `${key}: ${refusal}`),
  );
  const { rows: acts } = await db.query<{ id: string }>(
    `select subject_id as id from event where kind = 'ACKNOWLEDGED'`,
  );
  const taken = new Set(acts.map(({ id }) => id));
  return [
    ...findings('LOST', lost),
    ...findings('ALERT_TWICE', twice.rows),
    ...findings('UNANSWERED', unanswered),
    ...findings(
      'TAKEN_LOST',
      [...journal.taken.keys()].filter((id) => !taken.has(id)),
    ),
  ];
}
