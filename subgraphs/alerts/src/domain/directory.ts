import type { JurisdictionBasis } from './alert.ts';
import type { EscalationPolicy } from './escalation-policy.ts';
import type { WeeklyHours } from './office-hours.ts';

/** When an office is open. */
export interface OfficeHours extends WeeklyHours {
  /** IANA name. */
  readonly timeZone: string;
}

/** Somebody is on duty at a desk. */
export interface Shift {
  readonly officerId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** What routing needs to know of an office; a copy of what the consulates publish. */
export interface DirectoryOffice {
  readonly id: string;
  readonly code: string;
  readonly deskId: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Its list of counties is complete, so it excludes every county it does not name. */
  readonly isJurisdictionComplete: boolean;
  readonly counties: readonly { readonly fips: string; readonly basis: JurisdictionBasis }[];
  /** When its own desk is staffed; null when not known. */
  readonly hours: OfficeHours | null;
  /** Code of the group whose desks back each other up. */
  readonly regionalGroup: string | null;
}

export interface DirectoryDesk {
  readonly id: string;
  readonly code: string;
  /** An ADDITIONAL one is reached by transfer only. */
  readonly kind: 'CONSULATE' | 'CALL_CENTRE' | 'NATIONAL' | 'ADDITIONAL';
  readonly consulateId: string | null;
  readonly isInService: boolean;
  /** Null for the usual one. */
  readonly escalationPolicy: EscalationPolicy | null;
  /** Who is on duty now and later, as it was last told. */
  readonly shifts: readonly Shift[];
}

export interface Directory {
  /** Sorted by code, so that a tie is decided the same way everywhere. */
  readonly offices: readonly DirectoryOffice[];
  readonly officeById: ReadonlyMap<string, DirectoryOffice>;
  readonly officeByCode: ReadonlyMap<string, DirectoryOffice>;
  readonly listingByCounty: ReadonlyMap<
    string,
    { readonly office: DirectoryOffice; readonly basis: JurisdictionBasis }
  >;
  readonly deskById: ReadonlyMap<string, DirectoryDesk>;
  readonly deskByCode: ReadonlyMap<string, DirectoryDesk>;
  readonly callCentreDeskId: string;
  readonly nationalDeskId: string;
}

/** Builds the look-ups once; null while the copy is too incomplete to route by. */
export function buildDirectory(
  offices: readonly DirectoryOffice[],
  desks: readonly DirectoryDesk[],
): Directory | null {
  const callCentre = desks.find((desk) => desk.kind === 'CALL_CENTRE');
  const national = desks.find((desk) => desk.kind === 'NATIONAL');
  if (offices.length === 0 || callCentre === undefined || national === undefined) return null;
  const sorted = offices.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  return {
    offices: sorted,
    officeById: new Map(sorted.map((office) => [office.id, office])),
    officeByCode: new Map(sorted.map((office) => [office.code, office])),
    listingByCounty: new Map(
      sorted
        .toReversed()
        .flatMap((office) => office.counties.map(({ fips, basis }) => [fips, { office, basis }])),
    ),
    deskById: new Map(desks.map((desk) => [desk.id, desk])),
    deskByCode: new Map(desks.map((desk) => [desk.code, desk])),
    callCentreDeskId: callCentre.id,
    nationalDeskId: national.id,
  };
}
