import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Person } from '../person.ts';

const ReorderEmergencyContactsInput = builder.inputType('ReorderEmergencyContactsInput', {
  description: 'The order in which the contacts are told.',
  fields: (t) => ({
    contactIds: t.idList({ required: true, description: 'All of the contacts, each once.' }),
  }),
});

builder.mutationField('reorderEmergencyContacts', (t) =>
  t.field({
    type: Person,
    description: 'Puts the person’s contacts into another order.',
    errors: resultOf('reorderEmergencyContacts', 'person', [InvalidInputError, NotFoundError]),
    args: {
      input: t.arg({
        type: ReorderEmergencyContactsInput,
        required: true,
        description: 'The order.',
      }),
    },
    resolve: (_root, { input }, context) =>
      context.commands.reorderEmergencyContacts(context, input),
  }),
);
