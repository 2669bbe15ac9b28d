import type { Alert } from './alert.ts';

/*
 * What can be told each person at once, without anybody having looked at their alert: no numbers, no
 * places, nothing that is not so.
 */
export const automaticStatusKinds = ['RECEIVED', 'MANY_NEARBY', 'TAKEN_WITH_GROUP'] as const;
export type AutomaticStatusKind = (typeof automaticStatusKinds)[number];

export interface AutomaticStatus {
  readonly kind: AutomaticStatusKind;
  /** Since when it is so. */
  readonly at: Date;
}

/** How an alert stands in its group. */
export interface GroupStanding {
  readonly joinedAt: Date;
  /** When the group became large enough to tell; null while it is not. */
  readonly manyAt: Date | null;
  /** Since when somebody has the group and the alert is yet to be acknowledged with it. */
  readonly pendingSince: Date | null;
  /** Since when somebody has the group, if its last acknowledgement was with the group. */
  readonly takenSince: Date | null;
}

const later = (a: Date, b: Date): Date => (a < b ? b : a);

/** Since when somebody has the alert as part of its group, and nobody on its own. */
function takenWithGroupSince({ state }: Alert, standing: GroupStanding | null): Date | null {
  if (standing === null) return null;
  if (state.status === 'RAISED') return standing.pendingSince;
  return state.status === 'ACKNOWLEDGED' ? standing.takenSince : null;
}

/**
 * Null once there is more to say than an automatic answer: an officer is at this alert itself, or it
 * is over. Null also while the person's view is frozen, whatever the desks do: a cancel under duress
 * shows what a true one shows.
 */
export function automaticStatusOf(
  alert: Alert,
  raisedAt: Date,
  standing: GroupStanding | null,
): AutomaticStatus | null {
  const { status } = alert.state;
  if (alert.personView.isFrozen) return null;
  if (status !== 'RAISED' && status !== 'ACKNOWLEDGED') return null;
  const takenSince = takenWithGroupSince(alert, standing);
  if (takenSince !== null) return { kind: 'TAKEN_WITH_GROUP', at: takenSince };
  if (status === 'ACKNOWLEDGED') return null;
  if (standing === null || standing.manyAt === null) return { kind: 'RECEIVED', at: raisedAt };
  return { kind: 'MANY_NEARBY', at: later(standing.manyAt, standing.joinedAt) };
}
