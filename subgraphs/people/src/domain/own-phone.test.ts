import { expect, test } from '@jest/globals';
import { codeFrom, codesThereAre, readCode } from './own-phone.ts';

test('a code has six digits, whatever the number', () => {
  expect([codeFrom(0), codeFrom(42), codeFrom(codesThereAre - 1)]).toEqual([
    '000000',
    '000042',
    '999999',
  ]);
});

test('a code may be typed with the spaces people put into it', () => {
  expect(['123456', ' 123 456 ', '123-456'].map(readCode)).toEqual(Array(3).fill('123456'));
});

test.each(['12345', '1234567', '12345a', '', '１２３４５６'])('%p is no code', (typed) => {
  expect(readCode(typed)).toBeNull();
});
