import type { ClientBase } from 'pg';
import type { Journal } from '../load/journal.ts';
import type { Pressing } from '../load/pressing.ts';
import { logHeads, stragglers, type LogHeads } from '../oracle/consumers.ts';
import { overdueSteps } from '../oracle/escalation.ts';
import { endOfLog, eventsOf } from '../oracle/screens.ts';
import type { World } from '../world/world.ts';
import { comesTrue } from './patience.ts';

/** Everything is up again, so all of this should take a moment. */
const patienceMilliseconds = 30_000;

/** Escalation goes on while it is judged: what is newer than this was waited for by nobody. */
export interface Settled {
  /** Of alerts' log, for the screens. */
  readonly end: number;
  /** Of all logs, for their consumers. */
  readonly heads: LogHeads;
}

/**
 * Nobody presses any more; waits until all is answered, taken, followed and shown, or patience ends.
 */
export async function settle(
  world: World,
  db: ClientBase,
  journal: Journal,
  pressing: Pressing,
  signal: AbortSignal,
): Promise<Settled> {
  let isAnswered = false;
  const ended = pressing.end().then(() => (isAnswered = true));
  await comesTrue(() => isAnswered, patienceMilliseconds, signal);
  pressing.giveUp();
  await ended;

  const isTaken = async () => (await overdueSteps(db)).length === 0;
  await comesTrue(isTaken, patienceMilliseconds, signal);
  const end = await endOfLog(db);
  const heads = await logHeads(world);
  const areFollowed = async () => (await stragglers(world, heads)).length === 0;
  await comesTrue(areFollowed, patienceMilliseconds, signal);
  const isShown = async () => {
    for (const { deskId, events } of journal.screens) {
      if (events.length < (await eventsOf(db, deskId, end)).length) return false;
    }
    return true;
  };
  await comesTrue(isShown, patienceMilliseconds, signal);
  return { end, heads };
}
