import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { scheduleVisit } from '../../commands/schedule-visit.ts';
import { builder, resultOf } from '../builder.ts';
import { Matter } from '../matter.ts';

const ScheduleVisitInput = builder.inputType('ScheduleVisitInput', {
  description: 'What `scheduleVisit` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
    facilityId: t.id({ description: 'The facility, if it is in the register.' }),
    officerId: t.id({
      description:
        'Who goes, by the ministry’s identifier: somebody with a shift at the desk then, and an hour away from their other visits.',
    }),
    plannedAt: t.field({ type: 'DateTime', required: true, description: 'For when.' }),
  }),
});

builder.mutationField('scheduleVisit', (t) =>
  t.field({
    type: Matter,
    description: 'An officer plans a visit to the person.',
    args: { input: t.arg({ type: ScheduleVisitInput, required: true, description: 'The act.' }) },
    errors: resultOf('scheduleVisit', 'matter', [InvalidInputError, NotFoundError, ConflictError]),
    resolve: (_root, { input }, { services, ...asking }) => scheduleVisit(services, asking, input),
  }),
);
