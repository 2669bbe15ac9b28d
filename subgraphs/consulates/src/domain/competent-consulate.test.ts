import { describe, expect, test } from '@jest/globals';
import { testConsulate, testListing } from '../testing/directory.ts';
import { competentConsulate } from './competent-consulate.ts';

const distance = (from: { latitude: number }, to: { latitude: number }) =>
  Math.abs(from.latitude - to.latitude);
const at = (latitude: number) => ({ latitude, longitude: -100, precision: 'CITY' }) as const;
const lists = (counties: readonly string[], completeness: 'COMPLETE' | 'PARTIAL' = 'PARTIAL') => ({
  completeness,
  listings: [testListing(counties)],
});

const far = testConsulate('far', { position: at(50), jurisdiction: lists(['48001']) });
const near = testConsulate('near', {
  position: at(31),
  jurisdiction: lists(['48003'], 'COMPLETE'),
});
const next = testConsulate('next', { position: at(35), jurisdiction: lists(['48005']) });
const middle = { latitude: 30, longitude: -100 };

describe('the consulate of a county', () => {
  test('is the one that lists it, however far', () => {
    expect(competentConsulate({ fips: '48001', middle }, [far, near, next], distance)).toBe(far);
  });

  test('is the nearest where nobody lists it, but none whose complete list leaves it out', () => {
    expect(competentConsulate({ fips: '48999', middle }, [far, near, next], distance)).toBe(next);
    expect(competentConsulate({ fips: '48999', middle }, [near], distance)).toBeNull();
  });
});
