/**
 * How it is known that a county belongs to a consulate: a page names it; it follows from a rule a
 * page states; it is inferred from one; general knowledge; or only because the office stands in it.
 */
export type JurisdictionBasis =
  'SOURCE' | 'DERIVED_FROM_SOURCE_RULE' | 'INFERRED_FROM_SOURCE' | 'UNSOURCED' | 'SEAT_COUNTY';

/** How much of a consulate's list of counties is known. */
export type JurisdictionCompleteness = 'COMPLETE' | 'COMPLETE_UNVERIFIED' | 'PARTIAL' | 'SEAT_ONLY';

/** Counties of one state that are all known to belong to the consulate in the same way. */
export interface JurisdictionListing {
  /** Postal abbreviation. */
  readonly state: string;
  readonly basis: JurisdictionBasis;
  readonly isWholeState: boolean;
  readonly isVerified: boolean;
  readonly source: string;
  /** Five digits each, sorted. */
  readonly countyFips: readonly string[];
}

/** Order of a jurisdiction's listings, which have a state and a basis no other has. */
export function byStateAndBasis(one: JurisdictionListing, other: JurisdictionListing): number {
  return `${one.state} ${one.basis}` < `${other.state} ${other.basis}` ? -1 : 1;
}

export interface Jurisdiction {
  readonly completeness: JurisdictionCompleteness;
  /** Sorted by state, then basis. */
  readonly listings: readonly JurisdictionListing[];
}

export interface ListedCounty {
  readonly fips: string;
  readonly basis: JurisdictionBasis;
}

/**
 * Whether the list excludes the counties that it does not name. Only a list that was seen in a
 * source does: an unverified one may lack counties.
 */
export function isExhaustive(jurisdiction: Jurisdiction): boolean {
  return jurisdiction.completeness === 'COMPLETE';
}

/** Every county of the consulate with how it is known, sorted by FIPS. */
export function listedCounties(jurisdiction: Jurisdiction): ListedCounty[] {
  return jurisdiction.listings
    .flatMap(({ basis, countyFips }) => countyFips.map((fips) => ({ fips, basis })))
    .sort((one, other) => (one.fips < other.fips ? -1 : 1));
}

/** The same jurisdiction after other consulates took over some counties. */
export function withoutCounties(
  jurisdiction: Jurisdiction,
  taken: ReadonlySet<string>,
): Jurisdiction {
  const listings = jurisdiction.listings.map((listing) => ({
    ...listing,
    countyFips: listing.countyFips.filter((fips) => !taken.has(fips)),
  }));
  return { ...jurisdiction, listings };
}
