import { describe, expect, test } from '@jest/globals';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { parsePersonChanges, type UpdatePersonInput } from './update-person.ts';

function pathsOf(input: UpdatePersonInput): string[] {
  try {
    parsePersonChanges(input);
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues.map((issue) => issue.path);
    throw error;
  }
}

const passport = (number: string) => ({ document: { kind: 'PASSPORT' as const, number } });

describe('parsePersonChanges', () => {
  test('tells clearing from leaving out', () => {
    expect(parsePersonChanges({})).toEqual({
      name: undefined,
      document: undefined,
      languages: undefined,
      homeConsulate: undefined,
    });
    const cleared = { name: null, document: null, languages: null, homeConsulate: null };
    expect(parsePersonChanges(cleared)).toEqual({ ...cleared, languages: [] });
  });

  test('gives one spelling to what can be written in several', () => {
    const { name } = parsePersonChanges({ name: ' Jose\u0301 ' });
    expect(name).toBe('Jos\u00e9');
    expect(parsePersonChanges(passport(' g1234 5678 ')).document?.number).toBe('G1234 5678');
  });

  test.each(['', ' ', 'a--b', 'ñ', '<script>', 'x'.repeat(41), '\u0000'])(
    'takes %j for no number of a document',
    (number) => {
      expect(pathsOf(passport(number))).toEqual(['document.number']);
    },
  );

  test('names everything that is wrong at once', () => {
    const everything = { name: '', ...passport('?'), languages: ['_'], homeConsulate: 'NO' };
    expect(pathsOf(everything)).toEqual([
      'name',
      'document.number',
      'languages.0',
      'homeConsulate',
    ]);
  });
});
