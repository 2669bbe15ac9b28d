import { describe, expect, test } from '@jest/globals';
import { matchesAll, spellOut, wordsOf } from './words.ts';

describe('wordsOf', () => {
  test.each([
    ['CCA, Florence Correctional Center', ['cca', 'florence', 'correctional', 'center']],
    ["Núñez-O'Neil  ", ['nunez', 'oneil']],
    ['SHERIFF’S', ['sheriffs']],
    ['ＷＡＴＥＲ １', ['water', '1']],
    [' –—!\u0000', []],
  ])('%j → %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });
});

describe('spellOut', () => {
  test('adds what an abbreviation stands for', () => {
    expect(spellOut(['bourbon', 'co', 'det', 'center'], 'KS')).toEqual(
      expect.arrayContaining(['county', 'detention', 'co']),
    );
  });

  test('takes the own state for the state', () => {
    expect(spellOut(['alamosa', 'co'], 'CO')).toEqual(['alamosa', 'co']);
  });
});

describe('matchesAll', () => {
  const words = ['el', 'paso', 'camp'];

  test.each([
    [[], true],
    [['pas'], true],
    [['camp', 'el'], true],
    [['aso'], false],
    [['paso', 'texas'], false],
  ])('%j → %p', (wanted, expected) => {
    expect(matchesAll(wanted, words)).toBe(expected);
  });
});
