import { isOpen } from '../domain/alert.ts';
import { findAlert } from '../store/alerts.ts';
import { findUnendedDue, purgeEnded } from '../store/purge-alerts.ts';
import type { Actor } from '../store/save-act.ts';
import { saveDecision } from './save-decision.ts';
import type { Services } from './services.ts';

/** Few at once: nobody who raises an alert meanwhile waits for it. */
const mostAtOnce = 50;

const purger: Actor = { kind: 'SYSTEM', id: 'purge', requestId: 'purge' };

/** Ends what nobody has ended: an act like any other, on the version it was decided on. */
async function end(services: Services, alertId: string): Promise<boolean> {
  const record = await findAlert(services.database, alertId);
  if (record === null || !isOpen(record.alert.state.status)) return false;
  const act = { name: 'RESOLVE', outcome: 'FALSE_ALARM' } as const;
  const details = { actor: purger, action: 'endRehearsal', facts: { outcome: act.outcome } };
  return (await saveDecision(services, record, act, details)) !== null;
}

/**
 * Ends and deletes drills and alerts of the sandbox whose time is over by the clock of the database;
 * `domain/purge.ts` says when that is. Each is ended once and purged once, however many processes
 * are at it. One that cannot be ended keeps no other waiting.
 *
 * @returns How many acts and purges there were.
 * @throws AggregateError after all were tried, for those that failed.
 */
export async function purgeAlerts(services: Services, most = mostAtOnce): Promise<number> {
  let ended = 0;
  const errors: unknown[] = [];
  for (const alertId of await findUnendedDue(services.database, most)) {
    try {
      if (await end(services, alertId)) ended += 1;
    } catch (error) {
      errors.push(error);
    }
  }
  const purged = await purgeEnded(services.database, most);
  if (purged > 0) services.log.announce();
  if (errors.length > 0) throw new AggregateError(errors, 'Some rehearsals could not be ended');
  return ended + purged;
}
