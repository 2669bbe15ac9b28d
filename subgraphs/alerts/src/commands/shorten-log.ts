import type { Database } from '../store/database.ts';
import { shortenLogAfter } from '../store/shorten-log.ts';

/** Few at once: nobody who raises an alert meanwhile waits for it. */
const mostAtOnce = 500;

/**
 * Takes out of the feeds what happened more than so many days ago, by the clock of the database, to
 * alerts that are closed. What happened to an open alert stays, however old.
 *
 * @returns How many events went.
 */
export async function shortenLog(
  database: Database,
  days: number,
  most = mostAtOnce,
): Promise<number> {
  let total = 0;
  for (let after: number | null = 0; after !== null;) {
    const { removed, reached } = await shortenLogAfter(database, after, { days, most });
    total += removed;
    after = reached;
  }
  return total;
}
