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
    const english = library.inLanguage('en');
    expect(english.map(({ situation }) => situation)).toEqual(situations);
    expect(new Set(english.map(({ language }) => language))).toEqual(new Set(['en']));
  });

  test.each(situations)(
    'say the same about %s in both languages, on the same ground',
    (situation) => {
      const [spanish, english] = ['es', 'en'].map((language) =>
        guides.find((guide) => guide.situation === situation && guide.language === language),
      );
      const ground = (guide: typeof spanish) =>
        guide && {
          version: guide.version,
          publishedOn: guide.publishedOn,
          stepSources: guide.steps.map(({ source }) => source),
          showToOfficer: guide.showToOfficer,
          sources: guide.sources,
          telephoneNumbers: JSON.stringify(guide.steps).match(/\+1[ \d]+\d/g),
        };
      expect(ground(spanish)).toEqual(ground(english));
      expect(spanish?.steps.length).toBeGreaterThanOrEqual(8);
      expect(spanish?.steps.length).toBeLessThanOrEqual(12);
    },
  );

  test('have words for an officer just where one is met', () => {
    const without = guides.filter(({ showToOfficer }) => showToOfficer === null);
    expect(new Set(without.map(({ situation }) => situation))).toEqual(
      new Set(['FAMILY_PREPAREDNESS', 'AFTER_REMOVAL', 'FRAUD']),
    );
  });

  test('rest on nothing they do not use, and use nothing they do not name', () => {
    for (const { steps, sources } of guides) {
      const titles = sources.map(({ title }) => title);
      const used = steps.flatMap(({ source }) =>
        source === null ? [] : titles.includes(source) ? [source] : source.split('; '),
      );
      expect(new Set(used)).toEqual(new Set(titles));
    }
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
    ['guides[16] is the second', (first, all) => all.push(first)],
    ['guides must have HOME in es', (_first, all) => all.shift()],
  ])('says %s when that is wrong', (fault, change) => {
    expect(() => parseRightsGuides(changed(change))).toThrow(fault);
  });

  test.each([null, {}, [], 'guides', [null]])('refuses %j', (value) => {
    expect(() => parseRightsGuides(value)).toThrow('guides');
  });
});
