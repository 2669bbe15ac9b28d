import type { Hearing as DomainHearing } from '../commands/read-matters.ts';
import {
  hearingCourts,
  hearingKinds,
  hearingOutcomes,
  hearingStatuses,
} from '../domain/hearing.ts';
import { builder } from './builder.ts';
import { described } from './described.ts';

export const HearingKind = described('HearingKind', 'What is heard.', hearingKinds, {
  MASTER_CALENDAR: 'A short first or preparing hearing of an immigration court, with many others.',
  INDIVIDUAL: 'The hearing of an immigration court on the case itself.',
  BOND: 'Whether somebody is released, and for what bond.',
  ARRAIGNMENT: 'A criminal court tells the charge.',
  CRIMINAL: 'Another hearing of a criminal court.',
  OTHER: 'Something else.',
});

export const HearingCourt = described('HearingCourt', 'Which sort of court.', hearingCourts, {
  IMMIGRATION: 'An immigration court.',
  FEDERAL: 'A federal court.',
  STATE: 'A court of a state, county or city.',
  OTHER: 'Another.',
});

const outcomes = {
  HELD: 'It took place.',
  CONTINUED: 'It was put off or goes on another day.',
  CANCELLED: 'The court took it off its list.',
  MISSED: 'The person was not there.',
};

export const HearingOutcome = described(
  'HearingOutcome',
  'What came of a hearing.',
  hearingOutcomes,
  outcomes,
);

const HearingStatus = described('HearingStatus', 'Where a hearing stands.', hearingStatuses, {
  PLANNED: 'It is to take place.',
  ...outcomes,
});

export const Hearing = builder.objectRef<DomainHearing>('Hearing').implement({
  description: 'That a court hears the matter, and what came of it.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    kind: t.expose('kind', { type: HearingKind, description: 'What is heard.' }),
    court: t.expose('court', { type: HearingCourt, description: 'Which sort of court.' }),
    place: t.exposeString('place', {
      nullable: true,
      description: 'Words for which court, where, and how to take part. Kept encrypted.',
    }),
    takesPlaceAt: t.expose('takesPlaceAt', { type: 'DateTime', description: 'When.' }),
    status: t.expose('status', { type: HearingStatus, description: 'Where it stands.' }),
    reportedAt: t.expose('reportedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When its outcome was written down.',
    }),
  }),
});
