import { NotFoundError } from '@alert-button/platform/errors.ts';
import { acknowledgeAlert } from '../../commands/acknowledge-alert.ts';
import { AlertStateError } from '../../domain/errors.ts';
import { Alert } from '../alert.ts';
import { builder, resultOf } from '../builder.ts';

const AcknowledgeAlertInput = builder.inputType('AcknowledgeAlertInput', {
  description: 'What `acknowledgeAlert` needs.',
  fields: (t) => ({ alertId: t.id({ required: true, description: 'The alert.' }) }),
});

builder.mutationField('acknowledgeAlert', (t) =>
  t.field({
    type: Alert,
    description: 'An officer takes the alert.',
    args: {
      input: t.arg({ type: AcknowledgeAlertInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('acknowledgeAlert', 'alert', [NotFoundError, AlertStateError]),
    resolve: (_root, { input }, { services, ...asking }) =>
      acknowledgeAlert(services, asking, input),
  }),
);
