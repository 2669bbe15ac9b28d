import type { Library } from '../domain/library.ts';
import { createReadRightsGuide } from './read-rights-guide.ts';
import { createReadRightsGuides } from './read-rights-guides.ts';

/** Everything legal-aid can be asked to do. */
export function createCommands(library: Library) {
  return {
    readRightsGuide: createReadRightsGuide(library),
    readRightsGuides: createReadRightsGuides(library),
  };
}

export type LegalAidCommands = ReturnType<typeof createCommands>;
