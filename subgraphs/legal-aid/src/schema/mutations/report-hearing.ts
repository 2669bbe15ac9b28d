import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { reportHearing } from '../../commands/report-hearing.ts';
import { builder, resultOf } from '../builder.ts';
import { HearingOutcome } from '../hearing.ts';
import { Matter } from '../matter.ts';

const ReportHearingInput = builder.inputType('ReportHearingInput', {
  description: 'What `reportHearing` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
    hearingId: t.id({ required: true, description: 'The hearing.' }),
    outcome: t.field({ type: HearingOutcome, required: true, description: 'What came of it.' }),
    continuesAt: t.field({
      type: 'DateTime',
      description: 'When it goes on, if it does: that becomes a hearing of its own.',
    }),
  }),
});

builder.mutationField('reportHearing', (t) =>
  t.field({
    type: Matter,
    description: 'An officer or the provider says what came of a hearing.',
    args: { input: t.arg({ type: ReportHearingInput, required: true, description: 'The act.' }) },
    errors: resultOf('reportHearing', 'matter', [InvalidInputError, NotFoundError, ConflictError]),
    resolve: (_root, { input }, { services, ...asking }) => reportHearing(services, asking, input),
  }),
);
