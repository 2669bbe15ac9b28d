import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import type { DirectoryContent } from '../domain/directory.ts';
import { planPublication } from '../domain/publish-directory.ts';
import { publicationEvents } from '../events.ts';
import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import type { Transaction } from '../store/database.ts';
import { saveDirectory } from '../store/save-directory.ts';

/**
 * Makes the directory `wanted`: what differs from the stored is written and told, and nothing else.
 * For a transaction that holds the directory's lock.
 *
 * @returns how many events were appended.
 */
export async function publish(
  transaction: Transaction,
  stored: DirectoryContent,
  wanted: DirectoryContent,
): Promise<number> {
  const publication = planPublication(stored, wanted);
  await saveDirectory(transaction, publication);
  const events = publicationEvents(publication, [...stored.desks, ...wanted.desks]);
  for (const event of events) await appendEvent(runSqlIn(transaction), event);
  return events.length;
}
