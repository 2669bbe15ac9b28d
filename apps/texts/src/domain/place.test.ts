import { expect, test } from '@jest/globals';
import { readPlace, type Gazetteer } from './place.ts';
import { wordsOf } from './text.ts';

const seat = (consulateCode: string, countyFips: string | null) => ({ consulateCode, countyFips });
const gazetteer: Gazetteer = {
  countyOfZip: (zip) => ({ '77002': '48201' })[zip] ?? null,
  counties: new Map([
    ['48/harris', '48201'],
    ['48/houston', '48225'],
    ['35/dona ana', '35013'],
    ['22/orleans', '22071'],
    ['39/hamilton', '39061'],
  ]),
  seats: new Map([
    ['48/houston', seat('houston', '48201')],
    ['houston', seat('houston', '48201')],
    ['48/el paso', seat('el-paso', '48141')],
    ['el paso', seat('el-paso', '48141')],
    ['new york', seat('new-york', '36061')],
    ['36/new york', seat('new-york', '36061')],
    ['41/portland', seat('portland', '41051')],
  ]),
  onlySeats: new Map([['41', seat('portland', '41051')]]),
};
const read = (text: string) => readPlace(wordsOf(text), gazetteer);

test.each([
  ['77002', '48201'],
  ['estoy en el 77002-1234', '48201'],
  ['Harris TX', '48201'],
  ['Harris County, Texas', '48201'],
  ['condado de Harris, Tejas', '48201'],
  ['estoy en harris tx', '48201'],
  ['Doña Ana, Nuevo México', '35013'],
  ['Orleans Parish LA', '22071'],
  ['Hamilton, Ohio', '39061'],
  ['Houston', '48201'],
  ['houston tx', '48201'],
  ['Houston County TX', '48225'],
  ['El Paso', '48141'],
  ['cerca de El Paso, TX', '48141'],
  ['Nueva York New York', '36061'],
])('%p is county %s', (text, countyFips) => {
  expect(read(text)).toEqual({ countyFips, consulateCode: null });
});

test('a state with one office is that office, at no county', () => {
  expect(read('Oregon')).toEqual({ countyFips: null, consulateCode: 'portland' });
  expect(read('estoy por OR')).toEqual({ countyFips: null, consulateCode: 'portland' });
});

test.each(['', 'Texas', '00000', 'en la casa de mi tia', 'ven ya', '1234567', 'Atlantis TX'])(
  '%p names no place',
  (text) => {
    expect(read(text)).toEqual({ countyFips: null, consulateCode: null });
  },
);

test('a place is found in a message of thousands of words', () => {
  const long = 'palabra '.repeat(5_000);
  expect(read(`${long} Harris TX`)).toEqual({ countyFips: '48201', consulateCode: null });
  expect(read(`Oregon ${long}`)).toEqual({ countyFips: null, consulateCode: 'portland' });
  expect(read(long)).toEqual({ countyFips: null, consulateCode: null });
});
