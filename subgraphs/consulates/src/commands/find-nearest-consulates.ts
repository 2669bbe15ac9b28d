import type { RequestContext } from '@alert-button/platform/builder.ts';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { distanceKilometers } from '@alert-button/platform/geography/distance.ts';
import { pointIssues, type GeographicPoint } from '@alert-button/platform/geography/point.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { Consulate } from '../domain/consulate.ts';
import { mostConsulates, nearestConsulates } from '../domain/nearest-consulates.ts';
import { policy } from '../policy.ts';
import type { DirectoryCopy } from '../store/stored-directory.ts';

/**
 * The consulates nearest to a position, nearest first.
 *
 * @throws InvalidInputError naming the field, never the value: a position is personal.
 */
export function createFindNearestConsulates(directory: DirectoryCopy) {
  return ({ viewer }: RequestContext, position: GeographicPoint, first: number): Consulate[] => {
    permit(policy, 'nearestConsulates', viewer);
    const issues = pointIssues(position, 'position');
    if (first < 1 || first > mostConsulates) {
      issues.push({ path: 'first', message: `must be from 1 to ${mostConsulates}.` });
    }
    if (issues.length > 0) throw new InvalidInputError(issues);
    return nearestConsulates(position, directory.current().consulates, first, distanceKilometers);
  };
}
