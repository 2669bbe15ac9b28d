import { readFile } from 'node:fs/promises';
import { EnvironmentError } from '@alert-button/platform/env.ts';
import { parseRightsGuides, RightsGuidesError } from '../domain/parse-rights-guides.ts';
import type { RightsGuide } from '../domain/rights-guide.ts';

const shipped = new URL('../../data/rights-guides.json', import.meta.url);

/**
 * The guides that come with this release.
 *
 * @throws EnvironmentError saying what is wrong with the file, so that it shows at start.
 */
export async function readRightsGuides(file: URL = shipped): Promise<readonly RightsGuide[]> {
  const content = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new EnvironmentError('The rights guides cannot be read', { cause });
  });
  try {
    return parseRightsGuides(JSON.parse(content));
  } catch (cause) {
    const faults = cause instanceof RightsGuidesError ? cause.message : 'they are not JSON';
    throw new EnvironmentError(`The rights guides cannot be served: ${faults}`, { cause });
  }
}
