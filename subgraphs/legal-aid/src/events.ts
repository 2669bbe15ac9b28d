import type { NewEvent } from '@alert-button/platform/event-log/event-log.ts';
import type { FacilityRegister } from './domain/detention-facility.ts';
import type { RightsGuide } from './domain/rights-guide.ts';
import type { StateRules } from './domain/state-rule.ts';

/** The event that a guide was published in a new wording. Its subject is like `HOME/es`. */
export function rightsGuidePublished(guide: RightsGuide, contentHash: string): NewEvent {
  const { situation, language, version } = guide;
  return {
    id: crypto.randomUUID(),
    kind: 'RIGHTS_GUIDE_PUBLISHED',
    subjectId: `${situation}/${language}`,
    version,
    feeds: [],
    payload: { situation, language, contentHash },
  };
}

/** The event that the rules of states were published in a new wording. */
export function stateRulesPublished(
  { version, publishedOn }: StateRules,
  contentHash: string,
): NewEvent {
  return {
    id: crypto.randomUUID(),
    kind: 'STATE_RULES_PUBLISHED',
    subjectId: 'state-rules',
    version,
    feeds: [],
    payload: { publishedOn, contentHash },
  };
}

/** The event that the register of detention facilities was published with another content. */
export function detentionFacilitiesPublished(
  { version, publishedOn, facilities }: FacilityRegister,
  contentHash: string,
): NewEvent {
  return {
    id: crypto.randomUUID(),
    kind: 'DETENTION_FACILITIES_PUBLISHED',
    subjectId: 'detention-facilities',
    version,
    feeds: [],
    payload: { publishedOn, facilityCount: facilities.length, contentHash },
  };
}
