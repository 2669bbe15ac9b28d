import { stateByAbbreviation, stateByName } from './states.ts';

/** Where an office stands. */
export interface Seat {
  /** Code of its consulate. */
  readonly consulateCode: string;
  /** The county it stands in; null beyond all counties. */
  readonly countyFips: string | null;
}

/** What names can be looked up in; names as `wordsOf` gives them, joined by spaces. */
export interface Gazetteer {
  /** County of a ZIP code, of five digits. */
  readonly countyOfZip: (zip: string) => string | null;
  /** `<state's FIPS>/<name>` → FIPS. */
  readonly counties: ReadonlyMap<string, string>;
  /** `<state's FIPS>/<city>`, and the city alone where only one office stands in such a one. */
  readonly seats: ReadonlyMap<string, Seat>;
  /** By state's FIPS: the one office there is in it. */
  readonly onlySeats: ReadonlyMap<string, Seat>;
}

/** By what an alert is routed; the consulate only where no county is known. */
export interface Place {
  readonly countyFips: string | null;
  readonly consulateCode: string | null;
}

const nowhere: Place = { countyFips: null, consulateCode: null };

const countyWords: ReadonlySet<string> = new Set(['county', 'condado', 'parish', 'municipio']);

const placeOfSeat = ({ countyFips, consulateCode }: Seat): Place => ({
  countyFips,
  consulateCode: countyFips === null ? consulateCode : null,
});

/** No county, city or state has a longer name: a message of hundreds of words is no work. */
const mostWordsOfName = 6;

/** All runs of words that may be a name, the longest first and among them those nearest to the end. */
function runsOf(words: readonly string[]): readonly string[] {
  const longest = Math.min(words.length, mostWordsOfName);
  const lengths = Array.from({ length: longest }, (_unused, index) => longest - index);
  return lengths.flatMap((length) =>
    Array.from({ length: words.length - length + 1 }, (_unused, index) => {
      const start = words.length - length - index;
      return words.slice(start, start + length).join(' ');
    }),
  );
}

interface NamedState {
  readonly fips: string;
  /** The words without it. */
  readonly rest: readonly string[];
}

/**
 * The state that is named: by its name anywhere, the longest of them, or by its abbreviation at the
 * end. Anywhere else `de`, `la`, `me` and `in` are words.
 */
function findState(words: readonly string[]): NamedState | null {
  const last = words.at(-1) ?? '';
  const abbreviated = stateByAbbreviation.get(last);
  if (abbreviated !== undefined) return { fips: abbreviated, rest: words.slice(0, -1) };
  const name = runsOf(words).find((run) => stateByName.has(run));
  if (name === undefined) return null;
  const length = name.split(' ').length;
  const start = words.findLastIndex(
    (_word, index) => words.slice(index, index + length).join(' ') === name,
  );
  return {
    fips: stateByName.get(name) ?? '',
    rest: [...words.slice(0, start), ...words.slice(start + length)],
  };
}

function within(
  { fips, rest }: NamedState,
  saysCounty: boolean,
  gazetteer: Gazetteer,
): Place | null {
  const runs = runsOf(rest);
  const seatOf = () => {
    const seat = runs.map((run) => gazetteer.seats.get(`${fips}/${run}`)).find(Boolean);
    return seat === undefined ? null : placeOfSeat(seat);
  };
  const countyOf = () => {
    const county = runs.map((run) => gazetteer.counties.get(`${fips}/${run}`)).find(Boolean);
    return county === undefined ? null : { countyFips: county, consulateCode: null };
  };
  // Houston in Texas is the city, in another county than Houston County.
  return saysCounty ? (countyOf() ?? seatOf()) : (seatOf() ?? countyOf());
}

/**
 * The place that words name: a ZIP code, a county or the city of an office with its state, such a
 * city alone, or a state in which there is one office. Where that leaves it open, nothing: what was
 * written goes to the desks as it is.
 */
export function readPlace(words: readonly string[], gazetteer: Gazetteer): Place {
  for (const word of words) {
    const countyFips = /^\d{5}$/.test(word) ? gazetteer.countyOfZip(word) : null;
    if (countyFips !== null) return { countyFips, consulateCode: null };
  }
  const names = words.filter((word) => !countyWords.has(word) && !/^\d+$/.test(word));
  const saysCounty = words.some((word) => countyWords.has(word));
  const state = findState(names);
  if (state !== null) {
    const place = within(state, saysCounty, gazetteer);
    if (place !== null) return place;
  }
  // New York and Washington are cities as much as states.
  const seat = runsOf(names)
    .map((run) => gazetteer.seats.get(run))
    .find(Boolean);
  if (seat !== undefined && !saysCounty) return placeOfSeat(seat);
  const only = state === null ? undefined : gazetteer.onlySeats.get(state.fips);
  // A state has many counties: its office is known, and where in it they are is not.
  return only === undefined ? nowhere : { countyFips: null, consulateCode: only.consulateCode };
}
