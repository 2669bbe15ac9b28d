/** Whom a step calls. */
export const escalationTargetKinds = [
  'DUTY_OFFICERS',
  'REGIONAL_GROUP',
  'CALL_CENTRE',
  'NATIONAL',
  'DESK',
] as const;
export type EscalationTargetKind = (typeof escalationTargetKinds)[number];

export interface EscalationTarget {
  readonly kind: EscalationTargetKind;
  /** Of the kind DESK, which desk; codes never change. */
  readonly deskCode: string | null;
}

export interface EscalationPolicyStep {
  /** Since the alert has waited, not since the step before. */
  readonly afterSeconds: number;
  readonly targets: readonly EscalationTarget[];
}

/** Whom the alerts of a desk go on to while nobody answers. */
export interface EscalationPolicy {
  /** In the order of time; the last of them always finds somebody. */
  readonly steps: readonly EscalationPolicyStep[];
  /** After so long without an officer's act, an acknowledgement counts no more. */
  readonly lapseAfterSeconds: number;
}
