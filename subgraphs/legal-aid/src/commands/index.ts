import type { FacilityDirectory } from '../domain/facility-directory.ts';
import type { Library } from '../domain/library.ts';
import { createFindDetentionFacilities } from './find-detention-facilities.ts';
import { createReadDetentionFacility } from './read-detention-facility.ts';
import { createReadRightsGuide } from './read-rights-guide.ts';
import { createReadRightsGuides } from './read-rights-guides.ts';

/** Everything legal-aid can be asked to do. */
export function createCommands(library: Library, directory: FacilityDirectory) {
  return {
    findDetentionFacilities: createFindDetentionFacilities(directory),
    readDetentionFacility: createReadDetentionFacility(directory),
    readRightsGuide: createReadRightsGuide(library),
    readRightsGuides: createReadRightsGuides(library),
  };
}

export type LegalAidCommands = ReturnType<typeof createCommands>;
