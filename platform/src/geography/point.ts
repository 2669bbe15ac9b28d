import type { InputIssue } from '../errors.ts';

/** A place on Earth in WGS 84 degrees: north and east are positive. */
export interface GeographicPoint {
  /** −90 to 90. */
  readonly latitude: number;
  /** −180 to 180. */
  readonly longitude: number;
}

/**
 * What is wrong with a point that somebody sent, each issue under `<path>.latitude` or
 * `<path>.longitude`; empty when it is a place on Earth. NaN and the infinities are not. The
 * messages never hold the value: a position must not end in an error or a log.
 */
export function pointIssues(point: GeographicPoint, path: string): InputIssue[] {
  const issues: InputIssue[] = [];
  const check = (field: keyof GeographicPoint, limit: number) => {
    if (!(Math.abs(point[field]) <= limit)) {
      const message = `must be a number of degrees from -${limit} to ${limit}.`;
      issues.push({ path: `${path}.${field}`, message });
    }
  };
  check('latitude', 90);
  check('longitude', 180);
  return issues;
}
