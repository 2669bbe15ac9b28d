import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { addMatterNote } from '../../commands/add-matter-note.ts';
import { builder, resultOf } from '../builder.ts';
import { Matter } from '../matter.ts';

const AddMatterNoteInput = builder.inputType('AddMatterNoteInput', {
  description: 'What `addMatterNote` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
    text: t.string({
      required: true,
      description: 'The words, at most 4,000 characters; kept encrypted.',
    }),
    isShared: t.boolean({
      required: true,
      defaultValue: false,
      description: 'Whether desk and provider both read it.',
    }),
  }),
});

builder.mutationField('addMatterNote', (t) =>
  t.field({
    type: Matter,
    description: 'An officer or the provider adds a note.',
    args: { input: t.arg({ type: AddMatterNoteInput, required: true, description: 'The act.' }) },
    errors: resultOf('addMatterNote', 'matter', [InvalidInputError, NotFoundError, ConflictError]),
    resolve: (_root, { input }, { services, ...asking }) => addMatterNote(services, asking, input),
  }),
);
