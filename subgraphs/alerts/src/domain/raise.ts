import type { Alert, AlertChannel } from './alert.ts';
import { personFact, type Decision } from './decide.ts';
import type { PolicySnapshot } from './escalation-policy.ts';
import type { Route } from './route.ts';

export interface RaiseFacts extends PolicySnapshot {
  readonly id: string;
  readonly personId: string;
  readonly environment: 'LIVE' | 'TEST';
  readonly channel: AlertChannel;
  readonly isDrill: boolean;
  readonly route: Route;
  readonly coarseCell: string | null;
  /** The desk of whoever raises it for a caller. */
  readonly raisingDeskId?: string | null;
}

/** A new alert and its first fact. */
export function raise({ route, raisingDeskId = null, ...facts }: RaiseFacts): Decision {
  const { deskId, ...routing } = route;
  const deskIds = [...new Set(raisingDeskId === null ? [deskId] : [deskId, raisingDeskId])];
  const shown = { status: 'RAISED', escalationLevel: 0, deskId } as const;
  const personView = { ...shown, version: 1, isFrozen: false };
  const alert: Alert = {
    ...facts,
    routing,
    version: 1,
    isDuress: false,
    state: { status: 'RAISED' },
    escalationLevel: 0,
    deskId,
    offeredTo: deskIds,
    callerCountyFips: null,
    personView,
  };
  const fact = {
    kind: 'RAISED',
    version: 1,
    ...shown,
    isDuress: false,
    calledDeskIds: [],
    dutyOfficerIds: [],
  } as const;
  return {
    alert,
    fact: { ...fact, person: personFact(personView, 'RAISED') },
    deskIds,
  };
}
