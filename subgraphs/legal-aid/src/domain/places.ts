/** Where a matter is: its state, and its county if that is known. */
export interface MatterPlace {
  /** Postal abbreviation. */
  readonly state: string;
  /** Five digits of the US Census. */
  readonly countyFips: string | null;
}

/** Where somebody helps: whole states, and single counties beside them. */
export interface Coverage {
  readonly states: readonly string[];
  readonly counties: readonly string[];
}

export type CoveredBy = 'COUNTY' | 'STATE';

/**
 * How a place is covered; null when it is not. Of a place of which the state alone is known, somebody
 * who helps in single counties of it may not be near.
 */
export function coveredBy(
  { states: whole, counties }: Coverage,
  place: MatterPlace,
): CoveredBy | null {
  if (place.countyFips !== null && counties.includes(place.countyFips)) return 'COUNTY';
  return whole.includes(place.state) ? 'STATE' : null;
}
