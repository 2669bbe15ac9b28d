import type { Consulate } from './consulate.ts';
import { isExhaustive, listedCounties } from './jurisdiction.ts';
import { nearestConsulates, type Distance, type Point } from './nearest-consulates.ts';

/**
 * The consulate that answers for a county: the one that lists it; for a county nobody lists, the
 * nearest to its middle, but none whose list excludes it. By the same rule alerts go to their first
 * desk, from the place of the press. Null only where no office is left.
 *
 * @param consulates sorted by code.
 */
export function competentConsulate(
  county: { readonly fips: string; readonly middle: Point },
  consulates: readonly Consulate[],
  distance: Distance,
): Consulate | null {
  const listing = consulates.find(({ jurisdiction }) =>
    listedCounties(jurisdiction).some(({ fips }) => fips === county.fips),
  );
  if (listing !== undefined) return listing;
  const open = consulates.filter(({ jurisdiction }) => !isExhaustive(jurisdiction));
  return nearestConsulates(county.middle, open, 1, distance)[0] ?? null;
}
