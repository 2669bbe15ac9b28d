import { reviewDecisions } from '../commands/review-incident.ts';
import {
  consentWays,
  evidenceKinds,
  incidentAgencies,
  incidentConsents,
  incidentKinds,
  incidentPrecisions,
  incidentStatuses,
} from '../domain/incident.ts';
import { described } from './described.ts';

export const IncidentKind = described(
  'IncidentKind',
  'What was done to somebody that should not have been, as it was told.',
  incidentKinds,
  {
    NO_CONSULAR_NOTICE:
      'Was not told that the consulate can be notified, or it was not, though asked for (Vienna Convention on Consular Relations, art. 36).',
    NO_COUNSEL: 'Was kept from speaking with a lawyer.',
    NO_INTERPRETER: 'Was questioned or had to sign in a language they do not know.',
    FORCE: 'Force was used that was not called for.',
    THREATS: 'Was threatened.',
    SEXUAL_ABUSE: 'Was sexually abused or harassed.',
    ENTRY_WITHOUT_WARRANT: 'A home was entered without consent and without a judge’s warrant.',
    PROFILING: 'Was stopped for looks, language or kind of work.',
    COERCED_SIGNATURE: 'Was made to sign something.',
    NO_MEDICAL_CARE: 'Was refused care or medicine.',
    CONDITIONS: 'Was held under conditions that harm.',
    FAMILY_SEPARATION: 'Was separated from children or others who depend on them.',
    PROPERTY_TAKEN: 'Papers, money or things were taken and not given back.',
    OTHER: 'Something else.',
  },
);

export const IncidentAgency = described(
  'IncidentAgency',
  'Who did it, as it was told.',
  incidentAgencies,
  {
    ICE: 'Immigration and Customs Enforcement.',
    BORDER_PATROL: 'The Border Patrol.',
    CUSTOMS: 'Customs and Border Protection, at a port of entry.',
    OTHER_FEDERAL: 'Another federal authority.',
    STATE_POLICE: 'Police of a state.',
    SHERIFF: 'A sheriff’s office.',
    LOCAL_POLICE: 'Police of a city or county.',
    FACILITY_STAFF: 'Staff of the place where they are held, a contractor’s too.',
    UNKNOWN: 'It is not known.',
  },
);

export const IncidentPrecision = described(
  'IncidentPrecision',
  'How exactly it is known when it happened.',
  incidentPrecisions,
  { HOUR: 'About that hour.', DAY: 'On that day.', MONTH: 'In that month.' },
);

export const EvidenceKind = described('EvidenceKind', 'What proves an incident.', evidenceKinds, {
  DOCUMENT: 'A paper.',
  PHOTOGRAPH: 'A photograph.',
  RECORDING: 'Sound or film.',
  WITNESS: 'Somebody who was there.',
  MEDICAL_RECORD: 'What a doctor wrote.',
  OFFICIAL_RECORD: 'What an authority wrote.',
  OTHER: 'Something else.',
});

export const IncidentConsent = described(
  'IncidentConsent',
  'What the person agrees to.',
  incidentConsents,
  {
    NONE: 'Nothing is passed on.',
    SUMMARY: 'A summary that names nobody may be passed on to human-rights bodies.',
  },
);

export const ConsentWay = described('ConsentWay', 'How the person said so.', consentWays, {
  IN_PERSON: 'Face to face.',
  BY_TELEPHONE: 'By telephone.',
  IN_WRITING: 'In writing.',
});

export const IncidentStatus = described(
  'IncidentStatus',
  'Where a report stands.',
  incidentStatuses,
  {
    SUBMITTED: 'It waits for another officer to review it.',
    RETURNED: 'Something is missing; whoever wrote it can say it better.',
    REVIEWED: 'It can be passed on if the person agrees.',
    WITHDRAWN: 'It was taken back.',
  },
);

export const ReviewDecision = described(
  'ReviewDecision',
  'What a reviewer decides.',
  reviewDecisions,
  { PASS: 'It is complete; a summary may be passed on.', RETURN: 'Something is missing.' },
);
