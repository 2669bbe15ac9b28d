import type { Polygon, Position } from 'geojson';
import { distanceKilometers, radiansPerDegree } from './distance.ts';
import type { GeographicPoint } from './point.ts';

/** Difference of two longitudes by the shorter way round, in [−180, 180). */
export function longitudeBetween(from: number, to: number): number {
  return ((((to - from + 180) % 360) + 360) % 360) - 180;
}

/**
 * Kilometres from a point to the nearest place on a polygon's boundary, edges and holes included;
 * on either side of the 180th meridian. Good to 0.01 % for boundaries within 60 km.
 *
 * Edges are straight in longitude and latitude, as point-in-polygon takes them. The nearest place
 * on each is found in a plane around the point (equirectangular, true to scale at its latitude) by
 * the clamped projection onto a segment (Ericson, "Real-Time Collision Detection", 5.1.2); the
 * distance to the best one is then measured on the sphere. `@turf/point-to-polygon-distance` 7.4.0
 * agrees within 1 %, but needs 0.4 to 10 ms for one county where this needs 0.2 for all.
 */
export function boundaryDistanceKilometers(point: GeographicPoint, polygon: Polygon): number {
  return Math.min(...polygon.coordinates.map((ring) => ringDistanceKilometers(point, ring)));
}

function ringDistanceKilometers(point: GeographicPoint, ring: readonly Position[]): number {
  const scale = Math.cos(point.latitude * radiansPerDegree);
  let best = Infinity;
  let [bestX, bestY] = [0, 0];
  let [fromX, fromY] = [0, 0];
  for (const [index, [longitude = 0, latitude = 0]] of ring.entries()) {
    const x = longitudeBetween(point.longitude, longitude) * scale;
    const y = latitude - point.latitude;
    if (index > 0) {
      const [edgeX, edgeY] = [x - fromX, y - fromY];
      const squaredLength = edgeX * edgeX + edgeY * edgeY;
      const along = squaredLength === 0 ? 0 : -(fromX * edgeX + fromY * edgeY) / squaredLength;
      const clamped = Math.min(1, Math.max(0, along));
      const [nearX, nearY] = [fromX + clamped * edgeX, fromY + clamped * edgeY];
      const squared = nearX * nearX + nearY * nearY;
      if (squared < best) [best, bestX, bestY] = [squared, nearX, nearY];
    }
    [fromX, fromY] = [x, y];
  }
  if (best === Infinity) return Infinity;
  return distanceKilometers(point, {
    latitude: point.latitude + bestY,
    longitude: point.longitude + bestX / scale,
  });
}
