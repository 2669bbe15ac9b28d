import { NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Person } from '../person.ts';

const RemoveEmergencyContactInput = builder.inputType('RemoveEmergencyContactInput', {
  description: 'Which contact of the person.',
  fields: (t) => ({
    contactId: t.id({ required: true, description: 'The contact.' }),
  }),
});

builder.mutationField('removeEmergencyContact', (t) =>
  t.field({
    type: Person,
    description: 'Removes a contact and everything that is known of them.',
    errors: resultOf('removeEmergencyContact', 'person', [NotFoundError]),
    args: {
      input: t.arg({ type: RemoveEmergencyContactInput, required: true, description: 'Whom.' }),
    },
    resolve: (_root, { input }, context) => context.commands.removeEmergencyContact(context, input),
  }),
);
