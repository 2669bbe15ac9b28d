import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { createLibrary } from './library.ts';
import { parseRightsGuides } from './parse-rights-guides.ts';
import { situations } from './rights-guide.ts';

const file = new URL('../../data/rights-guides.json', import.meta.url);
type Draft = Record<string, unknown> & { steps: Record<string, unknown>[] };
const read = () => JSON.parse(readFileSync(file, 'utf8')) as [Draft, ...Draft[]];

/** The shipped guides with one thing changed. */
function changed(change: (first: Draft, all: Draft[]) => void): unknown {
  const guides = read();
  change(guides[0], guides);
  return guides;
}

describe('the shipped guides', () => {
  const guides = parseRightsGuides(read());

  test('are there for every situation in Spanish and English', () => {
    const library = createLibrary(guides);
    for (const situation of situations) {
      expect(library.find(situation, 'es-MX')?.language).toBe('es');
      expect(library.find(situation, 'en-US')?.language).toBe('en');
      expect(library.find(situation, 'nah')?.language).toBe('es');
    }
    expect(library.inLanguage('en').map(({ language }) => language)).toEqual(['en', 'en', 'en']);
  });

  test('claim no review that nobody has made, and say so', () => {
    for (const { reviewedBy, disclaimer } of guides) {
      expect(reviewedBy).toBeNull();
      expect(disclaimer).toMatch(/abogado|lawyer/);
    }
  });
});

describe('parseRightsGuides', () => {
  test.each<[string, (first: Draft, all: Draft[]) => void]>([
    ['guides[0].title', (first) => (first['title'] = ' ')],
    ['guides[0].situation', (first) => (first['situation'] = 'SEA')],
    ['guides[0].language', (first) => (first['language'] = 'ES')],
    ['guides[0].version', (first) => (first['version'] = 0)],
    ['guides[0].publishedOn', (first) => (first['publishedOn'] = '2026-02-30')],
    ['guides[0].reviewedBy', (first) => delete first['reviewedBy']],
    ['guides[0].disclaimer', (first) => delete first['disclaimer']],
    ['guides[0].steps must', (first) => (first.steps = [])],
    [
      'guides[0].steps[0].source',
      (first) => (first.steps[0] = { text: 'a', source: 'b', isSourced: true }),
    ],
    [
      'guides[0].steps[0].isSourced',
      (first) => (first.steps[0] = { text: 'a', source: null, isSourced: true }),
    ],
    ['guides[0].sources[0].url', (first) => (first['sources'] = [{ title: 'a', url: 'http://a' }])],
    ['guides[6] is the second', (first, all) => all.push(first)],
    ['guides must have HOME in es', (_first, all) => all.shift()],
  ])('says %s when that is wrong', (fault, change) => {
    expect(() => parseRightsGuides(changed(change))).toThrow(fault);
  });

  test.each([null, {}, [], 'guides', [null]])('refuses %j', (value) => {
    expect(() => parseRightsGuides(value)).toThrow('guides');
  });
});
