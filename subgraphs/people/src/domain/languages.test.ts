import { describe, expect, test } from '@jest/globals';
import { parseLanguages } from './languages.ts';

describe('parseLanguages', () => {
  test('keeps each language once, in canonical form and in the order given', () => {
    const { languages, issues } = parseLanguages(['ES-mx', 'nah', 'es-MX', 'en']);
    expect(languages).toEqual(['es-MX', 'nah', 'en']);
    expect(issues).toEqual([]);
  });

  test('names each tag that is none, without repeating it', () => {
    const { issues } = parseLanguages(['es', 'español', '', '\u0000', 'e'.repeat(1024 * 1024)]);
    expect(issues.map((issue) => issue.path)).toEqual([
      'languages.1',
      'languages.2',
      'languages.3',
      'languages.4',
    ]);
    expect(JSON.stringify(issues)).not.toContain('español');
  });

  test('takes the tags of indigenous languages, and nothing that could hold a name', () => {
    const tags = ['mib', 'ZAI', 'zap', 'nhe-mx', 'yua-latn-MX', 'es-419', 'spa-US', 'mfs'];
    expect(parseLanguages(tags).languages).toEqual([
      'mib',
      'zai',
      'zap',
      'nhe-MX',
      'yua-Latn-MX',
      'es-419',
      'es-US',
      'mfs',
    ]);
    const others = ['x-maria-lopez', 'es-x-maria', 'canario', 'es-u-ca-gregory', 'es-a-maria'];
    expect(parseLanguages(others).issues).toHaveLength(others.length);
  });

  test('takes eight and refuses nine', () => {
    expect(parseLanguages(Array(8).fill('es')).issues).toEqual([]);
    expect(parseLanguages(Array(9).fill('es')).issues).toHaveLength(1);
  });
});
