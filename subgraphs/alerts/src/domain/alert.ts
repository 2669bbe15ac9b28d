/*
 * The words of this context. Literal unions come from `as const` lists, so that the schema can
 * offer exactly what the rules know.
 */

export const statuses = [
  'RAISED',
  'ACKNOWLEDGED',
  'ASSISTING',
  'CANCEL_REQUESTED',
  'CANCELLED',
  'RESOLVED',
] as const;
export type AlertStatus = (typeof statuses)[number];

export const channels = ['APP', 'WEB', 'SMS', 'CALL_CENTRE', 'ORGANISATION'] as const;
export type AlertChannel = (typeof channels)[number];

export const outcomes = [
  'ASSISTED',
  'DETAINED',
  'RELEASED',
  'REMOVED',
  'NOT_DETAINED',
  'FALSE_ALARM',
  'UNREACHABLE',
] as const;
export type AlertOutcome = (typeof outcomes)[number];

export const routingReasons = [
  'COUNTY',
  'NEAREST_OFFICE',
  'HOME_CONSULATE',
  'NATIONAL_DESK',
] as const;
export type RoutingReason = (typeof routingReasons)[number];

export const jurisdictionBases = [
  'SOURCE',
  'DERIVED_FROM_SOURCE_RULE',
  'INFERRED_FROM_SOURCE',
  'UNSOURCED',
  'SEAT_COUNTY',
] as const;
/** How the listing of a county under an office is known; see the consulates' reference data. */
export type JurisdictionBasis = (typeof jurisdictionBases)[number];

/** WGS 84, degrees; accuracy is the radius in metres the device gave, if it did. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracyMeters: number | null;
}

/** Why the alert went where it first went; kept with it for good. */
export interface Routing {
  readonly consulateId: string | null;
  readonly reason: RoutingReason;
  /** Only with reason COUNTY. */
  readonly basis: JurisdictionBasis | null;
  readonly countyFips: string | null;
  /** To the office, in steps of 10 km; null without a position. */
  readonly distanceKilometers: number | null;
}

/** A state holds exactly what exists in it. */
export type AlertState =
  | { readonly status: 'RAISED' }
  | { readonly status: 'ACKNOWLEDGED'; readonly officerId: string }
  | { readonly status: 'ASSISTING'; readonly officerId: string }
  | { readonly status: 'CANCEL_REQUESTED' }
  | { readonly status: 'CANCELLED' }
  | { readonly status: 'RESOLVED'; readonly outcome: AlertOutcome };

/** What the person is shown. Under duress it must not differ from a true cancel. */
export interface PersonView {
  readonly status: AlertStatus;
  /** Counts only what the person was shown. */
  readonly version: number;
  readonly escalationLevel: number;
  readonly deskId: string;
  /** From a request to cancel until the next press: the desks' work goes on unseen. */
  readonly isFrozen: boolean;
}

/**
 * One step of escalation: after so long without an answer, those of these desks that can answer then
 * are called as well.
 */
export interface EscalationStep {
  readonly afterSeconds: number;
  readonly deskIds: readonly string[];
  /** Whether the responsible desk's own officers on duty are reached too. Absent in older alerts. */
  readonly callsDutyOfficers?: boolean;
}

export interface Alert {
  readonly id: string;
  readonly personId: string;
  readonly environment: 'LIVE' | 'TEST';
  readonly channel: AlertChannel;
  readonly isDrill: boolean;
  /** The person asked to cancel with the PIN that means the opposite; for desks alone, and for good. */
  readonly isDuress: boolean;
  /** Increases by one with every act. */
  readonly version: number;
  readonly state: AlertState;
  readonly escalationLevel: number;
  readonly escalationPolicy: readonly EscalationStep[];
  /** After so long without an officer's act an acknowledgement counts no more; null for never. */
  readonly lapseAfterSeconds: number | null;
  readonly routing: Routing;
  /** The desk that is responsible now. */
  readonly deskId: string;
  /** All desks that may see and answer it, the responsible one among them. */
  readonly offeredTo: readonly string[];
  readonly coarseCell: string | null;
  /** The county that an operator heard last, where a caller could say no more; null otherwise. */
  readonly callerCountyFips: string | null;
  readonly personView: PersonView;
}

export const isOpen = (status: AlertStatus): boolean =>
  status !== 'CANCELLED' && status !== 'RESOLVED';
