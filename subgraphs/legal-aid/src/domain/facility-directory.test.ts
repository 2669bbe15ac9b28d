import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { distanceKilometers } from '@alert-button/platform/geography/distance.ts';
import { readDetentionFacilities } from '../store/shipped-file.ts';
import type { FacilityRegister } from './detention-facility.ts';
import {
  createFacilityDirectory,
  type FacilityDirectory,
  type FacilityWish,
} from './facility-directory.ts';
import { wordsOf } from './words.ts';

const everything: FacilityWish = { search: null, state: null, city: null, near: null };
let register: FacilityRegister;
let directory: FacilityDirectory;

beforeAll(async () => {
  register = await readDetentionFacilities();
  directory = createFacilityDirectory(register, distanceKilometers);
});

const names = (wish: Partial<FacilityWish>) =>
  directory.find({ ...everything, ...wish }).map(({ facility }) => facility.name);

describe('a search by name', () => {
  test.each([
    ['stewart', 'Stewart Detention Center'],
    ['STÉWART', 'Stewart Detention Center'],
    ['detention stew', 'Stewart Detention Center'],
    ['Bourbon County Detention', 'Bourbon CO Det Center'],
    ['Sainte Genevieve', 'Ste. Genevieve County Sheriff/Jail'],
    ['sheriffs ozark', "Ozark County Sheriff's Office"],
    ['ADLNTCA', 'Adelanto ICE Processing Center'],
  ])('%s finds %s first', (search, name) => {
    expect(names({ search })[0]).toBe(name);
  });

  test('puts names before places, and those possibly closed last', () => {
    expect(names({ search: 'florence' })).toMatchInlineSnapshot(`
     [
       "Florence Service Processing Center",
       "Florence Staging Facility",
       "CCA, Florence Correctional Center",
       "ICE ERO – Pueblo/Florence, CO",
     ]
    `);
    expect(names({ search: 'clinton county jail' })).toEqual([
      'Clinton County Jail',
      'Clinton County Jail',
    ]);
    const [open, closed] = directory.find({ ...everything, search: 'clinton county jail' });
    expect([open?.facility.state, closed?.facility.state]).toEqual(['IN', 'NY']);
  });

  test('that has no words in it finds everything', () => {
    expect(names({ search: ' – ' })).toHaveLength(register.facilities.length);
  });
});

describe('a search by place', () => {
  test('takes state and city, whatever their case', () => {
    expect(names({ state: 'tx', city: 'DILLEY' })).toEqual([
      'Dilley Immigration Processing Center',
      'Dilley Processing Single Adult Female',
    ]);
  });

  test('gives the nearest first', () => {
    const eloy = { latitude: 32.756, longitude: -111.555 };
    const [first, second] = directory.find({ ...everything, near: eloy });
    expect(first?.facility.city).toBe('Eloy');
    expect(first?.distanceKilometers).toBeLessThan(20);
    expect(second?.distanceKilometers).toBeGreaterThanOrEqual(first?.distanceKilometers ?? 0);
  });
});

describe('any search', () => {
  const someWords = () =>
    fc.oneof(
      fc.string({ maxLength: 12 }),
      fc
        .tuple(fc.nat(), fc.nat({ max: 3 }), fc.integer({ min: 1, max: 9 }))
        .map(([which, word, length]) => {
          const { name } = register.facilities[which % register.facilities.length] ?? { name: '' };
          return (name.split(' ')[word] ?? '').slice(0, length);
        }),
    );
  const wishes = () =>
    fc.record<FacilityWish>({
      search: fc.option(someWords()),
      state: fc.option(fc.constantFrom('TX', 'ca', 'La', 'GU', 'ZZ')),
      city: fc.option(fc.constantFrom('el', 'San', 'MIAMI', 'zz')),
      near: fc.option(
        fc.record({
          latitude: fc.double({ min: -90, max: 90, noNaN: true }),
          longitude: fc.double({ min: -180, max: 180, noNaN: true }),
        }),
      ),
    });

  test('stays within what was asked for and leaves nothing out', () => {
    fc.assert(
      fc.property(wishes(), (wish) => {
        const found = directory.find(wish);
        const ids = new Set(found.map(({ facility }) => facility.id));
        expect(ids.size).toBe(found.length);
        for (const { facility } of found) {
          if (wish.state !== null) expect(facility.state).toBe(wish.state.toUpperCase());
          if (wish.city !== null) {
            const start = wish.city.toLowerCase();
            expect(wordsOf(facility.city).some((word) => word.startsWith(start))).toBe(true);
          }
        }
        // Whoever has every wanted word literally in its name must be among them.
        const wanted = wordsOf(wish.search ?? '');
        for (const facility of register.facilities) {
          const words = wordsOf(facility.name);
          const hasAll = wanted.every((start) => words.some((word) => word.startsWith(start)));
          const isInState = wish.state === null || facility.state === wish.state.toUpperCase();
          if (hasAll && isInState && wish.city === null) expect(ids.has(facility.id)).toBe(true);
        }
      }),
    );
  });

  test('gives the same answer from a register in any order', () => {
    fc.assert(
      fc.property(
        wishes(),
        fc.shuffledSubarray([...register.facilities], { minLength: register.facilities.length }),
        (wish, facilities) => {
          const shuffled = createFacilityDirectory({ ...register, facilities }, distanceKilometers);
          expect(shuffled.find(wish)).toEqual(directory.find(wish));
        },
      ),
      { numRuns: 30 },
    );
  });

  test('is sorted by distance when it has a point, and has no distances without', () => {
    fc.assert(
      fc.property(wishes(), (wish) => {
        const found = directory.find(wish);
        if (wish.near === null) {
          expect(found.every((match) => match.distanceKilometers === null)).toBe(true);
          return;
        }
        const { near } = wish;
        const distances = found.map(({ facility }) => distanceKilometers(near, facility.position));
        expect(distances).toEqual(distances.toSorted((one, other) => one - other));
        const shown = distances.map((kilometers) => Math.round(kilometers * 10) / 10);
        expect(found.map((match) => match.distanceKilometers)).toEqual(shown);
      }),
    );
  });
});
