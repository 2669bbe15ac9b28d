import { defaultLanguage } from './language.ts';
import { isDate, isSecureUrl, Reader } from './reader.ts';
import {
  situations,
  type RightsGuide,
  type RightsSource,
  type RightsStep,
} from './rights-guide.ts';

const isLanguage = (text: string) => {
  try {
    return Intl.getCanonicalLocales(text)[0] === text;
  } catch {
    return false;
  }
};

function readSource(reader: Reader, value: unknown, place: string): RightsSource {
  const fields = reader.object(value, place);
  const title = reader.text(fields, 'title', place);
  if (fields['url'] === null) return { title, url: null };
  return { title, url: reader.pattern(fields, 'url', place, isSecureUrl) };
}

function readStep(
  reader: Reader,
  value: unknown,
  place: string,
  sources: readonly RightsSource[],
): RightsStep {
  const fields = reader.object(value, place);
  const text = reader.text(fields, 'text', place);
  const source = reader.textOrNull(fields, 'source', place);
  if (fields['isSourced'] !== (source !== null)) {
    reader.fault(`${place}.isSourced`, 'must say whether there is a source');
  }
  const isListed = (name: string) => sources.some(({ title }) => title === name);
  if (source !== null && !isListed(source) && !source.split('; ').every(isListed)) {
    reader.fault(`${place}.source`, 'must be among the sources of the guide');
  }
  return { text, source };
}

function readGuide(reader: Reader, value: unknown, place: string): RightsGuide {
  const fields = reader.object(value, place);
  const situation = situations.find((name) => name === fields['situation']);
  if (situation === undefined) reader.fault(`${place}.situation`, 'is not known');
  const sources = reader
    .list(fields['sources'], `${place}.sources`)
    .map((source, index) => readSource(reader, source, `${place}.sources[${index}]`));
  return {
    situation: situation ?? 'HOME',
    language: reader.pattern(fields, 'language', place, isLanguage),
    version: reader.version(fields, place),
    publishedOn: reader.pattern(fields, 'publishedOn', place, isDate),
    reviewedBy: reader.textOrNull(fields, 'reviewedBy', place),
    title: reader.text(fields, 'title', place),
    summary: reader.text(fields, 'summary', place),
    steps: reader
      .list(fields['steps'], `${place}.steps`)
      .map((step, index) => readStep(reader, step, `${place}.steps[${index}]`, sources)),
    showToOfficer: reader.textOrNull(fields, 'showToOfficer', place),
    sources,
    disclaimer: reader.text(fields, 'disclaimer', place),
  };
}

/**
 * Reads the shipped guides: each whole, one for each situation and language, and every situation
 * at least in Spanish.
 *
 * @throws ShippedDataError listing all that is wrong.
 */
export function parseRightsGuides(value: unknown): readonly RightsGuide[] {
  const reader = new Reader();
  const guides = reader
    .list(value, 'guides')
    .map((guide, index) => readGuide(reader, guide, `guides[${index}]`));
  const seen = new Set<string>();
  for (const [index, { situation, language }] of guides.entries()) {
    const name = `${situation} ${language}`;
    if (seen.has(name))
      reader.fault(`guides[${index}]`, 'is the second of its situation and language');
    seen.add(name);
  }
  for (const situation of situations) {
    if (!seen.has(`${situation} ${defaultLanguage}`)) {
      reader.fault('guides', `must have ${situation} in ${defaultLanguage}`);
    }
  }
  reader.done();
  return guides;
}
