import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import {
  ContactChannel,
  ContactSight,
  ContactStep,
  EmergencyContact,
  PushSubscriptionInput,
} from '../emergency-contact.ts';

const UpdateEmergencyContactInput = builder.inputType('UpdateEmergencyContactInput', {
  description: 'What changes about a contact: null clears a field, one left out stays as it is.',
  fields: (t) => ({
    contactId: t.id({ required: true, description: 'The contact.' }),
    name: t.string({ description: 'What they are called; cannot be cleared.' }),
    phone: t.string({
      description: 'Their telephone number, with + and the country.',
    }),
    email: t.string({ description: 'Their e-mail address.' }),
    push: t.field({
      type: PushSubscriptionInput,
      description: 'Their browser’s subscription to push messages.',
    }),
    channels: t.field({
      type: [ContactChannel],
      description: 'Which ways to try first, in this order; those not named come after them.',
    }),
    language: t.string({ description: 'The language to tell them in (BCP 47).' }),
    message: t.string({ description: 'In the person’s own words, at most 500 characters.' }),
    maySee: t.field({ type: ContactSight, description: 'How much of an alert they are shown.' }),
    steps: t.field({
      type: [ContactStep],
      description: 'Of what to tell them; of everything unless it is said.',
    }),
  }),
});

builder.mutationField('updateEmergencyContact', (t) =>
  t.field({
    type: EmergencyContact,
    description:
      'Changes what the person told about a contact; one with a new address is asked again.',
    errors: resultOf('updateEmergencyContact', 'contact', [InvalidInputError, NotFoundError]),
    args: {
      input: t.arg({
        type: UpdateEmergencyContactInput,
        required: true,
        description: 'What changes.',
      }),
    },
    resolve: (_root, { input }, context) => context.commands.updateEmergencyContact(context, input),
  }),
);
