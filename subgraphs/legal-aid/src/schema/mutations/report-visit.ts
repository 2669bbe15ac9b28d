import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { reportVisit } from '../../commands/report-visit.ts';
import { builder, resultOf } from '../builder.ts';
import { VisitOutcome } from '../detention.ts';
import { Matter } from '../matter.ts';

const ReportVisitInput = builder.inputType('ReportVisitInput', {
  description: 'What `reportVisit` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
    visitId: t.id({ required: true, description: 'The visit.' }),
    outcome: t.field({ type: VisitOutcome, required: true, description: 'What came of it.' }),
    conditions: t.string({
      description:
        'Under what conditions the person is held, at most 4,000 characters; kept encrypted.',
    }),
  }),
});

builder.mutationField('reportVisit', (t) =>
  t.field({
    type: Matter,
    description: 'An officer says what came of a visit.',
    args: { input: t.arg({ type: ReportVisitInput, required: true, description: 'The act.' }) },
    errors: resultOf('reportVisit', 'matter', [InvalidInputError, NotFoundError, ConflictError]),
    resolve: (_root, { input }, { services, ...asking }) => reportVisit(services, asking, input),
  }),
);
