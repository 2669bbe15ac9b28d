import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Consent, ConsentPurpose } from '../consent.ts';

const WithdrawConsentInput = builder.inputType('WithdrawConsentInput', {
  description: 'To what the person does not agree any more.',
  fields: (t) => ({
    purpose: t.field({ type: ConsentPurpose, required: true, description: 'To what.' }),
    organisationId: t.id({ description: 'With which organisation, where the purpose names one.' }),
  }),
});

builder.mutationField('withdrawConsent', (t) =>
  t.field({
    type: Consent,
    description: 'The person does not agree any more, from now on; the history stays.',
    errors: resultOf('withdrawConsent', 'consent', [InvalidInputError, NotFoundError]),
    args: {
      input: t.arg({ type: WithdrawConsentInput, required: true, description: 'To what.' }),
    },
    resolve: (_root, { input }, context) => context.commands.withdrawConsent(context, input),
  }),
);
