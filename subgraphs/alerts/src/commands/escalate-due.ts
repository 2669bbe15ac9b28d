import { dueAct } from '../domain/escalation.ts';
import { dueAlerts, findAlert, isLookDue } from '../store/alerts.ts';
import type { Actor } from '../store/save-act.ts';
import { answeringNow } from './answering-now.ts';
import { saveDecision, type ActDetails } from './save-decision.ts';
import type { Services } from './services.ts';

const mostAtOnce = 50;
/** Of those, how many at the same time: a burst must not take the connections of presses. */
const mostTogether = 4;

const scheduler: Actor = { kind: 'SYSTEM', id: 'escalation', requestId: 'escalation' };

/** Takes what is due of one alert; false when there is nothing, or somebody else was faster. */
export type TakeDue = (services: Services, alertId: string) => Promise<boolean>;

/** Saves on the version that it decided on, so that of many who look only one takes a step. */
export const takeDue: TakeDue = async (services, alertId) => {
  const record = await findAlert(services.database, alertId);
  if (record === null) return false;
  const act = dueAct(record.alert, answeringNow(services, record.alert));
  if (act === null) return false;
  // Asked after the alert was read: another process may have taken the step that was due then, and
  // the next one is not. What changes after this changes the version, and the save fails.
  if (!(await isLookDue(services.database, alertId))) return false;
  return (await saveDecision(services, record, act, detailsOf(act))) !== null;
};

export function detailsOf(act: NonNullable<ReturnType<typeof dueAct>>): ActDetails {
  if (act.name !== 'ESCALATE') return { actor: scheduler, action: 'lapse' };
  const { level, deskIds } = act;
  return { actor: scheduler, action: 'escalate', facts: { level, deskCount: deskIds.length } };
}

/**
 * Takes every step, and lapses every acknowledgement, that is due by the clock of the database. Each
 * happens once, however many processes look. One alert that cannot be saved keeps no other waiting.
 *
 * @returns How many were taken.
 * @throws AggregateError after all were tried, for those that failed.
 */
export async function escalateDue(services: Services, take: TakeDue = takeDue): Promise<number> {
  const { now, ids } = await dueAlerts(services.database, mostAtOnce);
  services.clock.set(now);
  let taken = 0;
  const errors: unknown[] = [];
  for (let next = 0; next < ids.length; next += mostTogether) {
    const together = ids.slice(next, next + mostTogether);
    for (const result of await Promise.allSettled(together.map((id) => take(services, id)))) {
      if (result.status === 'rejected') errors.push(result.reason);
      else if (result.value) taken += 1;
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, 'Some steps could not be taken');
  return taken;
}
