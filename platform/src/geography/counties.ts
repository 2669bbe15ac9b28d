import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import { readCountyTopology } from './atlas.ts';
import { boundaryDistanceKilometers, longitudeBetween } from './boundary.ts';
import { kilometersPerDegree, radiansPerDegree } from './distance.ts';
import type { GeographicPoint } from './point.ts';

/** How far outside a county a point may be and still belong to it: coast, piers, border towns. */
export const countyReachKilometers = 50;

export interface CountyMatch {
  /** Five digits: state, then county (US Census, 2017 edition). */
  readonly fips: string;
  /** 0 inside the county, else the distance to its boundary. */
  readonly distanceKilometers: number;
}

export interface CountyIndex {
  /**
   * The county of a point; the nearest within `countyReachKilometers` when the point is in none;
   * null beyond that. The same point always has the same county, on a shared boundary too.
   */
  countyAt(point: GeographicPoint): CountyMatch | null;
  /** Centroid of each county's largest part, by FIPS; a crescent's may lie outside of it. */
  centroids(): ReadonlyMap<string, GeographicPoint>;
}

/** One piece of a county: an island or the mainland part. Its box is smaller than the county's. */
interface Part {
  readonly fips: string;
  readonly polygon: Polygon;
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/**
 * Reads the boundaries of all 3,231 counties (`atlas.ts`) and indexes them by bounding box. Takes
 * some 0.1 s: make one per process. No part crosses the 180th meridian, so boxes and
 * point-in-polygon may treat degrees as a plane.
 */
export function createCountyIndex(): CountyIndex {
  const parts = readParts();

  function within({ latitude, longitude }: GeographicPoint): Part | undefined {
    return parts.find(
      (part) =>
        latitude >= part.south &&
        latitude <= part.north &&
        longitude >= part.west &&
        longitude <= part.east &&
        booleanPointInPolygon([longitude, latitude], part.polygon),
    );
  }

  function nearest(point: GeographicPoint): CountyMatch | null {
    let best: CountyMatch | null = null;
    for (const part of parts) {
      if (!mayReach(part, point)) continue;
      const distanceKilometers = boundaryDistanceKilometers(point, part.polygon);
      if (distanceKilometers > countyReachKilometers) continue;
      if (best === null || distanceKilometers < best.distanceKilometers) {
        best = { fips: part.fips, distanceKilometers };
      }
    }
    return best;
  }

  return {
    countyAt(point) {
      const part = within(point);
      return part === undefined ? nearest(point) : { fips: part.fips, distanceKilometers: 0 };
    },
    centroids: () => centroidsOf(parts),
  };
}

function readParts(): Part[] {
  const topology = readCountyTopology();
  return feature(topology, topology.objects.counties).features.flatMap(({ id, geometry }) => {
    const fips = String(id);
    if (geometry.type === 'Polygon') return [partOf(fips, geometry.coordinates)];
    if (geometry.type !== 'MultiPolygon') throw new Error(`County ${fips} has no area`);
    return geometry.coordinates.map((coordinates) => partOf(fips, coordinates));
  });
}

function partOf(fips: string, coordinates: Position[][]): Part {
  const polygon: Polygon = { type: 'Polygon', coordinates };
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [longitude = 0, latitude = 0] of outerRing(polygon)) {
    west = Math.min(west, longitude);
    south = Math.min(south, latitude);
    east = Math.max(east, longitude);
    north = Math.max(north, latitude);
  }
  return { fips, polygon, west, south, east, north };
}

function outerRing(polygon: Polygon): Position[] {
  return polygon.coordinates[0] ?? [];
}

/** Whether a part's box comes within reach; never false for a part that does. */
function mayReach(part: Part, { latitude, longitude }: GeographicPoint): boolean {
  const margin = countyReachKilometers / kilometersPerDegree;
  if (latitude < part.south - margin || latitude > part.north + margin) return false;
  const farthest = Math.min(90, Math.abs(latitude) + margin);
  const shortestDegree = Math.cos(farthest * radiansPerDegree);
  const halfWidth = (part.east - part.west) / 2;
  const offset = Math.abs(longitudeBetween(part.west + halfWidth, longitude)) - halfWidth;
  return offset * shortestDegree <= margin;
}

function centroidsOf(parts: readonly Part[]): ReadonlyMap<string, GeographicPoint> {
  const largest = new Map<string, { area: number; centroid: GeographicPoint }>();
  for (const { fips, polygon } of parts) {
    const found = areaAndCentroid(outerRing(polygon));
    if (found.area > (largest.get(fips)?.area ?? -1)) largest.set(fips, found);
  }
  return new Map([...largest].map(([fips, { centroid }]) => [fips, centroid]));
}

/** Area (square degrees) and centroid of a ring, by the shoelace formula. */
function areaAndCentroid(ring: readonly Position[]): { area: number; centroid: GeographicPoint } {
  const [originX = 0, originY = 0] = ring[0] ?? [];
  let [twiceArea, sumX, sumY] = [0, 0, 0];
  let [fromX, fromY] = [0, 0];
  for (const [longitude = 0, latitude = 0] of ring) {
    const [x, y] = [longitude - originX, latitude - originY];
    const cross = fromX * y - x * fromY;
    twiceArea += cross;
    sumX += (fromX + x) * cross;
    sumY += (fromY + y) * cross;
    [fromX, fromY] = [x, y];
  }
  // At this resolution one county (Falls Church, Virginia) is only a line.
  const divisor = twiceArea === 0 ? Infinity : 3 * twiceArea;
  const centroid = {
    latitude: originY + sumY / divisor,
    longitude: originX + sumX / divisor,
  };
  return { area: Math.abs(twiceArea) / 2, centroid };
}
