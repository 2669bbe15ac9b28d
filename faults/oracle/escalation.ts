import type { ClientBase } from 'pg';
import { findings, type Finding, type FindingName } from './finding.ts';

/**
 * Alerts that nobody ever answered: their steps are settled by being taken and by nothing else. Of
 * each, the steps as rows and as events, numbered in their order.
 */
const unanswered = `
  unanswered as (
    select id as alert_id from alert where not exists
      (select from event where subject_id = alert.id::text and kind = 'ACKNOWLEDGED')
  ), step as (
    select alert_id, due_at, settled_at, row_number() over (partition by alert_id order by level) as nth
    from escalation_step join unanswered using (alert_id)
  ), taken as (
    select subject_id::uuid as alert_id, at,
      row_number() over (partition by subject_id order by version) as nth
    from event where kind = 'ESCALATED' and subject_id::uuid in (select alert_id from unanswered)
  )`;

const misfits: readonly (readonly [FindingName, string])[] = [
  [
    'STEP_TWICE',
    `select subject_id, payload -> 'escalationLevel' as level, count(*) from event
     where kind = 'ESCALATED' group by 1, 2 having count(*) > 1`,
  ],
  [
    'STEP_EARLY',
    `with ${unanswered} select alert_id, nth, due_at, at from taken
     left join step using (alert_id, nth) where due_at is null or due_at > at`,
  ],
  [
    'STEP_MISSING',
    `with ${unanswered} select alert_id, nth from step
     where settled_at is not null and (alert_id, nth) not in (select alert_id, nth from taken)`,
  ],
];

const overdue = `
  select alert_id, level, due_at from escalation_step
  where settled_at is null and due_at < now() - interval '5 seconds'`;

/** Steps that are due for longer than is promised. */
export async function overdueSteps(db: ClientBase): Promise<readonly unknown[]> {
  return (await db.query(overdue)).rows;
}

/** Every step that was due was taken, once, and not before. */
export async function judgeEscalation(db: ClientBase): Promise<Finding[]> {
  const found = findings('STEP_MISSING', await overdueSteps(db));
  for (const [name, query] of misfits) found.push(...findings(name, (await db.query(query)).rows));
  return found;
}

export interface StepCounts {
  readonly due: number;
  readonly taken: number;
}

/** Of alerts that nobody answered: rows whose time has come, and events. */
export async function countSteps(db: ClientBase): Promise<StepCounts> {
  const { rows } = await db.query<StepCounts>(
    `with ${unanswered} select (select count(*) from taken)::integer as taken,
       (select count(*) from step
        where due_at <= coalesce(settled_at, now() - interval '5 seconds'))::integer as due`,
  );
  return rows[0] ?? { due: 0, taken: 0 };
}
