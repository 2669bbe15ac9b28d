import { matchFactors } from '../domain/match.ts';
import { dataClasses, factKinds } from '../domain/matter-facts.ts';
import {
  afterRemovalKinds,
  declineReasons,
  matterOutcomes,
  matterStatuses,
  matterUrgencies,
  noticeKinds,
  offerStatuses,
} from '../domain/matter.ts';
import { matterEventKinds } from '../events.ts';
import { described } from './described.ts';

export const MatterStatus = described('MatterStatus', 'Where a matter stands.', matterStatuses, {
  OFFERED: 'A provider was asked to take it and has yet to answer.',
  UNMATCHED: 'No provider can be asked now; the desk may choose one, and it is looked at again.',
  REPRESENTED: 'A provider has it.',
  CLOSED: 'It has ended with an outcome.',
});

export const MatterUrgency = described(
  'MatterUrgency',
  'How soon a provider has to answer.',
  matterUrgencies,
  {
    URGENT: 'Within half an hour: somebody is detained, or about to be moved.',
    SOON: 'Within four hours.',
    ORDINARY: 'Within a day.',
  },
);

export const MatterOutcome = described('MatterOutcome', 'What came of a matter.', matterOutcomes, {
  ADVISED: 'The person was advised; nothing more was needed.',
  RELEASED: 'Was released without bond.',
  RELEASED_ON_BOND: 'Was released on bond.',
  RELIEF_GRANTED: 'May stay: relief was granted, or the case was ended.',
  VOLUNTARY_DEPARTURE: 'Left by voluntary departure.',
  REMOVED: 'Was removed from the country.',
  DECLINED_HELP: 'Did not want help.',
  UNREACHABLE: 'Could not be reached in spite of trying.',
});

export const DeclineReason = described(
  'DeclineReason',
  'Why a provider does not take a matter.',
  declineReasons,
  {
    NO_CAPACITY: 'Has too much to do.',
    CONFLICT_OF_INTEREST: 'Acts for somebody on another side.',
    OUTSIDE_COMPETENCE: 'It is not what they do.',
    LANGUAGE: 'Nobody there speaks the language.',
    DISTANCE: 'It is too far away.',
    OTHER: 'Another reason.',
  },
);

export const MatterOfferStatus = described(
  'MatterOfferStatus',
  'What became of an offer.',
  offerStatuses,
  {
    OFFERED: 'It waits for an answer.',
    ACCEPTED: 'The provider took the matter.',
    DECLINED: 'The provider did not take it.',
    LAPSED: 'Nobody answered in time.',
    WITHDRAWN: 'It was taken back.',
  },
);

export const MatchFactor = described('MatchFactor', 'What counts for a provider.', matchFactors, {
  PLACE: 'It helps in this county or state.',
  AREA: 'It takes on what the matter is about.',
  LANGUAGE: 'It speaks this language of the person’s, or none.',
  RESPONSE: 'So many of its offers of the last ninety days it has answered.',
  CAPACITY: 'So many of the matters that it can bear it has.',
});

export const MatterFactKind = described(
  'MatterFactKind',
  'What is written down of somebody. Migration status is not among it.',
  factKinds,
  {
    NAME: 'What they are called.',
    BIRTH_DATE: 'When they were born.',
    ALIEN_NUMBER: 'The number under which the authorities have them (A-number).',
    RELATIVE: 'Whom to talk to in their place.',
    TELEPHONE: 'Where they or theirs are reached.',
    HEALTH: 'Illness, medicine, pregnancy.',
    DEPENDANTS: 'Children or others who depend on them.',
    CIRCUMSTANCES: 'What happened.',
    HEARING: 'Court, judge, time.',
    PRIOR_ORDERS: 'Earlier orders and cases, as the person or their lawyer told.',
  },
);

export const DataClass = described('DataClass', 'How closely something is kept.', dataClasses, {
  IDENTITY: 'Who somebody is.',
  CONTACT: 'How somebody is reached.',
  HEALTH: 'What concerns body and family.',
  CASE: 'What concerns the case.',
});

export const AfterRemoval = described(
  'AfterRemoval',
  'What is left to do for somebody who was removed from the country.',
  afterRemovalKinds,
  {
    RECEPTION: 'That somebody meets them on arrival, and where they go from there.',
    BELONGINGS: 'That papers, money and things that were taken come back.',
    CHILDREN: 'That children who stayed behind are looked after, or follow.',
    WAGES: 'That wages which are owed are paid.',
  },
);

export const ConsularNoticeKind = described(
  'ConsularNoticeKind',
  'What happened about telling the consulate (Vienna Convention on Consular Relations, art. 36).',
  noticeKinds,
  {
    ASKED_BY_PERSON: 'The person asked the authority to tell the consulate.',
    GIVEN_BY_AUTHORITY: 'The authority told the consulate.',
    SOUGHT_BY_CONSULATE: 'The consulate asked the authority of itself.',
    ACCESS_GRANTED: 'A consular officer could speak with the person.',
    ACCESS_REFUSED: 'A consular officer was kept from speaking with the person.',
  },
);

export const MatterEventKind = described(
  'MatterEventKind',
  'What happened to a matter.',
  matterEventKinds,
  {
    MATTER_OPENED: 'A desk opened it for an alert that it had answered.',
    MATTER_OFFERED: 'A provider was asked to take it.',
    MATTER_UNMATCHED: 'Nobody could be asked.',
    MATTER_OFFER_ACCEPTED: 'The provider took it.',
    MATTER_OFFER_DECLINED: 'The provider did not take it.',
    MATTER_OFFER_LAPSED: 'The provider did not answer in time.',
    MATTER_OFFER_WITHDRAWN: 'It was taken back from a provider.',
    MATTER_FACT_RECORDED: 'Something was written down.',
    MATTER_NOTE_ADDED: 'A note was added.',
    MATTER_TASK_ADDED: 'A task was added.',
    MATTER_TASK_COMPLETED: 'A task was done.',
    MATTER_NOTICE_RECORDED: 'Something about telling the consulate was recorded.',
    MATTER_LOCATED: 'It became known where the person is held.',
    MATTER_MOVED: 'The person was moved to another facility.',
    MATTER_VISIT_SCHEDULED: 'A visit was planned.',
    MATTER_VISIT_REPORTED: 'What came of a visit was written down.',
    MATTER_INCIDENT_REPORTED: 'What was done to the person was reported, or reported better.',
    MATTER_INCIDENT_REVIEWED: 'Such a report was reviewed, or returned to who wrote it.',
    MATTER_INCIDENT_CONSENT_CHANGED: 'The person agreed that a report is passed on, or does not.',
    MATTER_INCIDENT_WITHDRAWN: 'Such a report was withdrawn.',
    MATTER_HEARING_SCHEDULED: 'A court has set a hearing.',
    MATTER_HEARING_REPORTED: 'What came of a hearing was written down.',
    MATTER_DOCUMENT_ADDED: 'A document was added.',
    MATTER_DOCUMENT_REMOVED: 'What was in a document was deleted.',
    MATTER_DESK_ASKED: 'Another desk was asked to take it over.',
    MATTER_DESK_ACCEPTED: 'That desk took it over.',
    MATTER_DESK_DECLINED: 'That desk did not take it over.',
    MATTER_CLOSED: 'It ended with an outcome.',
  },
);
