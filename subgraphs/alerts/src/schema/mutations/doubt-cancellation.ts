import { NotFoundError } from '@alert-button/platform/errors.ts';
import { doubtCancellation } from '../../commands/doubt-cancellation.ts';
import { AlertStateError } from '../../domain/errors.ts';
import { Alert } from '../alert.ts';
import { builder, resultOf } from '../builder.ts';

const DoubtCancellationInput = builder.inputType('DoubtCancellationInput', {
  description: 'What `doubtCancellation` needs.',
  fields: (t) => ({ alertId: t.id({ required: true, description: 'The alert.' }) }),
});

builder.mutationField('doubtCancellation', (t) =>
  t.field({
    type: Alert,
    description: 'An officer doubts the cancel; the alert needs an answer again.',
    args: {
      input: t.arg({ type: DoubtCancellationInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('doubtCancellation', 'alert', [NotFoundError, AlertStateError]),
    resolve: (_root, { input }, { services, ...asking }) =>
      doubtCancellation(services, asking, input),
  }),
);
