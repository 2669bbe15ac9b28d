import type { Alert, AlertStatus, EscalationStep } from './alert.ts';
import type { Directory } from './directory.ts';
import type { ActName } from './transitions.ts';

/** While an alert is in one of these, its next step of escalation is due. */
export const escalatesIn: readonly AlertStatus[] = ['RAISED', 'CANCEL_REQUESTED'];

/** After the last named step it is repeated, so that it never ends before a human acknowledges. */
const repeatAfterSeconds = 300;

/** Steps for a new alert: the call centre after a minute, the national desk after three. */
export function escalationPolicy(deskId: string, directory: Directory): readonly EscalationStep[] {
  return [
    { afterSeconds: 60, deskIds: [directory.callCentreDeskId] },
    { afterSeconds: 180, deskIds: [directory.nationalDeskId] },
  ].filter((step) => !step.deskIds.includes(deskId));
}

export interface DueStep {
  readonly level: number;
  readonly afterSeconds: number;
  readonly deskIds: readonly string[];
}

/** The step after the level the alert has reached; the delay counts from now. */
export function nextStep(alert: Alert): DueStep {
  const { escalationLevel, escalationPolicy: policy } = alert;
  const level = escalationLevel + 1;
  const step = policy[escalationLevel];
  const previous = policy[escalationLevel - 1];
  if (step === undefined) {
    const deskIds = policy.flatMap((named) => named.deskIds);
    return { level, afterSeconds: repeatAfterSeconds, deskIds };
  }
  return {
    level,
    afterSeconds: step.afterSeconds - (previous?.afterSeconds ?? 0),
    deskIds: step.deskIds,
  };
}

/** What an act does to the escalation: leave it, stop it, or make this step the next one due. */
export type EscalationChange = 'KEEP' | 'STOP' | DueStep;

/**
 * An answer stops it; whatever leaves an alert without an answer starts it again. In the sandbox,
 * where nobody can answer, it ends with the last named step.
 */
export function escalationAfter(before: AlertStatus, act: ActName, alert: Alert): EscalationChange {
  if (!escalatesIn.includes(alert.state.status)) return 'STOP';
  const isLastStepTaken = alert.escalationLevel >= alert.escalationPolicy.length;
  if (alert.environment === 'TEST' && isLastStepTaken) return 'STOP';
  const goesOn = escalatesIn.includes(before) && act !== 'ESCALATE';
  return goesOn ? 'KEEP' : nextStep(alert);
}
