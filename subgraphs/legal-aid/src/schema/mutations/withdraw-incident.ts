import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import { withdrawIncident } from '../../commands/withdraw-incident.ts';
import { builder, resultOf } from '../builder.ts';
import { Matter } from '../matter.ts';

const WithdrawIncidentInput = builder.inputType('WithdrawIncidentInput', {
  description: 'What `withdrawIncident` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
    incidentId: t.id({ required: true, description: 'The report.' }),
  }),
});

builder.mutationField('withdrawIncident', (t) =>
  t.field({
    type: Matter,
    description: 'Takes a report back: the desk any, a provider their own. It stays on record.',
    args: {
      input: t.arg({ type: WithdrawIncidentInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('withdrawIncident', 'matter', [NotFoundError, ConflictError]),
    resolve: (_root, { input }, { services, ...asking }) =>
      withdrawIncident(services, asking, input),
  }),
);
