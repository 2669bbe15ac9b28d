import { findAlert } from '../store/alerts.ts';
import {
  dropTaking,
  settleTaking,
  waitingTakings,
  type WaitingTaking,
} from '../store/group-takings.ts';
import { saveDecision } from './save-decision.ts';
import type { Services } from './services.ts';

const mostAtOnce = 50;
/** Of those, how many at the same time: a group must not take the connections of presses. */
const mostTogether = 4;

/** Acknowledges one alert with its group; false when somebody else was faster at it. */
export type TakeOne = (services: Services, taking: WaitingTaking) => Promise<boolean>;

export const takeOne: TakeOne = async (services, taking) => {
  const { database } = services;
  const { alertId, groupId, officerId, requestId } = taking;
  if (taking.isDone) {
    await settleTaking(database, taking);
    return true;
  }
  const record = await findAlert(database, alertId);
  const isWaiting = record?.alert.state.status === 'RAISED' && !record.alert.personView.isFrozen;
  if (record === null || !isWaiting) {
    await dropTaking(database, taking);
    return true;
  }
  const actor = { kind: 'OFFICER', id: officerId, requestId } as const;
  const act = { name: 'ACKNOWLEDGE', officerId, groupId } as const;
  const details = { actor, action: 'acknowledgeGroup', facts: { groupId } };
  if ((await saveDecision(services, record, act, details)) === null) return false;
  await settleTaking(database, taking);
  return true;
};

/**
 * Acknowledges what waits for it because an officer took its group, in that officer's name, a few
 * at a time. Each is saved on the version it was decided on, with its own event and audit entry, so
 * it happens once, however many processes are at it and wherever one of them stops.
 *
 * @returns How many were dealt with.
 * @throws AggregateError after all were tried, for those that failed.
 */
export async function takeWaiting(services: Services, take: TakeOne = takeOne): Promise<number> {
  const waiting = await waitingTakings(services.database, mostAtOnce);
  let taken = 0;
  const errors: unknown[] = [];
  for (let next = 0; next < waiting.length; next += mostTogether) {
    const together = waiting.slice(next, next + mostTogether);
    const results = await Promise.allSettled(together.map((one) => take(services, one)));
    for (const result of results) {
      if (result.status === 'rejected') errors.push(result.reason);
      else if (result.value) taken += 1;
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, 'Some alerts could not be taken');
  return taken;
}
