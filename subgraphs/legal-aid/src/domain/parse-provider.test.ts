import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { expect, test } from '@jest/globals';
import { parseCapacity, parseProvider, type RegisterProviderInput } from './parse-provider.ts';

const isCounty = (fips: string) => ['48201', '06037'].includes(fips);
const clinic: RegisterProviderInput = {
  name: ' Clínica  ',
  kind: 'CLINIC',
  states: ['tx', 'TX'],
  countyFips: ['06037'],
  areas: ['IMMIGRATION', 'FAMILY'],
  languages: ['ES-mx', 'zai'],
  capacity: 3,
  fee: 'FREE',
};

const pathsOf = (input: RegisterProviderInput): readonly string[] => {
  try {
    parseProvider(input, isCounty);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return error.issues.map(({ path }) => path);
  }
};

test('what is typed gets its one spelling', () => {
  expect(parseProvider(clinic, isCounty)).toEqual({
    name: 'Clínica',
    kind: 'CLINIC',
    organisationId: null,
    states: ['TX'],
    counties: ['06037'],
    areas: ['IMMIGRATION', 'FAMILY'],
    languages: ['es-MX', 'zai'],
    capacity: 3,
    fee: 'FREE',
    hours: null,
  });
});

test.each<[string, Partial<RegisterProviderInput>, readonly string[]]>([
  ['no place', { states: [], countyFips: [] }, ['states']],
  ['a state that is none', { states: ['ZZ'] }, ['states.0']],
  ['a county that is none', { countyFips: ['48202'] }, ['countyFips.0']],
  ['no area', { areas: [] }, ['areas']],
  ['no language', { languages: [] }, ['languages']],
  ['a language that is none', { languages: ['x-secret'] }, ['languages.0']],
  ['a negative capacity', { capacity: -1 }, ['capacity']],
  ['an empty name', { name: ' ' }, ['name']],
  ['an organisation that is none', { organisationId: 'x' }, ['organisationId']],
])('%s is refused by its field', (_what, change, paths) => {
  expect(pathsOf({ ...clinic, ...change })).toEqual(paths);
});

test('an accredited representative has immigration alone', () => {
  const kind = 'ACCREDITED_REPRESENTATIVE';
  expect(pathsOf({ ...clinic, kind })).toEqual(['areas']);
  expect(pathsOf({ ...clinic, kind, areas: ['IMMIGRATION'] })).toEqual([]);
});

test('a capacity has an end', () => {
  expect(() => parseCapacity(1001)).toThrow(InvalidInputError);
  expect(parseCapacity(0)).toBe(0);
});
