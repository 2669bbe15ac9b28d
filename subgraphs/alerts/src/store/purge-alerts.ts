import { purgeAges, type Rehearsal } from '../domain/purge.ts';
import { purgedEventKind } from '../events.ts';
import type { Database } from './database.ts';

/** The table of `domain/purge.ts` as SQL. */
const conditions: Readonly<Record<Rehearsal, string>> = {
  DRILL: 'is_drill',
  SANDBOX: `environment = 'TEST'`,
};
const afterHours = `case ${purgeAges
  .map(({ name, afterHours: hours }) => `when ${conditions[name]} then ${hours}`)
  .join(' ')} end`;
/** Written so that the index of what is purged at all (`alert_purge`) finds it. */
const isDue = `(is_drill or environment = 'TEST')
  and raised_at < clock_timestamp() - make_interval(hours => ${afterHours})`;

/** Alerts that are due to be purged and have not ended yet, the oldest first. */
export async function findUnendedDue({ pool }: Database, most: number): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from alert where closed_at is null and ${isDue} order by raised_at limit $1`,
    [most],
  );
  return rows.map(({ id }) => id);
}

/**
 * Nobody waits for a purge: what somebody else is at is left for the next round, and a purge that
 * would itself have to wait gives up.
 */
const longestWait = '500ms';

/**
 * Deletes alerts that are due and have ended, with everything of them but the audit trail. The log
 * keeps every event in its place, without the person and the officers it named, so that no reader
 * misses one; a last one, `PURGED`, tells the other subgraphs. One statement: two processes at once
 * take different alerts.
 *
 * @returns How many were purged.
 */
export async function purgeEnded(database: Database, most: number): Promise<number> {
  return database.transaction(async (transaction) => {
    await transaction.$executeRawUnsafe(`set local lock_timeout = '${longestWait}'`);
    return transaction.$executeRawUnsafe(
      `with due as (
         select id, version, is_drill, environment from alert
         where closed_at is not null and ${isDue} and not exists (
           select from event where subject_id = alert.id::text and position is null)
         order by raised_at limit $1 for update skip locked
       ), pressed as (
         delete from press using due where alert_id = due.id
       ), stepped as (
         delete from escalation_step using due where alert_id = due.id
       ), noted as (
         delete from alert_note using due where alert_id = due.id
       ), messaged as (
         delete from alert_message using due where alert_id = due.id
       ), followed as (
         delete from follow_link using due where alert_id = due.id
       ), paged as (
         delete from page_link using due where alert_id = due.id
       ), fed as (
         delete from feed_entry using due where feed = 'alert:' || due.id
       ), floored as (
         delete from feed_floor using due where feed = 'alert:' || due.id
       ), logged as (
         update event set payload = payload - 'personId' - 'dutyOfficerIds',
           feeds = array_remove(feeds, 'alert:' || due.id)
         from due where subject_id = due.id::text
       ), logged_before as (
         update past_event set payload = payload - 'personId' - 'dutyOfficerIds'
         from due where subject_id = due.id::text
       ), told as (
         insert into event (id, kind, subject_id, version, feeds, payload)
         select gen_random_uuid(), '${purgedEventKind}', id::text, version + 1, '{}', jsonb_build_object(
           'alertId', id, 'isDrill', is_drill, 'environment', environment)
         from due
       ), audited as (
         insert into audit_entry (actor_kind, actor_id, action, subject_id, request_id, facts)
         select 'SYSTEM', 'purge', 'purgeAlert', id::text, 'purge', jsonb_build_object(
           'isDrill', is_drill, 'environment', environment)
         from due
       )
       delete from alert using due where alert.id = due.id`,
      most,
    );
  });
}
