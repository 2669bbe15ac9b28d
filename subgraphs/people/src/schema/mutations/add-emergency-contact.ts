import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import {
  ContactChannel,
  ContactSight,
  ContactStep,
  EmergencyContact,
  PushSubscriptionInput,
} from '../emergency-contact.ts';

const AddEmergencyContactInput = builder.inputType('AddEmergencyContactInput', {
  description: 'Somebody whom the person wants told.',
  fields: (t) => ({
    name: t.string({
      required: true,
      description: 'What they are called, at most 120 characters.',
    }),
    phone: t.string({
      description: 'Their telephone number, with + and the country; or one of the next two.',
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
    maySee: t.field({
      type: ContactSight,
      defaultValue: 'STATUS',
      description: 'How much of an alert they are shown.',
    }),
    steps: t.field({
      type: [ContactStep],
      description: 'Of what to tell them; of everything unless it is said.',
    }),
  }),
});

builder.mutationField('addEmergencyContact', (t) =>
  t.field({
    type: EmergencyContact,
    description:
      'Adds somebody to be told, after the others, and asks them whether they want to be; at most ten.',
    errors: resultOf('addEmergencyContact', 'contact', [
      InvalidInputError,
      ConflictError,
      NotFoundError,
    ]),
    args: {
      input: t.arg({ type: AddEmergencyContactInput, required: true, description: 'Whom.' }),
    },
    resolve: (_root, { input }, context) => context.commands.addEmergencyContact(context, input),
  }),
);
