import { describe, expect, test } from '@jest/globals';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import type { MessageLimitError } from './errors.ts';
import { InputCheck } from './input.ts';
import { checkLimit, readMessage } from './message.ts';

function read(typed: string): string {
  const check = new InputCheck();
  const text = readMessage(check, 'text', typed);
  check.done();
  return text;
}

describe('what somebody writes', () => {
  test.each([
    ['  Estoy en la calle.  ', 'Estoy en la calle.'],
    ['one\r\ntwo\tthree', 'one\ntwo\tthree'],
    ['Call \u202a+1 713 555 0100\u202c', 'Call +1 713 555 0100'],
    ['Me\u0301xico', 'México'],
    ['a\u0000b', 'ab'],
    ['x'.repeat(1000), 'x'.repeat(1000)],
  ])('%j is kept as it reads', (typed, text) => {
    expect(read(typed)).toBe(text);
  });

  test.each(['', '   \n', '\u202a\u202c', 'x'.repeat(1001), 'x'.repeat(60_000)])(
    'is refused when it is nothing or too much',
    (typed) => {
      expect(() => read(typed)).toThrow(InvalidInputError);
    },
  );
});

describe('how much one side may write', () => {
  const refusal = (total: number, burstAgeSeconds: number | null) => {
    try {
      checkLimit({ total, burstAgeSeconds });
      return undefined;
    } catch (error) {
      return (error as MessageLimitError).retryAfterSeconds;
    }
  };

  test.each([
    [0, null, undefined],
    [9, null, undefined],
    [10, 60, undefined],
    [199, 300, undefined],
    [10, 59.9, 1],
    [10, 12.5, 48],
    [200, 300, null],
    [200, 1, null],
  ])('after %d, the burst begun %s s ago', (total, age, retryAfterSeconds) => {
    expect(refusal(total, age)).toBe(retryAfterSeconds);
  });
});
