import type { RequestContext } from '@alert-button/platform/builder.ts';
import type { CountyIndex } from '@alert-button/platform/geography/counties.ts';
import { distanceKilometers } from '@alert-button/platform/geography/distance.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { competentConsulate } from '../domain/competent-consulate.ts';
import type { Consulate } from '../domain/consulate.ts';
import { policy } from '../policy.ts';
import type { DirectoryCopy } from '../store/stored-directory.ts';

/** The consulate that answers for a county, as jurisdictions are now; null for no county. */
export function createReadCompetentConsulate(
  directory: DirectoryCopy,
  counties: Pick<CountyIndex, 'centroids'>,
) {
  const middles = counties.centroids();
  return ({ viewer }: RequestContext, countyFips: string | null): Consulate | null => {
    permit(policy, 'consulate', viewer);
    const middle = countyFips === null ? undefined : middles.get(countyFips);
    if (countyFips === null || middle === undefined) return null;
    const { consulates } = directory.current();
    return competentConsulate({ fips: countyFips, middle }, consulates, distanceKilometers);
  };
}
