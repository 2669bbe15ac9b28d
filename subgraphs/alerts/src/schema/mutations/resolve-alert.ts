import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { resolveAlert } from '../../commands/resolve-alert.ts';
import { AlertStateError } from '../../domain/errors.ts';
import { Alert } from '../alert.ts';
import { builder, resultOf } from '../builder.ts';
import { AlertOutcome } from '../enums.ts';

const ResolveAlertInput = builder.inputType('ResolveAlertInput', {
  description: 'What `resolveAlert` needs.',
  fields: (t) => ({
    alertId: t.id({ required: true, description: 'The alert.' }),
    outcome: t.field({
      type: AlertOutcome,
      required: true,
      description: 'What became of the person.',
    }),
    note: t.string({ description: 'For the record, at most 2,000 characters.' }),
  }),
});

builder.mutationField('resolveAlert', (t) =>
  t.field({
    type: Alert,
    description: 'An officer closes the alert with what became of the person.',
    args: { input: t.arg({ type: ResolveAlertInput, required: true, description: 'The act.' }) },
    errors: resultOf('resolveAlert', 'alert', [InvalidInputError, NotFoundError, AlertStateError]),
    resolve: (_root, { input }, { services, ...asking }) => resolveAlert(services, asking, input),
  }),
);
