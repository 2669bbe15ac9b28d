/** Where a matter is: its state, and its county if that is known. */
export interface MatterPlace {
  /** Postal abbreviation. */
  readonly state: string;
  /** Five digits of the US Census. */
  readonly countyFips: string | null;
}

/** Where somebody helps: whole states, and single counties beside them. */
export interface Coverage {
  readonly states: readonly string[];
  readonly counties: readonly string[];
}

/** The first two digits of a county's code say its state or territory. */
const stateByDigits: Readonly<Record<string, string>> = {
  '01': 'AL',
  '02': 'AK',
  '04': 'AZ',
  '05': 'AR',
  '06': 'CA',
  '08': 'CO',
  '09': 'CT',
  '10': 'DE',
  '11': 'DC',
  '12': 'FL',
  '13': 'GA',
  '15': 'HI',
  '16': 'ID',
  '17': 'IL',
  '18': 'IN',
  '19': 'IA',
  '20': 'KS',
  '21': 'KY',
  '22': 'LA',
  '23': 'ME',
  '24': 'MD',
  '25': 'MA',
  '26': 'MI',
  '27': 'MN',
  '28': 'MS',
  '29': 'MO',
  '30': 'MT',
  '31': 'NE',
  '32': 'NV',
  '33': 'NH',
  '34': 'NJ',
  '35': 'NM',
  '36': 'NY',
  '37': 'NC',
  '38': 'ND',
  '39': 'OH',
  '40': 'OK',
  '41': 'OR',
  '42': 'PA',
  '44': 'RI',
  '45': 'SC',
  '46': 'SD',
  '47': 'TN',
  '48': 'TX',
  '49': 'UT',
  '50': 'VT',
  '51': 'VA',
  '53': 'WA',
  '54': 'WV',
  '55': 'WI',
  '56': 'WY',
  '60': 'AS',
  '66': 'GU',
  '69': 'MP',
  '72': 'PR',
  '78': 'VI',
};

const states: ReadonlySet<string> = new Set(Object.values(stateByDigits));

export const isState = (text: string): boolean => states.has(text);

/** The state of a county; null when no state has such a code. */
export const stateOfCounty = (fips: string): string | null =>
  /^\d{5}$/.test(fips) ? (stateByDigits[fips.slice(0, 2)] ?? null) : null;

export type CoveredBy = 'COUNTY' | 'STATE';

/**
 * How a place is covered; null when it is not. Of a place of which the state alone is known, somebody
 * who helps in single counties of it may not be near.
 */
export function coveredBy(
  { states: whole, counties }: Coverage,
  place: MatterPlace,
): CoveredBy | null {
  if (place.countyFips !== null && counties.includes(place.countyFips)) return 'COUNTY';
  return whole.includes(place.state) ? 'STATE' : null;
}
