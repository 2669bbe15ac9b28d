import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { reviewIncident } from '../../commands/review-incident.ts';
import { builder, resultOf } from '../builder.ts';
import { ReviewDecision } from '../incident-enums.ts';
import { Matter } from '../matter.ts';

const ReviewIncidentInput = builder.inputType('ReviewIncidentInput', {
  description: 'What `reviewIncident` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
    incidentId: t.id({ required: true, description: 'The report.' }),
    decision: t.field({ type: ReviewDecision, required: true, description: 'What is decided.' }),
    summary: t.string({
      description:
        'For `PASS`: what may be passed on, at most 2,000 characters. What is written down of the person’s name and numbers is refused in it.',
    }),
    remark: t.string({
      description: 'For `RETURN`: what is missing, at most 2,000 characters.',
    }),
  }),
});

builder.mutationField('reviewIncident', (t) =>
  t.field({
    type: Matter,
    description: 'Another officer of the desk than whoever wrote a report passes or returns it.',
    args: { input: t.arg({ type: ReviewIncidentInput, required: true, description: 'The act.' }) },
    errors: resultOf('reviewIncident', 'matter', [InvalidInputError, NotFoundError, ConflictError]),
    resolve: (_root, { input }, { services, ...asking }) => reviewIncident(services, asking, input),
  }),
);
