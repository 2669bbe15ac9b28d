import type { LogTransaction } from './telling-store.ts';

/**
 * Alerts has purged an alert: who was told of it, what was written to them and the links to it go
 * too, in the transaction that moves the cursor. What our own log says of those links is emptied; the
 * events keep their places, so that nobody who follows it misses one.
 */
export async function forgetAlert(transaction: LogTransaction, alertId: string): Promise<void> {
  await transaction.query('delete from message where subject = $1', [alertId]);
  await transaction.query('delete from contact_telling where alert_id = $1::uuid', [alertId]);
  await transaction.query('delete from own_telling where alert_id = $1::uuid', [alertId]);
  await transaction.query(
    `with gone as (
       delete from follow_link where alert_id = $1::uuid returning id, token_hash
     ), left_open as (
       delete from contact_link using gone where contact_link.token_hash = gone.token_hash
     )
     update event set payload = '{}'
     from gone where event.subject_id = gone.id::text
       and event.kind in ('FOLLOW_LINK_MADE', 'FOLLOW_LINK_REVOKED')`,
    [alertId],
  );
}
