import { appendAudit } from '@alert-button/platform/audit/append-audit.ts';
import { databaseNow, runSqlIn } from '@alert-button/platform/database/open-database.ts';
import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import { weekOf } from '../domain/iso-week.ts';
import { nextCell } from '../domain/outcome-cell.ts';
import { divide } from '../domain/outcome-groups.ts';
import { outcomesReleased } from '../events.ts';
import type { Transaction } from '../store/database.ts';
import { listWaiting, takeCourses } from '../store/counted-alerts.ts';
import { insertRelease, lockReleases, readReleased } from '../store/outcome-releases.ts';
import type { Services } from './services.ts';

/** So many days lie between the end of a week and anything that is told of it. */
const youngDays = 30;

/** One cell, with its event and its audit entry; false when there is none. */
async function releaseNext(transaction: Transaction): Promise<boolean> {
  if (!(await lockReleases(transaction))) return false;
  const now = await databaseNow(transaction);
  const ripe = new Date(now.getTime() - youngDays * 24 * 3_600_000);
  const waiting = await listWaiting(transaction, ripe);
  const next = nextCell(waiting, await readReleased(transaction), weekOf(ripe));
  if (next === null) return false;
  const groups = divide(await takeCourses(transaction, next.alertIds));
  const id = await insertRelease(transaction, next.cell, groups);
  await appendEvent(runSqlIn(transaction), outcomesReleased(id, next.cell));
  await appendAudit(transaction, {
    actorKind: 'SYSTEM',
    actorId: 'outcomes',
    action: 'releaseOutcomes',
    subjectId: id,
    requestId: 'outcomes',
    facts: { groups: groups.length },
  });
  return true;
}

/**
 * Publishes what is due by the clock of the database, a cell to a transaction, however many processes
 * are at it: each alert is in one release, and what it says is what is known at that moment.
 *
 * @returns how many releases there were.
 */
export async function releaseOutcomes({ database, announce }: Services): Promise<number> {
  let released = 0;
  while (await database.transaction(releaseNext)) released += 1;
  if (released > 0) announce();
  return released;
}
