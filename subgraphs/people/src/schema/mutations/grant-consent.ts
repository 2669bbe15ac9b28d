import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Consent, ConsentPurpose } from '../consent.ts';

const GrantConsentInput = builder.inputType('GrantConsentInput', {
  description: 'To what the person agrees.',
  fields: (t) => ({
    purpose: t.field({ type: ConsentPurpose, required: true, description: 'To what.' }),
    organisationId: t.id({
      description: 'With which organisation; for the purposes that name one, and only for them.',
    }),
    textVersion: t.string({
      required: true,
      description:
        'Date of the text the person was shown, like 2026-11-22, or 2026-11-22.2 for the second ' +
        'of that day.',
    }),
  }),
});

builder.mutationField('grantConsent', (t) =>
  t.field({
    type: Consent,
    description: 'The person agrees to a purpose; they can withdraw it at any time.',
    errors: resultOf('grantConsent', 'consent', [InvalidInputError, NotFoundError]),
    args: {
      input: t.arg({ type: GrantConsentInput, required: true, description: 'To what.' }),
    },
    resolve: (_root, { input }, context) => context.commands.grantConsent(context, input),
  }),
);
