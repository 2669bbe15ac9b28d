/** Postal abbreviation, FIPS code, and names as `wordsOf` gives them, in English and Spanish. */
type State = readonly [abbreviation: string, fips: string, ...names: string[]];

const states: readonly State[] = [
  ['al', '01', 'alabama'],
  ['ak', '02', 'alaska'],
  ['az', '04', 'arizona'],
  ['ar', '05', 'arkansas'],
  ['ca', '06', 'california'],
  ['co', '08', 'colorado'],
  ['ct', '09', 'connecticut'],
  ['de', '10', 'delaware'],
  ['dc', '11', 'district of columbia', 'distrito de columbia', 'washington dc'],
  ['fl', '12', 'florida'],
  ['ga', '13', 'georgia'],
  ['hi', '15', 'hawaii', 'hawai'],
  ['id', '16', 'idaho'],
  ['il', '17', 'illinois'],
  ['in', '18', 'indiana'],
  ['ia', '19', 'iowa'],
  ['ks', '20', 'kansas'],
  ['ky', '21', 'kentucky'],
  ['la', '22', 'louisiana', 'luisiana'],
  ['me', '23', 'maine'],
  ['md', '24', 'maryland'],
  ['ma', '25', 'massachusetts'],
  ['mi', '26', 'michigan'],
  ['mn', '27', 'minnesota'],
  ['ms', '28', 'mississippi', 'misisipi'],
  ['mo', '29', 'missouri', 'misuri'],
  ['mt', '30', 'montana'],
  ['ne', '31', 'nebraska'],
  ['nv', '32', 'nevada'],
  ['nh', '33', 'new hampshire', 'nuevo hampshire'],
  ['nj', '34', 'new jersey', 'nueva jersey'],
  ['nm', '35', 'new mexico', 'nuevo mexico'],
  ['ny', '36', 'new york', 'nueva york'],
  ['nc', '37', 'north carolina', 'carolina del norte'],
  ['nd', '38', 'north dakota', 'dakota del norte'],
  ['oh', '39', 'ohio'],
  ['ok', '40', 'oklahoma'],
  ['or', '41', 'oregon'],
  ['pa', '42', 'pennsylvania', 'pensilvania'],
  ['ri', '44', 'rhode island'],
  ['sc', '45', 'south carolina', 'carolina del sur'],
  ['sd', '46', 'south dakota', 'dakota del sur'],
  ['tn', '47', 'tennessee'],
  ['tx', '48', 'texas', 'tejas'],
  ['ut', '49', 'utah'],
  ['vt', '50', 'vermont'],
  ['va', '51', 'virginia'],
  ['wa', '53', 'washington'],
  ['wv', '54', 'west virginia', 'virginia occidental'],
  ['wi', '55', 'wisconsin'],
  ['wy', '56', 'wyoming'],
  ['pr', '72', 'puerto rico'],
];

/** FIPS code of a state, by its abbreviation. */
export const stateByAbbreviation: ReadonlyMap<string, string> = new Map(
  states.map(([abbreviation, fips]) => [abbreviation, fips]),
);

/** FIPS code of a state, by each of its names. */
export const stateByName: ReadonlyMap<string, string> = new Map(
  states.flatMap(([, fips, ...names]) => names.map((name) => [name, fips] as const)),
);
