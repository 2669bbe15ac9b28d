import { InputCheck, type IsCounty } from './input.ts';
import { readPlace } from './parse-matter.ts';

/*
 * Alleged violations: what was done to somebody by an authority that should not have been. They are
 * what somebody says, until a body that may decides otherwise.
 */

export const incidentKinds = [
  'NO_CONSULAR_NOTICE',
  'NO_COUNSEL',
  'NO_INTERPRETER',
  'FORCE',
  'THREATS',
  'SEXUAL_ABUSE',
  'ENTRY_WITHOUT_WARRANT',
  'PROFILING',
  'COERCED_SIGNATURE',
  'NO_MEDICAL_CARE',
  'CONDITIONS',
  'FAMILY_SEPARATION',
  'PROPERTY_TAKEN',
  'OTHER',
] as const;
export type IncidentKind = (typeof incidentKinds)[number];

export const incidentAgencies = [
  'ICE',
  'BORDER_PATROL',
  'CUSTOMS',
  'OTHER_FEDERAL',
  'STATE_POLICE',
  'SHERIFF',
  'LOCAL_POLICE',
  'FACILITY_STAFF',
  'UNKNOWN',
] as const;
export type IncidentAgency = (typeof incidentAgencies)[number];

export const incidentPrecisions = ['HOUR', 'DAY', 'MONTH'] as const;
export type IncidentPrecision = (typeof incidentPrecisions)[number];

export const evidenceKinds = [
  'DOCUMENT',
  'PHOTOGRAPH',
  'RECORDING',
  'WITNESS',
  'MEDICAL_RECORD',
  'OFFICIAL_RECORD',
  'OTHER',
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

export const incidentConsents = ['NONE', 'SUMMARY'] as const;
/** What the person agrees to: that nothing is passed on, or what a reviewer made of it. */
export type IncidentConsent = (typeof incidentConsents)[number];

export const consentWays = ['IN_PERSON', 'BY_TELEPHONE', 'IN_WRITING'] as const;
export type ConsentWay = (typeof consentWays)[number];

export const incidentStatuses = ['SUBMITTED', 'RETURNED', 'REVIEWED', 'WITHDRAWN'] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

export type IncidentAct = 'REVISE' | 'RETURN' | 'PASS' | 'CONSENT' | 'WITHDRAW';

/** From which status what can be done. */
const allowed: Readonly<Record<IncidentAct, readonly IncidentStatus[]>> = {
  REVISE: ['SUBMITTED', 'RETURNED'],
  RETURN: ['SUBMITTED'],
  PASS: ['SUBMITTED'],
  // An answer that was given too early or too late is an answer.
  CONSENT: ['SUBMITTED', 'RETURNED', 'REVIEWED'],
  WITHDRAW: ['SUBMITTED', 'RETURNED', 'REVIEWED'],
};

export const allowsIncident = (status: IncidentStatus, act: IncidentAct): boolean =>
  allowed[act].includes(status);

/** Whether it may leave: somebody else has read it, and the person agrees now. */
export const isPassedOn = (report: {
  readonly status: IncidentStatus;
  readonly consent: IncidentConsent;
}): boolean => report.status === 'REVIEWED' && report.consent === 'SUMMARY';

export interface EvidenceInput {
  readonly kind: EvidenceKind;
  readonly reference: string;
}

export interface IncidentInput {
  readonly kind: IncidentKind;
  readonly agency: IncidentAgency;
  readonly happenedAt: Date;
  readonly precision: IncidentPrecision;
  readonly state?: string | null | undefined;
  readonly countyFips?: string | null | undefined;
  readonly facilityId?: string | null | undefined;
  readonly account: string;
  readonly evidence?: readonly EvidenceInput[] | null | undefined;
}

export interface IncidentTerms {
  readonly kind: IncidentKind;
  readonly agency: IncidentAgency;
  readonly happenedAt: Date;
  readonly precision: IncidentPrecision;
  readonly state: string;
  readonly countyFips: string | null;
  readonly facilityId: string | null;
  readonly account: string;
  readonly evidence: readonly EvidenceInput[];
}

/** Longer ago nobody remembers the hour, and what lies before is a slip of the hand. */
const earliest = Date.UTC(1990, 0, 1);
const mostEvidence = 20;

/** @throws InvalidInputError naming every field that cannot be accepted. */
export function parseIncident(input: IncidentInput, isCounty: IsCounty, now: Date): IncidentTerms {
  const check = new InputCheck();
  const { kind, agency, happenedAt, precision } = input;
  const { state, countyFips } = readPlace(check, input, isCounty);
  if (happenedAt.getTime() < earliest || happenedAt > now) {
    check.refuse('happenedAt', 'must not lie in the future or long past');
  }
  const account = check.text('account', input.account, 8000);
  const given = input.evidence ?? [];
  if (given.length > mostEvidence) check.refuse('evidence', `must be at most ${mostEvidence}`);
  const evidence = given.slice(0, mostEvidence).map((one, index) => ({
    kind: one.kind,
    reference: check.text(`evidence.${index}.reference`, one.reference, 500),
  }));
  check.done();
  const facilityId = input.facilityId?.toLowerCase() ?? null;
  const when = { happenedAt, precision };
  return { kind, agency, ...when, state, countyFips, facilityId, account, evidence };
}
