import { defaultLanguage } from './language.ts';
import {
  situations,
  type RightsGuide,
  type RightsSource,
  type RightsStep,
} from './rights-guide.ts';

/** The shipped guides cannot be served; the message lists every fault by its place in the file. */
export class RightsGuidesError extends Error {
  override readonly name = 'RightsGuidesError';
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads values by name, notes what is wrong, and goes on, so that all faults show at once. */
class Reader {
  readonly faults: string[] = [];

  fault(place: string, message: string): void {
    this.faults.push(`${place} ${message}`);
  }

  object(value: unknown, place: string): Fields {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Fields;
    }
    this.fault(place, 'must be an object');
    return {};
  }

  list(value: unknown, place: string): readonly unknown[] {
    if (Array.isArray(value) && value.length > 0) return value;
    this.fault(place, 'must be a list with something in it');
    return [];
  }

  text(fields: Fields, name: string, place: string): string {
    const value = fields[name];
    if (typeof value === 'string' && value.trim() !== '') return value;
    this.fault(`${place}.${name}`, 'must be a text');
    return '';
  }

  textOrNull(fields: Fields, name: string, place: string): string | null {
    return fields[name] === null ? null : this.text(fields, name, place);
  }

  pattern(fields: Fields, name: string, place: string, is: (text: string) => boolean): string {
    const value = this.text(fields, name, place);
    if (value !== '' && !is(value)) this.fault(`${place}.${name}`, 'is malformed');
    return value;
  }
}

const isDate = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;

const isLanguage = (text: string) => {
  try {
    return Intl.getCanonicalLocales(text)[0] === text;
  } catch {
    return false;
  }
};

const isSecureUrl = (text: string) => URL.canParse(text) && new URL(text).protocol === 'https:';

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
  const version = fields['version'];
  if (!Number.isSafeInteger(version) || Number(version) < 1) {
    reader.fault(`${place}.version`, 'must be a whole number from 1');
  }
  const sources = reader
    .list(fields['sources'], `${place}.sources`)
    .map((source, index) => readSource(reader, source, `${place}.sources[${index}]`));
  return {
    situation: situation ?? 'HOME',
    language: reader.pattern(fields, 'language', place, isLanguage),
    version: Number(version),
    publishedOn: reader.pattern(fields, 'publishedOn', place, isDate),
    reviewedBy: reader.textOrNull(fields, 'reviewedBy', place),
    title: reader.text(fields, 'title', place),
    summary: reader.text(fields, 'summary', place),
    steps: reader
      .list(fields['steps'], `${place}.steps`)
      .map((step, index) => readStep(reader, step, `${place}.steps[${index}]`, sources)),
    showToOfficer: reader.text(fields, 'showToOfficer', place),
    sources,
    disclaimer: reader.text(fields, 'disclaimer', place),
  };
}

/**
 * Reads the shipped guides: each whole, one for each situation and language, and every situation
 * at least in Spanish.
 *
 * @throws RightsGuidesError listing all that is wrong.
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
  if (reader.faults.length > 0) throw new RightsGuidesError(reader.faults.join('; '));
  return guides;
}
