import { describe, expect, test } from '@jest/globals';
import { testListing } from '../testing/directory.ts';
import {
  isExhaustive,
  listedCounties,
  withoutCounties,
  type Jurisdiction,
  type JurisdictionCompleteness,
} from './jurisdiction.ts';

const jurisdiction: Jurisdiction = {
  completeness: 'COMPLETE',
  listings: [
    testListing(['48113', '48201']),
    testListing(['35001'], { state: 'NM', basis: 'SEAT_COUNTY' }),
  ],
};

describe('listedCounties', () => {
  test('gives each county with its basis, sorted', () => {
    expect(listedCounties(jurisdiction)).toEqual([
      { fips: '35001', basis: 'SEAT_COUNTY' },
      { fips: '48113', basis: 'SOURCE' },
      { fips: '48201', basis: 'SOURCE' },
    ]);
  });
});

describe('isExhaustive', () => {
  test.each<[JurisdictionCompleteness, boolean]>([
    ['COMPLETE', true],
    ['COMPLETE_UNVERIFIED', false],
    ['PARTIAL', false],
    ['SEAT_ONLY', false],
  ])('%s: %s', (completeness, expected) => {
    expect(isExhaustive({ ...jurisdiction, completeness })).toBe(expected);
  });
});

describe('withoutCounties', () => {
  test('leaves the others with their basis', () => {
    const rest = withoutCounties(jurisdiction, new Set(['48113', '99999']));
    expect(listedCounties(rest).map(({ fips }) => fips)).toEqual(['35001', '48201']);
  });
});
