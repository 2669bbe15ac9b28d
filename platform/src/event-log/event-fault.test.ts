import { expect, test } from '@jest/globals';
import { isFaultOfEvent, nameFailure } from './event-fault.ts';

const failing = (code: string) => Object.assign(new Error('quotes a row'), { code });

test.each([
  ['08006', 'the connection failed'],
  ['25006', 'a server that only reads'],
  ['40P01', 'a deadlock'],
  ['42P01', 'a table that is not there yet'],
  ['42501', 'a right that is missing'],
  ['53100', 'a full disk'],
  ['55P03', 'a lock that was not given'],
  ['57014', 'a statement that was cut off'],
  ['57P01', 'a server that shuts down'],
  ['58030', 'a disk that fails'],
  ['ECONNRESET', 'a line that broke'],
])('%s is not the fault of the event: %s', (code) => {
  expect(isFaultOfEvent(failing(code))).toBe(false);
});

test.each([
  ['22P02', 'text that is no such value'],
  ['23502', 'something that must not be missing'],
  ['25P02', 'an effect that went on after it had failed'],
  ['ERR_INVALID_ARG_TYPE', 'a value of another type'],
])('%s is the fault of the event: %s', (code) => {
  expect(isFaultOfEvent(failing(code))).toBe(true);
});

test('what has no code is the fault of the event', () => {
  expect(isFaultOfEvent(new TypeError('x of undefined'))).toBe(true);
  expect(isFaultOfEvent(undefined)).toBe(true);
});

test('a failure is named by its class and code, never by what it says', () => {
  expect(nameFailure(failing('22P02'))).toBe('Error 22P02');
  expect(nameFailure(new TypeError('María López'))).toBe('TypeError');
  expect(nameFailure(Object.assign(new Error('x'), { name: 'María López' }))).toBe('Error');
  expect(nameFailure('María López')).toBe('string');
});
