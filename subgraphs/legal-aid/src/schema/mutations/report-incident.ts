import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { reportIncident } from '../../commands/report-incident.ts';
import { builder, resultOf } from '../builder.ts';
import { incidentFields } from '../incident-input.ts';
import { Matter } from '../matter.ts';

const ReportIncidentInput = builder.inputType('ReportIncidentInput', {
  description: 'What `reportIncident` needs.',
  fields: incidentFields,
});

builder.mutationField('reportIncident', (t) =>
  t.field({
    type: Matter,
    description:
      'Its desk or its provider writes down what was done to the person that should not have been.',
    args: { input: t.arg({ type: ReportIncidentInput, required: true, description: 'The act.' }) },
    errors: resultOf('reportIncident', 'matter', [InvalidInputError, NotFoundError, ConflictError]),
    resolve: (_root, { input }, { services, ...asking }) => reportIncident(services, asking, input),
  }),
);
