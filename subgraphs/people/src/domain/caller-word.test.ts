import { expect, test } from '@jest/globals';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { parseCallerWord, spoken } from './caller-word.ts';

test('what is said aloud is compared as it is heard', () => {
  const heard = ['Niño Azul', 'nino azul', 'NIÑO-AZUL.', ' niño  azul '].map(spoken);
  expect(new Set(heard)).toEqual(new Set(['ninoazul']));
});

test.each(['sol', '1234', '123 456', '....', '', 'x'.repeat(65), '\ud83dabcd'])(
  '%p is no word',
  (typed) => {
    expect(() => parseCallerWord(typed)).toThrow(InvalidInputError);
  },
);

test('a refusal names the field and not what was typed', () => {
  try {
    parseCallerWord('4711');
    throw new Error('It was taken');
  } catch (error) {
    expect(error).toMatchObject({ issues: [{ path: 'word' }] });
    expect(JSON.stringify(error)).not.toContain('4711');
  }
});
