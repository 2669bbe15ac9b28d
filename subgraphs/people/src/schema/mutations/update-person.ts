import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { IdentityDocumentKind, Person } from '../person.ts';

const IdentityDocumentInput = builder.inputType('IdentityDocumentInput', {
  description: 'A paper by which a consulate can find the person in its registers.',
  fields: (t) => ({
    kind: t.field({ type: IdentityDocumentKind, required: true, description: 'What paper it is.' }),
    number: t.string({ required: true, description: 'The number on it, at most 40 characters.' }),
  }),
});

const UpdatePersonInput = builder.inputType('UpdatePersonInput', {
  description: 'What changes: null clears a field, one left out stays as it is.',
  fields: (t) => ({
    name: t.string({ description: 'What the person is called, at most 120 characters.' }),
    document: t.field({
      type: IdentityDocumentInput,
      description: 'By which paper a consulate finds them.',
    }),
    languages: t.stringList({
      description:
        'Languages to speak to the person in (BCP 47, with variant: es-MX, mib), best first, at ' +
        'most 8.',
    }),
    homeConsulate: t.string({ description: 'Code of the consulate the person calls theirs.' }),
  }),
});

builder.mutationField('updatePerson', (t) =>
  t.field({
    type: Person,
    description: 'Changes what the person told about themself.',
    errors: resultOf('updatePerson', 'person', [InvalidInputError, NotFoundError]),
    args: {
      input: t.arg({ type: UpdatePersonInput, required: true, description: 'What changes.' }),
    },
    resolve: (_root, { input }, context) => context.commands.updatePerson(context, input),
  }),
);
