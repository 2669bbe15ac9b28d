import type { AlertRecord } from '../store/alert-record.ts';
import { dueAlerts, findAlert, isStepDue } from '../store/alerts.ts';
import type { Actor } from '../store/save-act.ts';
import { escalatesIn, nextStep } from '../domain/escalation.ts';
import { saveDecision } from './save-decision.ts';
import type { Services } from './services.ts';

const mostAtOnce = 50;

const scheduler: Actor = { kind: 'SYSTEM', id: 'escalation', requestId: 'escalation' };

async function escalate(services: Services, record: AlertRecord | null): Promise<boolean> {
  if (record === null || !escalatesIn.includes(record.alert.state.status)) return false;
  const { level, deskIds } = nextStep(record.alert);
  // Asked after the alert was read: another process may have taken the step that was due then, and
  // the next one is not. What changes after this changes the version, and the save fails.
  if (!(await isStepDue(services.database, record.alert.id, level))) return false;
  const act = { name: 'ESCALATE', level, deskIds } as const;
  const saved = await saveDecision(services, record, act, {
    actor: scheduler,
    action: 'escalate',
    facts: { level },
  });
  return saved !== null;
}

/**
 * Takes every step that is due by the clock of the database. A step fires once, however many
 * processes look: each is saved on the version of the alert it was decided on, and only one wins.
 *
 * @returns How many steps were taken.
 */
export async function escalateDue(services: Services): Promise<number> {
  const ids = await dueAlerts(services.database, mostAtOnce);
  let taken = 0;
  for (const id of ids) {
    if (await escalate(services, await findAlert(services.database, id))) taken += 1;
  }
  return taken;
}
