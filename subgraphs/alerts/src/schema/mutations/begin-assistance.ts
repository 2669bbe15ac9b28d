import { NotFoundError } from '@alert-button/platform/errors.ts';
import { beginAssistance } from '../../commands/begin-assistance.ts';
import { AlertStateError } from '../../domain/errors.ts';
import { Alert } from '../alert.ts';
import { builder, resultOf } from '../builder.ts';

const BeginAssistanceInput = builder.inputType('BeginAssistanceInput', {
  description: 'What `beginAssistance` needs.',
  fields: (t) => ({ alertId: t.id({ required: true, description: 'The alert.' }) }),
});

builder.mutationField('beginAssistance', (t) =>
  t.field({
    type: Alert,
    description: 'An officer begins to help.',
    args: { input: t.arg({ type: BeginAssistanceInput, required: true, description: 'The act.' }) },
    errors: resultOf('beginAssistance', 'alert', [NotFoundError, AlertStateError]),
    resolve: (_root, { input }, { services, ...asking }) =>
      beginAssistance(services, asking, input),
  }),
);
