import { entity } from '@alert-button/platform/federation.ts';
import {
  readAnswerDue,
  readMatter,
  readMatterCandidates,
  readMatterFacts,
  readMatterHearings,
  readMatterHistory,
  readMatterIncidents,
  readMatterNotes,
  readMatterNotices,
  readMatterOfAlert,
  readMatterOffers,
  readMatterProvider,
  readMatterTasks,
  readMatterVisits,
  readMatterWhereabouts,
} from '../commands/read-matters.ts';
import type { SeenMatter } from '../commands/visible-matter.ts';
import { sees, type MatterPart } from '../domain/matter-view.ts';
import { builder, type LegalAidContext } from './builder.ts';
import { ConsularVisit, Whereabouts } from './detention.ts';
import { IncidentReport } from './incident.ts';
import { Hearing } from './hearing.ts';
import { MatterOutcome, MatterStatus, MatterUrgency } from './matter-enums.ts';
import {
  ConsularNotice,
  MatterCandidate,
  MatterEvent,
  MatterFact,
  MatterNote,
  MatterOffer,
  MatterTask,
} from './matter-parts.ts';
import { Alert, Desk } from './others.ts';
import { LegalAidProvider, LegalArea } from './provider.ts';

export const Matter = builder.objectRef<SeenMatter>('Matter');

const within = <Value>(
  part: MatterPart,
  { seenBy, matter }: SeenMatter,
  read: (matter: SeenMatter['matter']) => Value,
): Value | null => (sees(seenBy, part) ? read(matter) : null);

