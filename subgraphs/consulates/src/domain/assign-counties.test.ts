import { describe, expect, test } from '@jest/globals';
import { assignCounties, type NamedListing } from './assign-counties.ts';
import { testListing } from '../testing/directory.ts';

const names = new Map([
  ['12086', 'Miami-Dade'],
  ['12115', 'Sarasota'],
  ['24005', 'Baltimore'],
  ['24510', 'Baltimore'],
]);

function named(
  state: string,
  basis: NamedListing['basis'],
  countyNames: readonly string[] | null,
): NamedListing {
  const { countyFips: _, ...listing } = testListing([], { state, basis });
  return { ...listing, countyNames };
}

describe('assignCounties', () => {
  test('divides a state between its listings by name', () => {
    const listings = assignCounties(
      [named('FL', 'SOURCE', ['Sarasota']), named('FL', 'SEAT_COUNTY', ['Miami-Dade'])],
      ['12115', '12086'],
      names,
    );
    expect(listings.map(({ basis, countyFips }) => ({ basis, countyFips }))).toEqual([
      { basis: 'SEAT_COUNTY', countyFips: ['12086'] },
      { basis: 'SOURCE', countyFips: ['12115'] },
    ]);
  });

  test('gives a state with one listing to it whole, though names repeat in the state', () => {
    const listings = assignCounties([named('MD', 'SOURCE', null)], ['24510', '24005'], names);
    expect(listings[0]?.countyFips).toEqual(['24005', '24510']);
  });

  test('refuses a county of a state that is not listed', () => {
    const maryland = [named('MD', 'SOURCE', null)];
    expect(() => assignCounties(maryland, ['12086'], names)).toThrow('12086 fits no listing');
  });

  test('refuses a listing without a county', () => {
    const listings = [named('MD', 'SOURCE', null), named('FL', 'SOURCE', ['Sarasota'])];
    expect(() => assignCounties(listings, ['24005'], names)).toThrow('FL has no county');
  });
});
