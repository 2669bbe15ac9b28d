import type { NewEvent } from '@alert-button/platform/event-log/event-log.ts';
import type { FacilityRegister } from './domain/detention-facility.ts';
import type { Matter } from './domain/matter.ts';
import type { OutcomeCell } from './domain/outcome-cell.ts';
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

/** The event that figures were published, of which weeks of which state; null for the rest of all. */
export const outcomesReleased = (
  subjectId: string,
  { state, fromWeek, toWeek }: OutcomeCell,
): NewEvent => ({
  id: crypto.randomUUID(),
  kind: 'OUTCOMES_RELEASED',
  subjectId,
  version: 1,
  feeds: [],
  payload: { state, fromWeek, toWeek },
});

export const providerEventKinds = [
  'PROVIDER_REGISTERED',
  'PROVIDER_TERMS_CHANGED',
  'PROVIDER_CAPACITY_CHANGED',
  'PROVIDER_STANDING_CHANGED',
] as const;
export type ProviderEventKind = (typeof providerEventKinds)[number];

/** The event that something about a provider was decided; what, the provider says. */
export const providerEvent = (
  kind: ProviderEventKind,
  subjectId: string,
  version: number,
): NewEvent => ({ id: crypto.randomUUID(), kind, subjectId, version, feeds: [], payload: {} });

export const matterEventKinds = [
  'MATTER_OPENED',
  'MATTER_OFFERED',
  'MATTER_UNMATCHED',
  'MATTER_OFFER_ACCEPTED',
  'MATTER_OFFER_DECLINED',
  'MATTER_OFFER_LAPSED',
  'MATTER_OFFER_WITHDRAWN',
  'MATTER_FACT_RECORDED',
  'MATTER_NOTE_ADDED',
  'MATTER_TASK_ADDED',
  'MATTER_TASK_COMPLETED',
  'MATTER_NOTICE_RECORDED',
  'MATTER_LOCATED',
  'MATTER_MOVED',
  'MATTER_VISIT_SCHEDULED',
  'MATTER_VISIT_REPORTED',
  'MATTER_INCIDENT_REPORTED',
  'MATTER_INCIDENT_REVIEWED',
  'MATTER_INCIDENT_CONSENT_CHANGED',
  'MATTER_INCIDENT_WITHDRAWN',
  'MATTER_HEARING_SCHEDULED',
  'MATTER_HEARING_REPORTED',
  'MATTER_DOCUMENT_ADDED',
  'MATTER_DOCUMENT_REMOVED',
  'MATTER_DESK_ASKED',
  'MATTER_DESK_ACCEPTED',
  'MATTER_DESK_DECLINED',
  'MATTER_CLOSED',
] as const;
export type MatterEventKind = (typeof matterEventKinds)[number];

/** What some events say besides: opaque ids and words of a list. */
export interface MatterEventFacts {
  readonly providerId?: string;
  readonly declineReason?: string;
  readonly askedDeskId?: string;
}

/** What happened to a matter, as it stood right after: nobody's name and nobody's words. */
export function matterEvent(
  { id, version, alertId, deskId, status, outcome }: Matter,
  kind: MatterEventKind,
  facts: MatterEventFacts,
): NewEvent {
  return {
    id: crypto.randomUUID(),
    kind,
    subjectId: id,
    version,
    feeds: [],
    payload: { alertId, deskId, status, outcome, ...facts },
  };
}
