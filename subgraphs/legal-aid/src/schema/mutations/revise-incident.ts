import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { reviseIncident } from '../../commands/revise-incident.ts';
import { builder, resultOf } from '../builder.ts';
import { incidentFields } from '../incident-input.ts';
import { Matter } from '../matter.ts';

const ReviseIncidentInput = builder.inputType('ReviseIncidentInput', {
  description: 'What `reviseIncident` needs.',
  fields: (t) => ({
    incidentId: t.id({ required: true, description: 'The report.' }),
    ...incidentFields(t),
  }),
});

builder.mutationField('reviseIncident', (t) =>
  t.field({
    type: Matter,
    description: 'Whoever wrote a report says it better; it waits for a review again.',
    args: { input: t.arg({ type: ReviseIncidentInput, required: true, description: 'The act.' }) },
    errors: resultOf('reviseIncident', 'matter', [InvalidInputError, NotFoundError, ConflictError]),
    resolve: (_root, { input }, { services, ...asking }) => reviseIncident(services, asking, input),
  }),
);
