import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { EmergencyContact } from '../emergency-contact.ts';

const TrustedDeviceInput = builder.inputType('TrustedDeviceInput', {
  description: 'A device that a trusted contact may shut out.',
  fields: (t) => ({
    deviceId: t.id({ required: true, description: 'A device of the person that is in use.' }),
    label: t.string({
      description:
        'What the contact reads of it, at most 64 characters; nothing unless it is said.',
    }),
  }),
});

const TrustContactInput = builder.inputType('TrustContactInput', {
  description: 'Whom the person trusts with which devices.',
  fields: (t) => ({
    contactId: t.id({ required: true, description: 'A contact who agreed to be one.' }),
    devices: t.field({
      type: [TrustedDeviceInput],
      required: true,
      description: 'All that they may shut out; with none they are not trusted any more.',
    }),
  }),
});

builder.mutationField('trustContact', (t) =>
  t.field({
    type: EmergencyContact,
    description: 'Says which devices a contact may shut out when they are lost.',
    errors: resultOf('trustContact', 'contact', [InvalidInputError, ConflictError, NotFoundError]),
    args: {
      input: t.arg({ type: TrustContactInput, required: true, description: 'Whom with what.' }),
    },
    resolve: (_root, { input }, context) => context.commands.trustContact(context, input),
  }),
);
