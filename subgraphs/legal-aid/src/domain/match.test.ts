import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { match, type MatchWish, type ProviderLoad } from './match.ts';
import { coveredBy } from './places.ts';
import { legalAreas, providerStandings } from './provider.ts';

const counties = ['48201', '48113', '06037'] as const;
const states = ['TX', 'CA'] as const;
const languages = ['es', 'en', 'mib', 'es-MX'] as const;

const places = fc.constantFrom(
  { state: 'TX', countyFips: '48201' },
  { state: 'TX', countyFips: '48113' },
  { state: 'CA', countyFips: '06037' },
  { state: 'TX', countyFips: null },
);

const loads = fc
  .uniqueArray(fc.uuid(), { maxLength: 12 })
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.record({
          provider: fc.record({
            id: fc.constant(id),
            states: fc.subarray([...states]),
            counties: fc.subarray([...counties]),
            areas: fc.subarray([...legalAreas]),
            languages: fc.subarray([...languages]),
            capacity: fc.integer({ min: 0, max: 5 }),
            standing: fc.constantFrom(...providerStandings),
          }),
          heldCount: fc.integer({ min: 0, max: 6 }),
          answeredCount: fc.integer({ min: 0, max: 5 }),
          lapsedCount: fc.integer({ min: 0, max: 5 }),
          lastOfferedAt: fc.option(fc.integer({ min: 0, max: 1000 })),
        }),
      ),
    ),
  )
  .map((all): readonly ProviderLoad[] => all);

const wishOver = (all: readonly ProviderLoad[]): fc.Arbitrary<MatchWish> =>
  fc.record({
    place: places,
    area: fc.constantFrom(...legalAreas),
    languages: fc.subarray([...languages], { minLength: 1 }),
    askedIds: fc.subarray(all.map(({ provider }) => provider.id)).map((ids) => new Set(ids)),
  });

const scenes = loads.chain((all) => fc.tuple(fc.constant(all), wishOver(all)));

/** Whether somebody may be asked, said once more and in other words than the rule's own. */
const mayBeAsked = ({ place, area, askedIds }: MatchWish, { provider, heldCount }: ProviderLoad) =>
  provider.standing === 'ACTIVE' &&
  heldCount < provider.capacity &&
  provider.areas.includes(area) &&
  !askedIds.has(provider.id) &&
  (provider.states.includes(place.state) ||
    (place.countyFips !== null && provider.counties.includes(place.countyFips)));

describe('whatever there is', () => {
  test('all who may be asked are candidates, once each, and nobody else', () => {
    fc.assert(
      fc.property(scenes, ([all, wish]) => {
        const ids = match(wish, all).map(({ providerId }) => providerId);
        const wanted = all
          .filter((load) => mayBeAsked(wish, load))
          .map(({ provider }) => provider.id);
        expect(ids.toSorted()).toEqual(wanted.toSorted());
      }),
    );
  });

  test('the order of what is given changes nothing', () => {
    fc.assert(
      fc.property(
        scenes.chain(([all, wish]) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray([...all], { minLength: all.length }),
            fc.constant(wish),
          ),
        ),
        ([all, shuffled, wish]) => expect(match(wish, shuffled)).toEqual(match(wish, all)),
      ),
    );
  });

  test('each says how it covers the place and how much room it has', () => {
    fc.assert(
      fc.property(scenes, ([all, wish]) => {
        for (const { providerId, reasons } of match(wish, all)) {
          const load = all.find(({ provider }) => provider.id === providerId);
          if (load === undefined) throw new Error('A candidate was among those given');
          const values = Object.fromEntries(reasons.map(({ factor, value }) => [factor, value]));
          const covered = coveredBy(load.provider, wish.place);
          expect(values['PLACE']).toBe(
            covered === 'COUNTY' ? wish.place.countyFips : wish.place.state,
          );
          expect(values['CAPACITY']).toBe(`${load.heldCount} of ${load.provider.capacity}`);
        }
      }),
    );
  });
});

const wish: MatchWish = {
  place: { state: 'TX', countyFips: '48201' },
  area: 'IMMIGRATION',
  languages: ['mib', 'es'],
  askedIds: new Set(),
};
const load = (id: string, facts: Partial<ProviderLoad['provider']> = {}): ProviderLoad => ({
  provider: {
    id,
    states: ['TX'],
    counties: [],
    areas: ['IMMIGRATION'],
    languages: ['es'],
    capacity: 10,
    standing: 'ACTIVE',
    ...facts,
  },
  heldCount: 0,
  answeredCount: 0,
  lapsedCount: 0,
  lastOfferedAt: null,
});
const idsOf = (all: readonly ProviderLoad[]) =>
  match(wish, all).map(({ providerId }) => providerId);

describe('in a mass event', () => {
  test('of providers alike, the least burdened for their capacity is next, until all are full', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 50 }),
        (capacities, count) => {
          let all = capacities.map((capacity, index) => load(`p${index}`, { capacity }));
          const total = capacities.reduce((sum, capacity) => sum + capacity, 0);
          for (let asked = 0; asked < count; asked += 1) {
            const [next] = idsOf(all);
            if (asked >= total) expect(next).toBeUndefined();
            // Nobody is left without help while anybody has room.
            else expect(next).toBeDefined();
            all = all.map((one) =>
              one.provider.id === next
                ? { ...one, heldCount: one.heldCount + 1, lastOfferedAt: asked + 1 }
                : one,
            );
            for (const one of all) {
              expect(one.heldCount).toBeLessThanOrEqual(one.provider.capacity);
              for (const other of all) {
                // Nobody has had a matter more, for what they can bear, than whoever waits.
                const isAhead =
                  (one.heldCount - 1) * other.provider.capacity >
                  other.heldCount * one.provider.capacity;
                expect(isAhead).toBe(false);
              }
            }
          }
        },
      ),
    );
  });
});

describe('who comes first', () => {
  test.each<[string, ProviderLoad, ProviderLoad]>([
    ['who speaks the language they like best', load('b', { languages: ['mib'] }), load('a')],
    ['who speaks any of them', load('b'), load('a', { languages: ['en'] })],
    ['who answers', load('b'), { ...load('a'), answeredCount: 1, lapsedCount: 4 }],
    ['who names the county', load('b', { counties: ['48201'] }), load('a')],
    ['who has less to do', { ...load('b'), heldCount: 1 }, { ...load('a'), heldCount: 2 }],
    [
      'who has less to do for their capacity',
      { ...load('b'), heldCount: 2 },
      { ...load('a', { capacity: 2 }), heldCount: 1 },
    ],
    ['who waits longest', { ...load('b'), lastOfferedAt: 1 }, { ...load('a'), lastOfferedAt: 2 }],
    ['the lower id, when all else is the same', load('a'), load('b')],
  ])('%s', (_why, first, second) => {
    const ids = [first, second].map(({ provider }) => provider.id);
    expect(idsOf([second, first])).toEqual(ids);
    expect(idsOf([first, second])).toEqual(ids);
  });

  test('few lapses prove nothing', () => {
    expect(idsOf([{ ...load('a'), lapsedCount: 3 }, load('b')])).toEqual(['a', 'b']);
  });
});
