import type { RunSql } from '@alert-button/platform/event-log/append.ts';

/**
 * Deletes the pages about an alert, with their log of attempts, and empties what our own log says of
 * their links: the events keep their places, so that nobody who follows it misses one.
 */
export async function forgetPages(run: RunSql, alertId: string): Promise<void> {
  await run(
    `with gone as (delete from message where subject = $1 returning id)
     update event set payload = '{}'
     from gone where event.subject_id = gone.id::text and event.kind = 'PAGE_LINK_MADE'`,
    [alertId],
  );
}
