import { readFile } from 'node:fs/promises';
import { EnvironmentError } from '@alert-button/platform/env.ts';
import { parseDetentionFacilities } from '../domain/parse-detention-facilities.ts';
import { parseRightsGuides } from '../domain/parse-rights-guides.ts';
import { parseStateRules } from '../domain/parse-state-rules.ts';
import { ShippedDataError } from '../domain/reader.ts';
import { nameBasedId } from '@alert-button/platform/name-based-id.ts';

// Never to be changed: ids that others have kept are made from it.
const facilityNamespace = '794b1140-106c-4fd5-86b7-4ef05f066877';

const shipped = (name: string) => new URL(`../../data/${name}`, import.meta.url);

async function read<T>(file: URL, what: string, parse: (value: unknown) => T): Promise<T> {
  const content = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new EnvironmentError(`The ${what} cannot be read`, { cause });
  });
  try {
    return parse(JSON.parse(content));
  } catch (cause) {
    const faults = cause instanceof ShippedDataError ? cause.message : 'they are not JSON';
    throw new EnvironmentError(`The ${what} cannot be served: ${faults}`, { cause });
  }
}

/**
 * The guides that come with this release.
 *
 * @throws EnvironmentError saying what is wrong with the file, so that it shows at start.
 */
export function readRightsGuides(file = shipped('rights-guides.json')) {
  return read(file, 'rights guides', parseRightsGuides);
}

/**
 * The rules of states that come with this release.
 *
 * @throws EnvironmentError saying what is wrong with the file, so that it shows at start.
 */
export function readStateRules(file = shipped('state-rules.json')) {
  return read(file, 'rules of states', parseStateRules);
}

/**
 * The detention facilities that come with this release.
 *
 * @throws EnvironmentError saying what is wrong with the file, so that it shows at start.
 */
export function readDetentionFacilities(file = shipped('detention-facilities.json')) {
  return read(file, 'detention facilities', (value) =>
    parseDetentionFacilities(value, (name) => nameBasedId(facilityNamespace, name)),
  );
}
