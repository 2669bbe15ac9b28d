import { describe, expect, test } from '@jest/globals';
import type { Polygon, Position } from 'geojson';
import { boundaryDistanceKilometers, longitudeBetween } from './boundary.ts';
import { kilometersPerDegree } from './distance.ts';

function box(west: number, south: number, east: number, north: number): Position[] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

const polygon = (...coordinates: Position[][]): Polygon => ({ type: 'Polygon', coordinates });

describe('longitudeBetween', () => {
  test.each([
    [10, 30, 20],
    [30, 10, -20],
    [179, -179, 2],
    [-179, 179, -2],
    [0, 180, -180],
    [180, -180, 0],
  ])('goes from %d to %d by %d', (from, to, expected) => {
    expect(longitudeBetween(from, to)).toBe(expected);
  });
});

describe('boundaryDistanceKilometers', () => {
  test('measures to the middle of a long edge, far from its corners', () => {
    const south = { latitude: 39.8, longitude: -105 };
    const distance = boundaryDistanceKilometers(south, polygon(box(-110, 40, -100, 41)));
    expect(distance).toBeCloseTo(0.2 * kilometersPerDegree, 6);
  });

  test('measures to a corner where no edge is nearer', () => {
    const southWest = { latitude: -0.3, longitude: -0.4 };
    const distance = boundaryDistanceKilometers(southWest, polygon(box(0, 0, 1, 1)));
    expect(distance).toBeCloseTo(0.5 * kilometersPerDegree, 2);
  });

  test('is zero on the boundary', () => {
    const distance = boundaryDistanceKilometers(
      { latitude: 0, longitude: 0.5 },
      polygon(box(0, 0, 1, 1)),
    );
    expect(distance).toBe(0);
  });

  test('measures across the 180th meridian from either side', () => {
    const east = boundaryDistanceKilometers(
      { latitude: 0.5, longitude: -179.9 },
      polygon(box(179, 0, 179.9, 1)),
    );
    const west = boundaryDistanceKilometers(
      { latitude: 0.5, longitude: 179.9 },
      polygon(box(-179.9, 0, -179, 1)),
    );
    expect(east).toBeCloseTo(0.2 * kilometersPerDegree, 2);
    expect(west).toBeCloseTo(east, 9);
  });

  test('counts the edge of a hole as boundary', () => {
    const lake = { latitude: 5, longitude: 5 };
    const withHole = polygon(box(0, 0, 10, 10), box(4.9, 4.9, 5.1, 5.1));
    expect(boundaryDistanceKilometers(lake, withHole)).toBeCloseTo(0.1 * kilometersPerDegree, 1);
  });
});
