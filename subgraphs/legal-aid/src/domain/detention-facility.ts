export type FacilityKind = 'DETENTION_FACILITY' | 'ICE_OFFICE';

/** How exact a facility's place on the map is. */
export type FacilityPrecision = 'ADDRESS' | 'ZIP_CODE' | 'CITY';

/** A list that facilities are known from. */
export interface FacilityList {
  /** Stays the same for as long as the list is shipped. */
  readonly code: string;
  readonly title: string;
  readonly url: string;
  readonly licence: string;
  /** Year, month or day (ISO 8601), as exact as it is known, that the list speaks of. */
  readonly dataAsOf: string;
  /** What the list leaves out, or how far to trust it. */
  readonly limits: string;
  /** Whether a newer list of the same kind is there. */
  readonly isSuperseded: boolean;
}

export interface FacilityPosition {
  readonly latitude: number;
  readonly longitude: number;
  readonly precision: FacilityPrecision;
}

/** A place where ICE holds people, or one of its offices, where they are processed. */
export interface DetentionFacility {
  /** Follows from kind, official name and state; see `parseDetentionFacilities`. */
  readonly id: string;
  readonly kind: FacilityKind;
  readonly name: string;
  /** As the list has it. */
  readonly officialName: string;
  /** ICE's own code for the place (DETLOC). */
  readonly code: string | null;
  /** What sort of place it is or under which agreement ICE uses it, in the words of the list. */
  readonly description: string;
  readonly address: string | null;
  readonly city: string;
  /** Postal abbreviation of the state or territory. */
  readonly state: string;
  readonly postalCode: string | null;
  readonly position: FacilityPosition;
  /** Five digits of the US Census; null outside the country, and where it is in doubt. */
  readonly countyFips: string | null;
  /** The ICE field office it belongs to; null for a field office. */
  readonly fieldOffice: { readonly id: string; readonly name: string } | null;
  /** The list its entry is taken from. */
  readonly source: FacilityList;
  /** Every list it stands in, newest first. */
  readonly listedIn: readonly FacilityList[];
  readonly note: string | null;
}

/** All facilities that are shipped, in one edition. */
export interface FacilityRegister {
  readonly version: number;
  /** ISO 8601 date. */
  readonly publishedOn: string;
  /** Newest first. */
  readonly lists: readonly FacilityList[];
  readonly facilities: readonly DetentionFacility[];
}

/** Whether it stands in no list that still counts: closed since, or listed under another name. */
export function isPossiblyClosed({ listedIn }: DetentionFacility): boolean {
  return listedIn.every(({ isSuperseded }) => isSuperseded);
}
