import { NotFoundError } from '@alert-button/platform/errors.ts';
import { handOverAlert } from '../../commands/hand-over-alert.ts';
import { AlertStateError } from '../../domain/errors.ts';
import { Alert } from '../alert.ts';
import { builder, resultOf } from '../builder.ts';

const HandOverAlertInput = builder.inputType('HandOverAlertInput', {
  description: 'What `handOverAlert` needs.',
  fields: (t) => ({ alertId: t.id({ required: true, description: 'The alert.' }) }),
});

builder.mutationField('handOverAlert', (t) =>
  t.field({
    type: Alert,
    description: 'A colleague of the desk takes the alert over; they have yet to begin.',
    args: { input: t.arg({ type: HandOverAlertInput, required: true, description: 'The act.' }) },
    errors: resultOf('handOverAlert', 'alert', [NotFoundError, AlertStateError]),
    resolve: (_root, { input }, { services, ...asking }) => handOverAlert(services, asking, input),
  }),
);
