import type { FacilityDirectory } from '../domain/facility-directory.ts';
import type { Library } from '../domain/library.ts';
import type { StateRules } from '../domain/state-rule.ts';
import { createFindDetentionFacilities } from './find-detention-facilities.ts';
import { createReadDetentionFacility } from './read-detention-facility.ts';
import { createReadRightsBundle } from './read-rights-bundle.ts';
import { createReadRightsGuide } from './read-rights-guide.ts';
import { createReadRightsGuides } from './read-rights-guides.ts';
import { createReadStateSheet } from './read-state-sheet.ts';

/** Everything legal-aid can be asked to do. */
export function createCommands(
  library: Library,
  directory: FacilityDirectory,
  stateRules: StateRules,
) {
  return {
    findDetentionFacilities: createFindDetentionFacilities(directory),
    readDetentionFacility: createReadDetentionFacility(directory),
    readRightsBundle: createReadRightsBundle(library, stateRules),
    readRightsGuide: createReadRightsGuide(library),
    readRightsGuides: createReadRightsGuides(library),
    readStateSheet: createReadStateSheet(stateRules),
  };
}

export type LegalAidCommands = ReturnType<typeof createCommands>;
