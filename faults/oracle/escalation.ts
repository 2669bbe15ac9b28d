import type { ClientBase } from 'pg';
import { findings, type Finding, type FindingName } from './finding.ts';

const taken = `
  select subject_id::uuid as alert_id, (payload ->> 'escalationLevel')::integer as level,
    at, feeds from event where kind = 'ESCALATED'`;

/** A row in the database is a step that was due; an event is one that was taken. */
const misfits: readonly (readonly [FindingName, string])[] = [
  [
    'STEP_TWICE',
    `select alert_id, level, count(*) from (${taken}) as taken group by 1, 2 having count(*) > 1`,
  ],
  [
    'STEP_EARLY',
    `select taken.alert_id, taken.level, due_at, at from (${taken}) as taken
     left join escalation_step using (alert_id, level)
     where due_at is null or due_at > at`,
  ],
  // Never answered, so nothing but taking it can have settled a step.
  [
    'STEP_MISSING',
    `select step.alert_id, step.level from escalation_step as step
     join alert on alert.id = step.alert_id and alert.status = 'RAISED'
     where settled_at is not null and (alert_id, level) not in
       (select alert_id, level from (${taken}) as taken)`,
  ],
  // By the policy as it was when the alert was raised: the named step's desks have it.
  [
    'STEP_MISSING',
    `select taken.alert_id, level, desk_id as not_offered_to from (${taken}) as taken
     join alert on alert.id = taken.alert_id,
     jsonb_array_elements_text(alert.escalation_policy -> (level - 1) -> 'deskIds') as desk_id
     where not (('desk:' || desk_id) = any(taken.feeds))`,
  ],
];

const overdue = `
  select alert_id, level, due_at from escalation_step
  where settled_at is null and due_at < clock_timestamp() - interval '5 seconds'`;

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
  /** Steps whose time came before anybody settled them. */
  readonly due: number;
  /** Events of steps taken. */
  readonly taken: number;
  /** Due steps that an officer's answer settled before anybody looked. */
  readonly answered: number;
}

/** From the rows of the steps on one side and from the events on the other. */
export async function countSteps(db: ClientBase): Promise<StepCounts> {
  const { rows } = await db.query<StepCounts>(
    `with taken as (${taken}), due as (
       select alert_id, level from escalation_step
       where due_at <= coalesce(settled_at, clock_timestamp() - interval '5 seconds'))
     select (select count(*) from due)::integer as due, (select count(*) from taken)::integer as taken,
       (select count(*) from due join alert on alert.id = due.alert_id and alert.status <> 'RAISED'
        where (alert_id, level) not in (select alert_id, level from taken))::integer as answered`,
  );
  return rows[0] ?? { due: 0, taken: 0, answered: 0 };
}
