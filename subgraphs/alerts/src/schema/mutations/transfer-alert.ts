import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { transferAlert } from '../../commands/transfer-alert.ts';
import { AlertStateError } from '../../domain/errors.ts';
import { Alert } from '../alert.ts';
import { builder, resultOf } from '../builder.ts';

const TransferAlertInput = builder.inputType('TransferAlertInput', {
  description: 'What `transferAlert` needs.',
  fields: (t) => ({
    alertId: t.id({ required: true, description: 'The alert.' }),
    deskId: t.id({ required: true, description: 'The desk that is to take it.' }),
    reason: t.string({ description: 'For that desk, at most 500 characters.' }),
  }),
});

builder.mutationField('transferAlert', (t) =>
  t.field({
    type: Alert,
    description: 'Another desk becomes responsible; it must be in service.',
    args: { input: t.arg({ type: TransferAlertInput, required: true, description: 'The act.' }) },
    errors: resultOf('transferAlert', 'alert', [InvalidInputError, NotFoundError, AlertStateError]),
    resolve: (_root, { input }, { services, ...asking }) => transferAlert(services, asking, input),
  }),
);
