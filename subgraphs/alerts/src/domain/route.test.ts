import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCountyIndex } from '@alert-button/platform/geography/counties.ts';
import { distanceKilometers } from '@alert-button/platform/geography/distance.ts';
import { shippedDesks, shippedDirectory, shippedOffices } from '../testing/shipped-directory.ts';
import { buildDirectory, type DirectoryOffice } from './directory.ts';
import { route, type RouteRequest } from './route.ts';

type Point = NonNullable<RouteRequest['position']>;

const counties = createCountyIndex();
const directory = shippedDirectory();
const reversed = shippedDirectory(shippedOffices.toReversed(), shippedDesks.toReversed());

/** Boxes around the land of the United States: the contiguous states, Alaska, Hawaii, Puerto Rico. */
const landBoxes = [
  { south: 24.4, west: -124.8, north: 49.4, east: -66.9 },
  { south: 51.2, west: -179.9, north: 71.4, east: -129.9 },
  { south: 18.9, west: -160.3, north: 22.3, east: -154.8 },
  { south: 17.9, west: -67.3, north: 18.6, east: -65.2 },
];

const pointOnLand: fc.Arbitrary<Point> = fc
  .constantFrom(...landBoxes)
  .chain(({ south, west, north, east }) =>
    fc.record({
      latitude: fc.double({ min: south, max: north, noNaN: true }),
      longitude: fc.double({ min: west, max: east, noNaN: true }),
    }),
  );

function requestAt(position: Point): RouteRequest {
  return {
    position,
    countyFips: counties.countyAt(position)?.fips ?? null,
    homeConsulate: null,
  };
}

const deskById = new Map(shippedDesks.map((desk) => [desk.id, desk]));
const officesByCounty = Map.groupBy(
  shippedOffices.flatMap((office) => office.counties.map(({ fips }) => ({ fips, office }))),
  ({ fips }) => fips,
);

/** What has to be true of every routing of a position, whatever the data say. */
function expectOneLawfulDesk(request: RouteRequest): void {
  const routing = route(request, directory, distanceKilometers);
  const { deskId, consulateId, countyFips, reason, basis } = routing;
  const listing = officesByCounty.get(request.countyFips ?? '')?.map(({ office }) => office.id);
  const office = directory.officeByCode.get(deskById.get(deskId)?.code ?? '');
  expect([office?.deskId, office?.id, countyFips]).toEqual([
    deskId,
    consulateId,
    request.countyFips,
  ]);
  expect(routing.distanceKilometers).toBeGreaterThanOrEqual(0);
  if (listing !== undefined) {
    expect(listing).toEqual([consulateId]);
    expect([reason, basis !== null]).toEqual(['COUNTY', true]);
  } else {
    // An office whose list is complete excludes a county it does not name.
    const isExcluded = countyFips !== null && office?.isJurisdictionComplete;
    expect([reason, basis, isExcluded]).toEqual(['NEAREST_OFFICE', null, false]);
  }
  expect(route(request, directory, distanceKilometers)).toEqual(routing);
  expect(route(request, reversed, distanceKilometers)).toEqual(routing);
}

describe('routing by the directory that is shipped', () => {
  test('takes the centroid of every county to exactly one desk, however the offices come', () => {
    const centroids = [...counties.centroids().values()];
    expect(centroids.length).toBeGreaterThan(3200);
    for (const centroid of centroids) expectOneLawfulDesk(requestAt(centroid));
  });

  test('takes 10,000 points of the United States to exactly one desk each', () => {
    fc.assert(
      fc.property(pointOnLand, (point) => expectOneLawfulDesk(requestAt(point))),
      { numRuns: 10_000, seed: 20_261_121 },
    );
  }, 180_000);

  test('knows the county of the same point alike each time', () => {
    fc.assert(
      fc.property(pointOnLand, (point) =>
        expect(requestAt(point)).toEqual(requestAt({ ...point })),
      ),
      { numRuns: 500 },
    );
  });

  test('gives the same answer with the offices in any order', () => {
    const shuffled = fc.shuffledSubarray([...shippedOffices], { minLength: shippedOffices.length });
    fc.assert(
      fc.property(shuffled, pointOnLand, (offices, point) => {
        const request = requestAt(point);
        expect(route(request, shippedDirectory(offices), distanceKilometers)).toEqual(
          route(request, directory, distanceKilometers),
        );
      }),
      { numRuns: 200 },
    );
  });
});

