import { expect, test } from '@jest/globals';
import { readCountyNames } from './county-names.ts';

test('every county has a name, written as the Census Bureau writes it', () => {
  const names = readCountyNames();
  expect(names.size).toBe(3231);
  expect([...names.values()].filter((name) => name === '')).toEqual([]);
  expect(names.get('35013')).toBe('Doña Ana');
  expect([names.get('24005'), names.get('24510')]).toEqual(['Baltimore', 'Baltimore']);
});
