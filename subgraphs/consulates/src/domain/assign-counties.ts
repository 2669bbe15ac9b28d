import { byStateAndBasis, type JurisdictionListing } from './jurisdiction.ts';
import { stateByFips } from './state.ts';

/** A listing as it was compiled: counties by name, not yet by FIPS. */
export interface NamedListing extends Omit<JurisdictionListing, 'countyFips'> {
  /** Null: all counties of the state. */
  readonly countyNames: readonly string[] | null;
}

/**
 * Divides a consulate's counties among its listings, so that each county has the basis it is known
 * by. A name is only read within a state, and only where two listings share that state: elsewhere
 * names repeat (Baltimore is a city and a county).
 *
 * @throws Error when a county fits no listing, or a listing gets none: the data contradict
 * themselves.
 */
export function assignCounties(
  listings: readonly NamedListing[],
  countyFips: readonly string[],
  countyNames: ReadonlyMap<string, string>,
): JurisdictionListing[] {
  const counties = new Map<NamedListing, string[]>();
  for (const fips of countyFips.toSorted()) {
    const inState = listings.filter(({ state }) => state === stateByFips[fips.slice(0, 2)]);
    const name = countyNames.get(fips) ?? '';
    const listing =
      inState.length > 1
        ? inState.find((candidate) => candidate.countyNames?.includes(name))
        : inState[0];
    if (listing === undefined) throw new Error(`County ${fips} fits no listing`);
    counties.set(listing, [...(counties.get(listing) ?? []), fips]);
  }
  return listings
    .map((listing) => {
      const { countyNames: _names, ...facts } = listing;
      const fips = counties.get(listing);
      if (fips === undefined) throw new Error(`A listing in ${listing.state} has no county`);
      return { ...facts, countyFips: fips };
    })
    .sort(byStateAndBasis);
}
