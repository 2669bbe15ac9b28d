import type { EvidenceKind, IncidentAgency, IncidentKind } from './incident.ts';

/** A report as it may leave. */
export interface ExportedIncident {
  /** By which a body asks about it; leads to nothing else. */
  readonly number: string;
  readonly kind: IncidentKind;
  readonly agency: IncidentAgency;
  readonly state: string;
  readonly facilityId: string | null;
  /** Like `2026-11`. */
  readonly month: string;
  readonly summary: string;
  /** What there is to prove it, and not where. */
  readonly evidenceKinds: readonly EvidenceKind[];
}

interface Reviewed extends Pick<ExportedIncident, 'kind' | 'agency' | 'state' | 'facilityId'> {
  readonly number: string | null;
  readonly summary: string | null;
  readonly happenedAt: Date;
  readonly evidence: readonly { readonly kind: EvidenceKind }[];
}

/**
 * What human-rights bodies get of a report: every field is named here, so that one that is added to a
 * report does not leave with it. No account, no county, no day, no reference, no id of ours.
 */
export function exported(report: Reviewed): ExportedIncident | null {
  const { number, summary, kind, agency, state, facilityId, happenedAt, evidence } = report;
  if (number === null || summary === null) return null;
  return {
    number,
    kind,
    agency,
    state,
    facilityId,
    month: happenedAt.toISOString().slice(0, 7),
    summary,
    evidenceKinds: [...new Set(evidence.map((one) => one.kind))].sort(),
  };
}
