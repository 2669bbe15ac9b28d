import type { EscalationStep } from './alert.ts';
import type { Directory } from './directory.ts';

/** Whom a step calls; a copy of what the consulates publish. */
export interface EscalationTarget {
  readonly kind: 'DUTY_OFFICERS' | 'REGIONAL_GROUP' | 'CALL_CENTRE' | 'NATIONAL' | 'DESK';
  /** Of the kind DESK, which desk. */
  readonly deskCode: string | null;
}

export interface EscalationPolicy {
  readonly steps: readonly {
    readonly afterSeconds: number;
    readonly targets: readonly EscalationTarget[];
  }[];
  readonly lapseAfterSeconds: number;
}

const target = (kind: EscalationTarget['kind']): EscalationTarget => ({ kind, deskCode: null });

/** For a desk that has none of its own. */
export const usualPolicy: EscalationPolicy = {
  steps: [
    { afterSeconds: 30, targets: [target('DUTY_OFFICERS'), target('REGIONAL_GROUP')] },
    { afterSeconds: 60, targets: [target('CALL_CENTRE')] },
    { afterSeconds: 180, targets: [target('NATIONAL')] },
  ],
  lapseAfterSeconds: 900,
};

/** The sandbox rehearses the two that always answer, the same for every desk. */
const sandboxSteps = usualPolicy.steps.slice(1);

/** What an alert keeps of the policy of its first desk, whatever becomes of that policy. */
export interface PolicySnapshot {
  readonly escalationPolicy: readonly EscalationStep[];
  /** Null: an acknowledgement never lapses. */
  readonly lapseAfterSeconds: number | null;
}

/** The policy for a new alert at a desk, with names for the desks that each step may call. */
export function snapshotPolicy(
  deskId: string,
  environment: 'LIVE' | 'TEST',
  directory: Directory,
): PolicySnapshot {
  const policy = directory.deskById.get(deskId)?.escalationPolicy ?? usualPolicy;
  const isLive = environment === 'LIVE';
  const steps = (isLive ? policy.steps : sandboxSteps).map(({ afterSeconds, targets }) => {
    const named = targets.flatMap((one) => targetDesks(one, deskId, directory));
    return {
      afterSeconds,
      deskIds: [...new Set(named)].filter((id) => id !== deskId),
      callsDutyOfficers: targets.some(({ kind }) => kind === 'DUTY_OFFICERS'),
    };
  });
  return {
    escalationPolicy: steps.filter((step) => step.deskIds.length > 0 || step.callsDutyOfficers),
    lapseAfterSeconds: isLive ? policy.lapseAfterSeconds : null,
  };
}

function targetDesks(
  { kind, deskCode }: EscalationTarget,
  deskId: string,
  directory: Directory,
): readonly string[] {
  switch (kind) {
    case 'DUTY_OFFICERS':
      return [];
    case 'REGIONAL_GROUP':
      return groupDesks(deskId, directory);
    case 'CALL_CENTRE':
      return [directory.callCentreDeskId];
    case 'NATIONAL':
      return [directory.nationalDeskId];
    case 'DESK': {
      const desk = deskCode === null ? undefined : directory.deskByCode.get(deskCode);
      return desk === undefined ? [] : [desk.id];
    }
    default:
      return kind satisfies never;
  }
}

/** The offices' own desks in the group of the office that a desk belongs to. */
function groupDesks(deskId: string, directory: Directory): readonly string[] {
  const officeId = directory.deskById.get(deskId)?.consulateId ?? null;
  const office = officeId === null ? undefined : directory.officeById.get(officeId);
  if (office === undefined || office.regionalGroup === null) return [];
  return directory.offices
    .filter(({ regionalGroup }) => regionalGroup === office.regionalGroup)
    .map((neighbour) => neighbour.deskId);
}
