import { describe, expect, test } from '@jest/globals';
import { countyReachKilometers, createCountyIndex } from './counties.ts';

const index = createCountyIndex();
const countyAt = (latitude: number, longitude: number) => index.countyAt({ latitude, longitude });

describe('countyAt', () => {
  test.each([
    ['Houston', 29.7604, -95.3698, '48201'],
    ['Baltimore city, inside a county of the same name', 39.2904, -76.6122, '24510'],
    ['Baltimore County, around the city', 39.4812, -76.6439, '24005'],
    ['Guam', 13.4745, 144.7504, '66010'],
    ['American Samoa, south of the equator', -14.2756, -170.702, '60010'],
    ['Adak, the last islands before the 180th meridian', 51.88, -176.6581, '02016'],
    ['Shemya, beyond it', 52.717, 174.113, '02016'],
  ])('finds the county of %s', (_place, latitude, longitude, fips) => {
    expect(countyAt(latitude, longitude)).toEqual({ fips, distanceKilometers: 0 });
  });

  test.each([
    ['the end of Santa Monica Pier', 34.0077, -118.5005, '06037', 0.1],
    ['Tijuana', 32.5149, -117.0382, '06073', 2.9],
    ['the sea off Galveston', 29.08, -94.72, '48167', 22.8],
    ['Vancouver', 49.2827, -123.1207, '53073', 31.2],
    ['the sea on the 180th meridian', 51.9, 180, '02016', 17.1],
  ])('gives %s to the nearest county', (_place, latitude, longitude, fips, kilometers) => {
    const match = countyAt(latitude, longitude);
    expect(match?.fips).toBe(fips);
    expect(match?.distanceKilometers).toBeCloseTo(kilometers, 0);
  });

  test('is the same on both sides of the 180th meridian', () => {
    expect(countyAt(51.9, -180)).toEqual(countyAt(51.9, 180));
  });

  test.each([
    ['the middle of Lake Michigan', 43, -87],
    ['Calgary', 51.0447, -114.0719],
    ['Mexico City', 19.4326, -99.1332],
    ['the North Pole', 90, 0],
    ['the South Pole', -90, 180],
  ])('knows no county for %s', (_place, latitude, longitude) => {
    expect(countyAt(latitude, longitude)).toBeNull();
  });

  test('reaches out to its limit and no farther', () => {
    const distances = [];
    for (let longitude = -75; longitude < -72; longitude += 0.01) {
      distances.push(countyAt(39, longitude)?.distanceKilometers ?? null);
    }
    const known = distances.filter((distance) => distance !== null);
    expect(Math.max(...known)).toBeGreaterThan(countyReachKilometers - 2);
    expect(Math.max(...known)).toBeLessThanOrEqual(countyReachKilometers);
    expect(distances.at(-1)).toBeNull();
  });
});

describe('centroids', () => {
  test('has one point for each county, within reach of it', () => {
    const centroids = [...index.centroids()];
    expect(centroids).toHaveLength(3231);
    const elsewhere = centroids.filter(([fips, point]) => index.countyAt(point)?.fips !== fips);
    // These are bent around a neighbour.
    expect(elsewhere.map(([fips]) => fips).sort()).toEqual([
      '29069',
      '29093',
      '51087',
      '51089',
      '51161',
      '55091',
    ]);
  });
});
