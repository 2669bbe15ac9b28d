import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { reportWhereabouts } from '../../commands/report-whereabouts.ts';
import { builder, resultOf } from '../builder.ts';
import { WhereaboutsConfidence, WhereaboutsSource } from '../detention.ts';
import { Matter } from '../matter.ts';

const ReportWhereaboutsInput = builder.inputType('ReportWhereaboutsInput', {
  description: 'What `reportWhereabouts` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
    facilityId: t.id({ description: 'The facility, if it is in the register.' }),
    place: t.string({
      description: 'Words for the place, at most 500 characters; kept encrypted.',
    }),
    source: t.field({ type: WhereaboutsSource, required: true, description: 'Who said so.' }),
    confidence: t.field({
      type: WhereaboutsConfidence,
      required: true,
      description: 'How surely it is known.',
    }),
    knownAt: t.field({ type: 'DateTime', required: true, description: 'When it was so.' }),
  }),
});

builder.mutationField('reportWhereabouts', (t) =>
  t.field({
    type: Matter,
    description: 'An officer or the provider says where the person is held now.',
    args: {
      input: t.arg({ type: ReportWhereaboutsInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('reportWhereabouts', 'matter', [
      InvalidInputError,
      NotFoundError,
      ConflictError,
    ]),
    resolve: (_root, { input }, { services, ...asking }) =>
      reportWhereabouts(services, asking, input),
  }),
);
