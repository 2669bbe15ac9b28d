import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { EmergencyContact } from '../emergency-contact.ts';

const AskContactInput = builder.inputType('AskContactInput', {
  description: 'Which contact of the person.',
  fields: (t) => ({
    contactId: t.id({ required: true, description: 'The contact.' }),
  }),
});

builder.mutationField('askContact', (t) =>
  t.field({
    type: EmergencyContact,
    description:
      'Asks a contact who has not answered once more; a few times a day, and it does not say when ' +
      'it is too often.',
    errors: resultOf('askContact', 'contact', [ConflictError, NotFoundError]),
    args: {
      input: t.arg({ type: AskContactInput, required: true, description: 'Whom.' }),
    },
    resolve: (_root, { input }, context) => context.commands.askContact(context, input),
  }),
);
