import { NotFoundError } from '@alert-button/platform/errors.ts';
import { confirmCancellation } from '../../commands/confirm-cancellation.ts';
import { AlertStateError } from '../../domain/errors.ts';
import { Alert } from '../alert.ts';
import { builder, resultOf } from '../builder.ts';

const ConfirmCancellationInput = builder.inputType('ConfirmCancellationInput', {
  description: 'What `confirmCancellation` needs.',
  fields: (t) => ({ alertId: t.id({ required: true, description: 'The alert.' }) }),
});

builder.mutationField('confirmCancellation', (t) =>
  t.field({
    type: Alert,
    description: 'An officer confirms that the alert is cancelled.',
    args: {
      input: t.arg({ type: ConfirmCancellationInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('confirmCancellation', 'alert', [NotFoundError, AlertStateError]),
    resolve: (_root, { input }, { services, ...asking }) =>
      confirmCancellation(services, asking, input),
  }),
);