/** An office on the equator, so many degrees east. */
function office(code: string, longitude: number, facts: Partial<DirectoryOffice> = {}) {
  return {
    id: `id-${code}`,
    code,
    deskId: `desk-${code}`,
    latitude: 0,
    longitude,
    isJurisdictionComplete: false,
    counties: [],
    hours: null,
    regionalGroup: null,
    ...facts,
  };
}

const lists = (...fips: string[]) => ({
  counties: fips.map((county) => ({ fips: county, basis: 'SOURCE' as const })),
});

const centralDesks = shippedDesks.filter(({ kind }) => kind !== 'CONSULATE');
const nationalDeskId = centralDesks.find(({ kind }) => kind === 'NATIONAL')?.id;

describe('route', () => {
  const here: Point = { latitude: 0, longitude: 0 };
  const near = office('near', 1, lists('10001'));
  const complete = office('complete', 0.5, { ...lists('10002'), isJurisdictionComplete: true });
  const far = office('far', 9, lists('10003'));
  const small = shippedDirectory([near, complete, far], centralDesks);
  const ask = (request: Partial<RouteRequest>, among = small) =>
    route(
      { position: here, countyFips: null, homeConsulate: null, ...request },
      among,
      distanceKilometers,
    );

  test.each([
    ['the office that lists the county, near or far', { countyFips: '10003' }, 'far', 'COUNTY'],
    [
      'an office whose complete list names the county',
      { countyFips: '10002' },
      'complete',
      'COUNTY',
    ],
    [
      'the nearest office without a complete list, for a county nobody lists',
      { countyFips: '99999' },
      'near',
      'NEAREST_OFFICE',
    ],
    ['the nearest office of all, beyond all counties', {}, 'complete', 'NEAREST_OFFICE'],
    [
      'the position before the home consulate',
      { countyFips: '10001', homeConsulate: 'far' },
      'near',
      'COUNTY',
    ],
    [
      'the home consulate without a position',
      { position: null, homeConsulate: 'far' },
      'far',
      'HOME_CONSULATE',
    ],
  ] as const)('chooses %s', (_case, request, code, reason) => {
    expect(ask(request)).toMatchObject({
      deskId: `desk-${code}`,
      consulateId: `id-${code}`,
      reason,
    });
  });

  test.each([
    ['no home consulate', null],
    ['a home consulate that is gone', 'closed-long-ago'],
  ])('goes to the national desk without a position and with %s', (_case, homeConsulate) => {
    expect(ask({ position: null, homeConsulate })).toEqual({
      deskId: nationalDeskId,
      consulateId: null,
      reason: 'NATIONAL_DESK',
      basis: null,
      countyFips: null,
      distanceKilometers: null,
    });
  });

  test('decides a tie by code, whatever the order', () => {
    const [west, east] = [office('a-west', -1), office('b-east', 1)];
    for (const offices of [
      [west, east],
      [east, west],
    ]) {
      const among = shippedDirectory(offices, centralDesks);
      expect(ask({ countyFips: '99999' }, among).deskId).toBe('desk-a-west');
    }
  });

  test('decides a county that two offices list by code, whatever the order', () => {
    const [one, other] = [office('a', 5, lists('10001')), office('b', 1, lists('10001'))];
    for (const offices of [
      [one, other],
      [other, one],
    ]) {
      const among = shippedDirectory(offices, centralDesks);
      expect(ask({ countyFips: '10001' }, among).deskId).toBe('desk-a');
    }
  });

  test('still answers when every list is complete', () => {
    const among = shippedDirectory([complete], centralDesks);
    expect(ask({ countyFips: '99999' }, among).deskId).toBe('desk-complete');
  });
});

test('a directory without an office, the call centre or the national desk is none', () => {
  const [callCentre, national] = centralDesks as [never, never];
  expect(buildDirectory([], centralDesks)).toBeNull();
  expect(buildDirectory(shippedOffices, [callCentre])).toBeNull();
  expect(buildDirectory(shippedOffices, [national])).toBeNull();
});
