import { isOpen, type Alert, type AlertOutcome, type AlertStatus, type Routing } from './alert.ts';
import type { AlertFact, PersonFact } from './decide.ts';
import { isTalk } from './message.ts';

/**
 * The kinds of viewer for whom an alert may look different. An organisation learns where the alert
 * stands, as the person's phone shows it: what is hidden there under duress, it cannot give away.
 */
export type SeenBy = 'PERSON' | 'ORGANISATION' | 'DESK';

/** What changes about an alert, as one kind of viewer sees it. */
export interface AlertView {
  readonly status: AlertStatus;
  readonly version: number;
  readonly escalationLevel: number;
  /** Null for an organisation: the desk tells about where the person is. */
  readonly deskId: string | null;
  readonly outcome: AlertOutcome | null;
  readonly isOpen: boolean;
}

export function viewOf(alert: Alert, seenBy: SeenBy): AlertView {
  const { status, version, escalationLevel, deskId } =
    seenBy === 'DESK' ? { ...alert, status: alert.state.status } : alert.personView;
  const outcome =
    status === 'RESOLVED' && alert.state.status === 'RESOLVED' ? alert.state.outcome : null;
  return {
    status,
    version,
    escalationLevel,
    deskId: seenBy === 'ORGANISATION' ? null : deskId,
    outcome,
    isOpen: isOpen(status),
  };
}

/** All desks that may answer it; for desks alone, since they tell how it went on unseen. */
export function offeredToOf({ offeredTo }: Alert, seenBy: SeenBy): readonly string[] | null {
  return seenBy === 'DESK' ? offeredTo : null;
}

/** Whether the person is being made to cancel; for desks alone, for nothing else may tell. */
export function duressOf({ isDuress }: Alert, seenBy: SeenBy): boolean | null {
  return seenBy === 'DESK' ? isDuress : null;
}

/** The county that an operator heard last; for desks alone. */
export function callerCountyOf({ callerCountyFips }: Alert, seenBy: SeenBy): string | null {
  return seenBy === 'DESK' ? callerCountyFips : null;
}

/** What tells roughly where the person is, as one kind of viewer sees it. */
export interface PlaceView {
  readonly consulateId: string | null;
  readonly coarseCell: string | null;
  readonly routing: Pick<Routing, 'reason' | 'basis' | 'countyFips' | 'distanceKilometers'>;
}

export function placeOf({ routing, coarseCell }: Alert, seenBy: SeenBy): PlaceView {
  if (seenBy !== 'ORGANISATION') return { consulateId: routing.consulateId, coarseCell, routing };
  const { reason } = routing;
  return {
    consulateId: null,
    coarseCell: null,
    routing: { reason, basis: null, countyFips: null, distanceKilometers: null },
  };
}

/** A recorded fact as somebody sees it. */
export interface SeenFact extends Omit<PersonFact, 'deskId'> {
  readonly deskId: string | null;
  /** For desks alone. */
  readonly calledDeskIds: readonly string[] | null;
  readonly isDuress: boolean | null;
  readonly isForCaller: boolean | null;
  /** An officer took it together with a group, before looking at it by itself. */
  readonly isWithGroup: boolean;
}

const betweenDesks = { calledDeskIds: null, isDuress: null, isForCaller: null } as const;

/** A recorded fact as one kind of viewer sees it; null when it is not for them. */
export function factFor(fact: AlertFact, seenBy: SeenBy): SeenFact | null {
  const isWithGroup = fact.groupId !== undefined;
  if (seenBy === 'DESK') return { ...fact, isWithGroup, isForCaller: fact.isForCaller === true };
  if (fact.person === null) return null;
  if (seenBy === 'ORGANISATION' && isTalk(fact.person.kind)) return null;
  const { deskId, ...shown } = fact.person;
  return {
    ...shown,
    deskId: seenBy === 'PERSON' ? deskId : null,
    ...betweenDesks,
    isWithGroup: isWithGroup && shown.kind === 'ACKNOWLEDGED',
  };
}
