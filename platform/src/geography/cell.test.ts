import { describe, expect, test } from '@jest/globals';
import { cellToLatLng, getResolution } from 'h3-js';
import { coarseCell } from './cell.ts';
import { distanceKilometers } from './distance.ts';

const houston = { latitude: 29.7604, longitude: -95.3698 };

describe('coarseCell', () => {
  test('is a cell of resolution 5 whose centre is within 11 km', () => {
    const cell = coarseCell(houston);
    const [latitude, longitude] = cellToLatLng(cell);
    expect(getResolution(cell)).toBe(5);
    expect(distanceKilometers(houston, { latitude, longitude })).toBeLessThan(11);
  });

  test('is the same a street away and another in the next town', () => {
    expect(coarseCell({ latitude: 29.7621, longitude: -95.3692 })).toBe(coarseCell(houston));
    expect(coarseCell({ latitude: 29.3013, longitude: -94.7977 })).not.toBe(coarseCell(houston));
  });
});
