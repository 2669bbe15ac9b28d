import { expect, test } from '@jest/globals';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { parseSummary } from './incident-summary.ts';

const known = {
  names: ['Xóchitl Eva Quebrada de la Cruz'],
  numbers: ['A 012-345-678', '+52 55 1234', 'Home +1 281 555 0100, work (832) 555-0111'],
};

test.each([
  'The officers knew of XOCHITL.',
  'It was quebrada, they said.',
  'File 012 345 678 was shown.',
  'They called 52551234.',
  'They asked Eva.',
  'They called 281-555-0100.',
  'They called +1 832 555 0111.',
  '',
])('a summary that says who the person is, or says nothing, is refused: %j', (text) => {
  expect(() => parseSummary(text, known)).toThrow(InvalidInputError);
});

test('one that says what happened is taken, however short words of the name are', () => {
  const text = 'Two officers entered de noche, without la orden de un juez, at 03:45.';
  expect(parseSummary(` ${text} `, known)).toBe(text);
  expect(parseSummary(text, { names: [], numbers: [] })).toBe(text);
});
