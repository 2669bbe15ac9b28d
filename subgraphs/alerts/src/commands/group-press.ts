import type { LoggedEvent } from '@alert-button/platform/event-log/event-log.ts';
import { cellsAround } from '@alert-button/platform/geography/cell.ts';
import { placeInGroup, takesJoiners } from '../domain/grouping.ts';
import type { AlertEventKind } from '../domain/transitions.ts';
import {
  candidatesNear,
  findUngrouped,
  groupsNear,
  savePlacement,
  takeJoiner,
  takersOf,
  type Connection,
} from '../store/groups.ts';
import { answeringNow } from './answering-now.ts';
import type { Services } from './services.ts';

/** A press may bring a place, or its first one later. */
const mayPlace: readonly AlertEventKind[] = ['RAISED', 'PRESSED_AGAIN', 'POSITION_UPDATED'];

/**
 * Finds the group of a press, after it was stored: an effect of the log, in the transaction that
 * moves the cursor. So it happens once, whichever process does it, and no press waits for it.
 */
export async function groupPress(
  services: Pick<Services, 'directory' | 'clock'>,
  transaction: Connection,
  { kind, subjectId }: LoggedEvent,
): Promise<void> {
  if (!mayPlace.some((one) => one === kind)) return;
  const press = await findUngrouped(transaction, subjectId);
  if (press === null) return;
  const cells = cellsAround(press.cell);
  const groups = await groupsNear(transaction, press, cells);
  const candidates = await candidatesNear(transaction, press, cells);
  const placement = placeInGroup(press, groups, candidates, cellsAround);
  await savePlacement(transaction, press, placement);
  if (placement.name !== 'JOIN') return;
  const { now, takers } = await takersOf(transaction, placement.groupId);
  const answering = answeringNow(services, { environment: 'LIVE' });
  for (const taker of takers) {
    if (!takesJoiners(taker, now, answering.dutyOfficerIds(taker.deskId))) continue;
    await takeJoiner(transaction, taker, press.alertId);
  }
}
