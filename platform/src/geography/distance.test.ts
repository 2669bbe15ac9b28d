import { describe, expect, test } from '@jest/globals';
import { distanceKilometers } from './distance.ts';

const tucson = { latitude: 32.2226, longitude: -110.9747 };
const nogales = { latitude: 31.3404, longitude: -110.9343 };

describe('distanceKilometers', () => {
  test('is one degree of the mean Earth radius along the equator', () => {
    const east = { latitude: 0, longitude: 1 };
    expect(distanceKilometers({ latitude: 0, longitude: 0 }, east)).toBeCloseTo(111.195, 3);
  });

  test('is symmetric, and zero for the same point', () => {
    expect(distanceKilometers(tucson, nogales)).toBeCloseTo(98.17, 2);
    expect(distanceKilometers(nogales, tucson)).toBe(distanceKilometers(tucson, nogales));
    expect(distanceKilometers(tucson, tucson)).toBe(0);
  });

  test('takes the short way over the 180th meridian', () => {
    const west = { latitude: 52, longitude: 179.9 };
    expect(distanceKilometers(west, { latitude: 52, longitude: -179.9 })).toBeLessThan(14);
  });

  test('is half the circumference between opposite points, not NaN', () => {
    const opposite = { latitude: 0, longitude: 180 };
    expect(distanceKilometers({ latitude: 0, longitude: 0 }, opposite)).toBeCloseTo(20015.115, 2);
  });
});
