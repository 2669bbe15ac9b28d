import type { Alert, AlertStatus, EscalationStep } from './alert.ts';
import type { Answering } from './answering.ts';
import type { Act, ActName } from './transitions.ts';

/** While an alert is in one of these, its next step of escalation is due. */
export const escalatesIn: readonly AlertStatus[] = ['RAISED', 'CANCEL_REQUESTED'];

/** After the last named step it is repeated, so that it never ends before a human acknowledges. */
const repeatAfterSeconds = 300;

/** When the next look at an alert is due; `level` tells its rows apart. */
export interface DueStep {
  readonly level: number;
  readonly afterSeconds: number;
}

/** Whom a step calls. */
export interface Called {
  readonly deskIds: readonly string[];
  /** Whom to reach away from their screens; of a drill, whom one would. */
  readonly dutyOfficerIds: readonly string[];
}

export interface NextStep extends DueStep, Called {}

function calledBy(steps: readonly EscalationStep[], alert: Alert, answering: Answering): Called {
  const named = steps.flatMap(({ deskIds }) => deskIds).filter((id) => id !== alert.deskId);
  const deskIds = [...new Set(named)].filter((id) => answering.canAnswer(id));
  const callsOwn = steps.some(({ callsDutyOfficers }) => callsDutyOfficers === true);
  const onDuty = (callsOwn ? [alert.deskId, ...deskIds] : deskIds).flatMap((id) =>
    answering.dutyOfficerIds(id),
  );
  return { deskIds, dutyOfficerIds: [...new Set(onDuty)] };
}

const isSomebody = ({ deskIds, dutyOfficerIds }: Called) =>
  deskIds.length > 0 || dutyOfficerIds.length > 0;

/**
 * The step after the level the alert has reached, of those that find somebody now; the delay counts
 * from now. A step that would call nobody is passed over, so that nobody waits for it.
 */
export function nextStep(alert: Alert, answering: Answering): NextStep {
  const { escalationLevel, escalationPolicy: policy } = alert;
  const reachedSeconds = policy[escalationLevel - 1]?.afterSeconds ?? 0;
  for (const [index, step] of policy.entries()) {
    if (index < escalationLevel) continue;
    const called = calledBy([step], alert, answering);
    if (!isSomebody(called)) continue;
    return { level: index + 1, afterSeconds: step.afterSeconds - reachedSeconds, ...called };
  }
  return {
    level: Math.max(escalationLevel, policy.length) + 1,
    afterSeconds: repeatAfterSeconds,
    ...calledBy(policy, alert, answering),
  };
}

/** When the next step is due, without whom it calls: that is decided when it is taken. */
function dueStep(alert: Alert, answering: Answering): DueStep {
  const { level, afterSeconds } = nextStep(alert, answering);
  return { level, afterSeconds };
}

/** The step that an alert begins to wait for: at once where its own desk cannot answer. */
export function firstStep(alert: Alert, answering: Answering): DueStep {
  const { level, afterSeconds } = dueStep(alert, answering);
  return { level, afterSeconds: answering.canAnswer(alert.deskId) ? afterSeconds : 0 };
}

/** What an act does to the escalation: leave it, stop it, or make this the next look. */
export type EscalationChange = 'KEEP' | 'STOP' | DueStep;

/**
 * An answer stops it, and begins the time in which the acknowledgement must be followed by another
 * act; whatever leaves an alert without an answer starts it again. In the sandbox, where nobody can
 * answer, it ends with the last named step.
 */
export function escalationAfter(
  before: AlertStatus,
  act: ActName,
  alert: Alert,
  answering: Answering,
): EscalationChange {
  const { status } = alert.state;
  if (status === 'ACKNOWLEDGED') return lapseAfter(before, act, alert);
  if (!escalatesIn.includes(status)) return 'STOP';
  const isLastStepTaken = alert.escalationLevel >= alert.escalationPolicy.length;
  if (alert.environment === 'TEST' && isLastStepTaken) return 'STOP';
  if (act === 'ESCALATE') return nextStep(alert, answering);
  if (act === 'CANCEL_UNDER_DURESS') return { ...dueStep(alert, answering), afterSeconds: 0 };
  return escalatesIn.includes(before) ? 'KEEP' : firstStep(alert, answering);
}

function lapseAfter(before: AlertStatus, act: ActName, alert: Alert): EscalationChange {
  const { escalationLevel, lapseAfterSeconds } = alert;
  if (lapseAfterSeconds === null) return 'STOP';
  // An officer who writes has not gone quiet. What the person does says nothing of the officer.
  if (before === 'ACKNOWLEDGED' && act !== 'WRITE_TO_PERSON') return 'KEEP';
  return { level: escalationLevel + 1, afterSeconds: lapseAfterSeconds };
}

/** What a look that is due does to an alert; null when it is past waiting. */
export function dueAct(alert: Alert, answering: Answering): Act | null {
  const { status } = alert.state;
  if (status === 'ACKNOWLEDGED') return { name: 'LAPSE' };
  if (!escalatesIn.includes(status)) return null;
  const { level, deskIds, dutyOfficerIds } = nextStep(alert, answering);
  return { name: 'ESCALATE', level, deskIds, dutyOfficerIds };
}
