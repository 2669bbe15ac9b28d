import type { InputCheck } from '../domain/input.ts';
import type { Services } from './services.ts';

/** The county that an officer named by its five digits; null when they named none. */
export function checkCounty(
  { counties }: Pick<Services, 'counties'>,
  check: InputCheck,
  countyFips: string | null | undefined,
): string | null {
  if (countyFips === null || countyFips === undefined) return null;
  if (!counties.centroids().has(countyFips)) check.refuse('countyFips', 'is not a county');
  return countyFips;
}
