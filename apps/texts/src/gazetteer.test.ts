import { expect, test } from '@jest/globals';
import { readPlace } from './domain/place.ts';
import { wordsOf } from './domain/text.ts';
import { createGazetteer } from './gazetteer.ts';

const houston = {
  code: 'houston',
  city: 'Houston',
  state: 'TX',
  position: { latitude: 29.7604, longitude: -95.3698 },
};
const gazetteer = createGazetteer()([houston]);
const countyOf = (text: string) => readPlace(wordsOf(text), gazetteer).countyFips;

test.each([
  ['77002', '48201'],
  ['90012', '06037'],
  ['79901', '48141'],
  ['10001', '36061'],
  ['97301', '41047'],
])('ZIP %s lies in county %s', (zip, fips) => {
  expect(countyOf(zip)).toBe(fips);
});

test.each([
  ['Harris County, TX', '48201'],
  ['Houston', '48201'],
  ['Miami-Dade Florida', '12086'],
  ['Doña Ana NM', '35013'],
  ['St. Louis MO', '29189'],
  ['Baltimore MD', '24005'],
])('%s is county %s', (text, fips) => {
  expect(countyOf(text)).toBe(fips);
});

test('without the directory counties and ZIP codes are still known', () => {
  const alone = createGazetteer()([]);
  expect(readPlace(['harris', 'tx'], alone).countyFips).toBe('48201');
  expect(readPlace(['houston'], alone)).toEqual({ countyFips: null, consulateCode: null });
});
