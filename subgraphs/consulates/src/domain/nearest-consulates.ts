import type { Consulate } from './consulate.ts';

export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Most that may be asked for at once. */
export const mostConsulates = 100;

/** Great-circle distance in kilometres. */
export type Distance = (from: Point, to: Point) => number;

/**
 * The offices nearest to a point, nearest first; of two equally near, the one whose code sorts
 * first. It says where an office is, not which one answers: that follows the county.
 */
export function nearestConsulates(
  point: Point,
  consulates: readonly Consulate[],
  count: number,
  distance: Distance,
): Consulate[] {
  return consulates
    .map((consulate) => ({ consulate, kilometers: distance(point, consulate.position) }))
    .sort(
      (one, other) =>
        one.kilometers - other.kilometers || (one.consulate.code < other.consulate.code ? -1 : 1),
    )
    .slice(0, count)
    .map(({ consulate }) => consulate);
}
