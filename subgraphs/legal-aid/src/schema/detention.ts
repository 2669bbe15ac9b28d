import type { ConsularVisit as Visit, Whereabouts as Report } from '../commands/read-matters.ts';
import {
  visitOutcomes,
  visitStatuses,
  whereaboutsConfidences,
  whereaboutsSources,
} from '../domain/detention.ts';
import { builder } from './builder.ts';
import { described } from './described.ts';
import { DetentionFacility } from './detention-facility.ts';

export const WhereaboutsSource = described(
  'WhereaboutsSource',
  'Who said where somebody is held.',
  whereaboutsSources,
  {
    FAMILY: 'Their family.',
    PERSON: 'They themselves.',
    AUTHORITY: 'The authority that holds them.',
    LOCATOR: 'The public locator of detainees; it may be days late.',
    CONSULATE: 'A consular officer.',
    PROVIDER: 'The provider of legal aid.',
  },
);

export const WhereaboutsConfidence = described(
  'WhereaboutsConfidence',
  'How surely it is known.',
  whereaboutsConfidences,
  {
    SEEN: 'Somebody saw or spoke with them there.',
    CONFIRMED: 'The facility or the authority said so when asked.',
    REPORTED: 'Somebody said so.',
  },
);

const outcomes = {
  VISITED: 'The officer saw the person.',
  REFUSED: 'The officer was not let in to the person.',
  MOVED: 'The person was not there any more.',
  CALLED_OFF: 'The visit was not made.',
};

export const VisitStatus = described('VisitStatus', 'Where a visit stands.', visitStatuses, {
  PLANNED: 'It is to be made.',
  ...outcomes,
});

export const VisitOutcome = described(
  'VisitOutcome',
  'What came of a visit.',
  visitOutcomes,
  outcomes,
);

export const Whereabouts = builder.objectRef<Report>('Whereabouts').implement({
  description: 'Where somebody was last known to be held. Kept encrypted; reading it is recorded.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    facility: t.field({
      type: DetentionFacility,
      nullable: true,
      description: 'The facility, if it is in the register.',
      resolve: ({ facilityId }, _arguments, context) =>
        facilityId === null ? null : context.commands.readDetentionFacility(context, facilityId),
    }),
    place: t.exposeString('place', {
      nullable: true,
      description: 'Words for the place, or for where in the facility.',
    }),
    source: t.expose('source', { type: WhereaboutsSource, description: 'Who said so.' }),
    confidence: t.expose('confidence', {
      type: WhereaboutsConfidence,
      description: 'How surely it is known.',
    }),
    knownAt: t.expose('knownAt', { type: 'DateTime', description: 'When it was so.' }),
    recordedAt: t.expose('recordedAt', {
      type: 'DateTime',
      description: 'When it was written down here.',
    }),
  }),
});

export const ConsularVisit = builder.objectRef<Visit>('ConsularVisit').implement({
  description: 'That a consular officer means to see somebody, and what came of it.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    facility: t.field({
      type: DetentionFacility,
      nullable: true,
      description: 'Where, if it is in the register.',
      resolve: ({ facilityId }, _arguments, context) =>
        facilityId === null ? null : context.commands.readDetentionFacility(context, facilityId),
    }),
    officerId: t.exposeID('officerId', {
      nullable: true,
      description: 'Who goes, by the ministry’s identifier; for the desk, and null while open.',
    }),
    plannedAt: t.expose('plannedAt', { type: 'DateTime', description: 'For when it is planned.' }),
    status: t.expose('status', { type: VisitStatus, description: 'Where it stands.' }),
    conditions: t.string({
      nullable: true,
      description: 'Under what conditions the person is held. Kept encrypted.',
      resolve: ({ report }) => report,
    }),
    reportedAt: t.expose('reportedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When that was written down.',
    }),
  }),
});
