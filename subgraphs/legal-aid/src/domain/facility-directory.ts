import {
  isPossiblyClosed,
  type DetentionFacility,
  type FacilityList,
  type FacilityRegister,
} from './detention-facility.ts';
import { matchesAll, spellOut, wordsOf } from './words.ts';

export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Great-circle distance in kilometres. */
export type Distance = (from: Point, to: Point) => number;

/** What to look for; what is null is not looked at. */
export interface FacilityWish {
  /** Beginnings of words of the name or the city, or ICE's code. */
  readonly search: string | null;
  /** Postal abbreviation, in any case. */
  readonly state: string | null;
  /** Beginnings of words of the city. */
  readonly city: string | null;
  readonly near: Point | null;
}

export interface FacilityMatch {
  readonly facility: DetentionFacility;
  /** From the point asked about, to 100 m, which is more than positions know; null if none was. */
  readonly distanceKilometers: number | null;
}

export interface FacilityDirectory {
  /** What the facilities are known from, newest first: how old an answer is, even an empty one. */
  readonly lists: readonly FacilityList[];
  get(id: string): DetentionFacility | null;
  /**
   * All that fit, in an order that depends on nothing but the wish: near a point the nearest
   * first; else the best match of the name first, then what is surely still open, then by name.
   */
  find(wish: FacilityWish): readonly FacilityMatch[];
}

interface Entry {
  readonly facility: DetentionFacility;
  readonly name: string;
  readonly nameWords: readonly string[];
  readonly cityWords: readonly string[];
  readonly words: readonly string[];
  /** Settles what nothing else does. */
  readonly order: string;
}

function toEntry(facility: DetentionFacility): Entry {
  const { id, name, officialName, city, state, code } = facility;
  const nameWords = spellOut([...new Set([...wordsOf(name), ...wordsOf(officialName)])], state);
  const cityWords = spellOut(wordsOf(city), state);
  const folded = wordsOf(name).join(' ');
  return {
    facility,
    name: folded,
    nameWords,
    cityWords,
    words: [...nameWords, ...cityWords, ...(code === null ? [] : [code.toLowerCase()])],
    order: [Number(isPossiblyClosed(facility)), folded, state, id].join('\t'),
  };
}

/** How well a name answers what was looked for; the lowest is best. */
function rank(entry: Entry, wanted: readonly string[]): number {
  const phrase = wanted.join(' ');
  if (entry.name === phrase) return 0;
  if (entry.name.startsWith(phrase)) return 1;
  return matchesAll(wanted, entry.nameWords) ? 2 : 3;
}

export function createFacilityDirectory(
  { lists, facilities }: FacilityRegister,
  distance: Distance,
): FacilityDirectory {
  const entries = facilities.map(toEntry);
  const byId = new Map(facilities.map((facility) => [facility.id, facility]));

  return {
    lists,
    get: (id) => byId.get(id) ?? null,
    find({ search, state, city, near }) {
      const wanted = wordsOf(search ?? '');
      const wantedCity = wordsOf(city ?? '');
      const wantedState = state?.toUpperCase() ?? null;
      return entries
        .filter(
          ({ facility, words, cityWords }) =>
            (wantedState === null || facility.state === wantedState) &&
            matchesAll(wantedCity, cityWords) &&
            matchesAll(wanted, words),
        )
        .map((entry) => ({
          entry,
          kilometers: near === null ? null : distance(near, entry.facility.position),
          rank: wanted.length === 0 ? 0 : rank(entry, wanted),
        }))
        .sort(
          (one, other) =>
            (one.kilometers ?? 0) - (other.kilometers ?? 0) ||
            one.rank - other.rank ||
            (one.entry.order < other.entry.order ? -1 : 1),
        )
        .map(({ entry, kilometers }) => ({
          facility: entry.facility,
          distanceKilometers: kilometers === null ? null : Math.round(kilometers * 10) / 10,
        }));
    },
  };
}
