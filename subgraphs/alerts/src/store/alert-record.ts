import type {
  Alert,
  AlertChannel,
  AlertOutcome,
  AlertState,
  AlertStatus,
  EscalationStep,
  JurisdictionBasis,
  PersonView,
  RoutingReason,
} from '../domain/alert.ts';
import type { Alert as AlertRow } from './_generated/client.ts';

/** An alert as it is kept: the domain's facts with the times the database gave. */
export interface AlertRecord {
  readonly alert: Alert;
  readonly raisedAt: Date;
  readonly occurredAt: Date | null;
  readonly closedAt: Date | null;
  readonly sealedPosition: Uint8Array | null;
  readonly sealedCallbackPhone: Uint8Array | null;
}

function stateOf(row: AlertRow): AlertState {
  const status = row.status as AlertStatus;
  switch (status) {
    case 'ACKNOWLEDGED':
    case 'ASSISTING':
      return { status, officerId: row.handledBy ?? '' };
    case 'RESOLVED':
      return { status, outcome: row.outcome as AlertOutcome };
    default:
      return { status };
  }
}

/** Rows are written by this store alone, so their words are taken as the domain's. */
export function toRecord(row: AlertRow): AlertRecord {
  return {
    alert: {
      id: row.id,
      personId: row.personId,
      environment: row.environment as Alert['environment'],
      channel: row.channel as AlertChannel,
      isDrill: row.isDrill,
      isDuress: row.isDuress,
      version: row.version,
      state: stateOf(row),
      escalationLevel: row.escalationLevel,
      escalationPolicy: row.escalationPolicy as unknown as readonly EscalationStep[],
      lapseAfterSeconds: row.lapseAfterSeconds,
      routing: {
        consulateId: row.consulateId,
        reason: row.routingReason as RoutingReason,
        basis: row.routingBasis as JurisdictionBasis | null,
        countyFips: row.countyFips,
        distanceKilometers: row.distanceKilometers,
      },
      deskId: row.deskId,
      offeredTo: row.offeredTo,
      coarseCell: row.coarseCell,
      callerCountyFips: row.callerCountyFips,
      personView: row.personView as unknown as PersonView,
    },
    raisedAt: row.raisedAt,
    occurredAt: row.occurredAt,
    closedAt: row.closedAt,
    sealedPosition: row.sealedPosition,
    sealedCallbackPhone: row.sealedCallbackPhone,
  };
}
