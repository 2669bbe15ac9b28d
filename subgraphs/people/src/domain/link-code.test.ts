import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { canonicalLinkCode, checkValidMinutes, linkCodeBytes, linkCodeFrom } from './link-code.ts';

test('a code is found again however it was typed', () => {
  for (let count = 0; count < 100; count += 1) {
    const code = linkCodeFrom(randomBytes(linkCodeBytes));
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    const canonical = code.replace('-', '');
    const typed = [code, canonical, code.toLowerCase(), ` ${code.replace('-', ' ')} `];
    typed.push(code.replaceAll('0', 'o').replaceAll('1', 'l'), code.replaceAll('1', 'I'));
    for (const variant of typed) expect(canonicalLinkCode(variant)).toBe(canonical);
  }
});

test.each([
  '',
  '-',
  '12345',
  '12345-6789U',
  '12345-678901',
  '\u0000',
  'é'.repeat(10),
  'x'.repeat(65),
])('%j is no code', (typed) => {
  expect(canonicalLinkCode(typed)).toBeNull();
});

test('a code takes all its randomness', () => {
  expect(() => linkCodeFrom(new Uint8Array(linkCodeBytes - 1))).toThrow(RangeError);
});

test('a code is good for one to ten minutes', () => {
  for (const minutes of [1, 10]) checkValidMinutes(minutes);
  for (const minutes of [0, -1, 11, 1.5, Number.NaN, Infinity]) {
    expect(() => checkValidMinutes(minutes)).toThrow(InvalidInputError);
  }
});
