import { isOpen, type Alert, type AlertOutcome, type AlertStatus } from './alert.ts';
import type { AlertFact, PersonFact } from './decide.ts';

/** The kinds of viewer for whom an alert may look different. */
export type SeenBy = 'PERSON' | 'DESK';

/** What changes about an alert, as one kind of viewer sees it. */
export interface AlertView {
  readonly status: AlertStatus;
  readonly version: number;
  readonly escalationLevel: number;
  readonly deskId: string;
  readonly outcome: AlertOutcome | null;
  readonly isOpen: boolean;
}

export function viewOf(alert: Alert, seenBy: SeenBy): AlertView {
  const { status, version, escalationLevel, deskId } =
    seenBy === 'PERSON' ? alert.personView : { ...alert, status: alert.state.status };
  const outcome =
    status === 'RESOLVED' && alert.state.status === 'RESOLVED' ? alert.state.outcome : null;
  return { status, version, escalationLevel, deskId, outcome, isOpen: isOpen(status) };
}

/** A recorded fact as one kind of viewer sees it; null when it is not for them. */
export function factFor(fact: AlertFact, seenBy: SeenBy): PersonFact | null {
  return seenBy === 'PERSON' ? fact.person : fact;
}
