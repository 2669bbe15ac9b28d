import { expect, test } from '@jest/globals';
import { readPhone } from './phone-number.ts';

test.each([
  ['+52 55 1234 5678', '+525512345678'],
  ['+1 (213) 373-4253', '+12133734253'],
  [' +502 2345 6789 ', '+50223456789'],
  // As Mexican mobile numbers were written until 2019.
  ['+52 1 55 1234 5678', '+525512345678'],
])('%s is %s', (typed, number) => {
  expect(readPhone(typed)).toBe(number);
});

test.each([
  '',
  '+',
  '55 1234 5678',
  '001 213 373 4253',
  '+1 213 373 425',
  '+999 123 456 789',
  '+1 213 373 4253 ext. 5',
  'call +1 213 373 4253',
  '+1 213 373 4253 or Ana',
  'tel:+12133734253',
  '+\u0000',
])('%j is none', (typed) => {
  expect(readPhone(typed)).toBeNull();
});
