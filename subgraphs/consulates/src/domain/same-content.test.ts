import { expect, test } from '@jest/globals';
import { isSameContent } from './same-content.ts';

test.each([
  ['equal records, whatever the order of their fields', { a: 1, b: [null] }, { b: [null], a: 1 }],
  ['equal lists', [{ a: 'x' }], [{ a: 'x' }]],
  ['nothing and nothing', null, null],
])('takes for the same: %s', (_case, one, other) => {
  expect(isSameContent(one, other)).toBe(true);
});

test.each([
  ['another value', { a: 1 }, { a: 2 }],
  ['a field more', { a: 1 }, { a: 1, b: null }],
  ['a field of another name', { a: null }, { b: null }],
  ['another order of a list', [1, 2], [2, 1]],
  ['a list and a record', [], {}],
  ['nothing and a record', null, {}],
  ['a record and what is not there', undefined, {}],
])('tells apart: %s', (_case, one, other) => {
  expect(isSameContent(one, other)).toBe(false);
  expect(isSameContent(other, one)).toBe(false);
});
