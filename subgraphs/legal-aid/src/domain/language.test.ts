import { describe, expect, test } from '@jest/globals';
import { matchLanguage } from './language.ts';

describe('matchLanguage', () => {
  test.each([
    ['es', 'es'],
    ['es-MX', 'es'],
    ['ES-mx', 'es'],
    ['en', 'en'],
    ['EN-us', 'en'],
    ['en-Latn-US-x-private', 'en'],
    ['zh-Hant-TW', 'zh-Hant'],
  ])('%s → %s', (wanted, expected) => {
    expect(matchLanguage(wanted, new Set(['es', 'en', 'zh-Hant']))).toBe(expected);
  });

  test('a sibling is closer than Spanish', () => {
    const available = new Set(['es', 'nah-x-b', 'nah-x-a']);
    expect(matchLanguage('nah-MX', available)).toBe('nah-x-a');
    expect(matchLanguage('maa', available)).toBe('es');
  });

  test.each(['nah', 'fr', '', '-', 'x', 'not a tag', '\u0000', '\ud800', 'e'.repeat(1024 * 1024)])(
    'gives Spanish for %#',
    (wanted) => {
      expect(matchLanguage(wanted, new Set(['es', 'en']))).toBe('es');
    },
  );
});