Matter.implement({
  description: 'One case that came of one alert, as its viewer may see it.',
  extensions: entity(['id'], ({ id }: { id: string }, { services, ...asking }: LegalAidContext) =>
    readMatter(services, asking, id),
  ),
  fields: (t) => ({
    id: t.id({ description: 'Opaque.', resolve: ({ matter }) => matter.id }),
    status: t.field({
      type: MatterStatus,
      description: 'Where it stands.',
      resolve: ({ matter }) => matter.status,
    }),
    area: t.field({
      type: LegalArea,
      description: 'What it is about.',
      resolve: ({ matter }) => matter.area,
    }),
    urgency: t.field({
      type: MatterUrgency,
      description: 'How soon a provider has to answer.',
      resolve: ({ matter }) => matter.urgency,
    }),
    outcome: t.field({
      type: MatterOutcome,
      nullable: true,
      description: 'What came of it; null while it is open.',
      resolve: ({ matter }) => matter.outcome,
    }),
    version: t.int({
      description: 'Increases by one with every event.',
      resolve: ({ matter }) => matter.version,
    }),
    openedAt: t.field({
      type: 'DateTime',
      description: 'When it was opened.',
      resolve: ({ matter }) => matter.openedAt,
    }),
    closedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it ended.',
      resolve: ({ matter }) => matter.closedAt,
    }),
    state: t.string({
      nullable: true,
      description: 'Postal abbreviation of the state it is in; for desks and providers.',
      resolve: (seen) => within('PLACE', seen, ({ place }) => place.state),
    }),
    countyFips: t.string({
      nullable: true,
      description: 'Its county, if that is known; for desks and providers.',
      resolve: (seen) => within('PLACE', seen, ({ place }) => place.countyFips),
    }),
    languages: t.field({
      type: ['String'],
      nullable: true,
      description: 'In which to speak with the person, best first; for desks and providers.',
      resolve: (seen) => within('PLACE', seen, ({ languages }) => [...languages]),
    }),
    alert: t.field({
      type: Alert,
      nullable: true,
      description: 'The call for help it came of; for desks and the person.',
      resolve: (seen) => within('ALERT', seen, ({ alertId }) => ({ id: alertId })),
    }),
    desk: t.field({
      type: Desk,
      nullable: true,
      description: 'The desk that answers for it.',
      resolve: (seen) => within('DESK', seen, ({ deskId }) => ({ id: deskId })),
    }),
    askedDesk: t.field({
      type: Desk,
      nullable: true,
      description: 'A desk that was asked to take it over; for desks.',
      resolve: (seen) =>
        within('HISTORY', seen, ({ askedDeskId }) =>
          askedDeskId === null ? null : { id: askedDeskId },
        ),
    }),
    provider: t.field({
      type: LegalAidProvider,
      nullable: true,
      description: 'Who has taken it; null while nobody has.',
      resolve: (seen, _arguments, { services, ...asking }) =>
        readMatterProvider(services, asking, seen),
    }),
    answerDueAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Until when the provider has to answer who was asked; for them and the desk.',
      resolve: (seen, _arguments, { services }) => readAnswerDue(services, seen),
    }),
    offers: t.field({
      type: [MatterOffer],
      nullable: true,
      description: 'Who was asked to take it, the first first; for its desk.',
      resolve: (seen, _arguments, { services, ...asking }) =>
        readMatterOffers(services, asking, seen),
    }),
    candidates: t.field({
      type: [MatterCandidate],
      nullable: true,
      description: 'Who could be asked now, the best first; for its desk.',
      args: {
        first: t.arg.int({ defaultValue: 10, required: true, description: 'At most 100.' }),
      },
      resolve: async (seen, { first }, { services, ...asking }) => {
        const found = await readMatterCandidates(services, asking, seen);
        return found === null ? null : found.slice(0, Math.max(0, Math.min(first, 100)));
      },
    }),
    facts: t.field({
      type: [MatterFact],
      nullable: true,
      description: 'What is known; for its desk and the provider who has it, and recorded.',
      resolve: (seen, _arguments, { services, ...asking }) =>
        readMatterFacts(services, asking, seen),
    }),
    notes: t.field({
      type: [MatterNote],
      nullable: true,
      description: 'Notes, the oldest first: one’s own and what the other shares; recorded.',
      resolve: (seen, _arguments, { services, ...asking }) =>
        readMatterNotes(services, asking, seen),
    }),
    tasks: t.field({
      type: [MatterTask],
      nullable: true,
      description: 'What is to be done, the open ones first; recorded.',
      resolve: (seen, _arguments, { services, ...asking }) =>
        readMatterTasks(services, asking, seen),
    }),
    consularNotices: t.field({
      type: [ConsularNotice],
      nullable: true,
      description: 'When notice to the consulate was asked for and given.',
      resolve: (seen, _arguments, { services, ...asking }) =>
        readMatterNotices(services, asking, seen),
    }),
    whereabouts: t.field({
      type: [Whereabouts],
      nullable: true,
      description: 'Where the person was known to be held, the latest first; recorded.',
      resolve: (seen, _arguments, { services, ...asking }) =>
        readMatterWhereabouts(services, asking, seen),
    }),
    visits: t.field({
      type: [ConsularVisit],
      nullable: true,
      description: 'Visits of consular officers, in the order in which they are planned; recorded.',
      resolve: (seen, _arguments, { services, ...asking }) =>
        readMatterVisits(services, asking, seen),
    }),
    incidents: t.field({
      type: [IncidentReport],
      nullable: true,
      description: 'What was done to the person, as it was told, the first first; recorded.',
      resolve: (seen, _arguments, { services, ...asking }) =>
        readMatterIncidents(services, asking, seen),
    }),
    hearings: t.field({
      type: [Hearing],
      nullable: true,
      description:
        'Hearings before a court, in the order in which they take place; for its desk, the ' +
        'provider and the person, and recorded.',
      resolve: (seen, _arguments, { services, ...asking }) =>
        readMatterHearings(services, asking, seen),
    }),
    history: t.field({
      type: [MatterEvent],
      nullable: true,
      description: 'Everything that happened to it, in order; for desks and the provider.',
      resolve: (seen, _arguments, { services, ...asking }) =>
        readMatterHistory(services, asking, seen),
    }),
  }),
});

builder.objectField(Alert, 'matter', (t) =>
  t.field({
    type: Matter,
    nullable: true,
    description: 'The case that came of it; null while there is none, or none for the viewer.',
    resolve: ({ id }, _arguments, { services, ...asking }) =>
      readMatterOfAlert(services, asking, id),
  }),
);
