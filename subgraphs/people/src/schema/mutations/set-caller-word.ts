import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Person } from '../person.ts';

const SetCallerWordInput = builder.inputType('SetCallerWordInput', {
  description: 'By which word operators know the person.',
  fields: (t) => ({
    word: t.string({
      description:
        'Said aloud on the telephone: at least 4 letters and digits, one of them a letter. Case, ' +
        'accents, spaces and punctuation do not count. Null clears it.',
    }),
  }),
});

builder.mutationField('setCallerWord', (t) =>
  t.field({
    type: Person,
    description:
      'Chooses the word by which an operator knows the person when they call. It is not the PIN ' +
      'that cancels, which nobody should say aloud.',
    errors: resultOf('setCallerWord', 'person', [InvalidInputError]),
    args: {
      input: t.arg({ type: SetCallerWordInput, required: true, description: 'Which word.' }),
    },
    resolve: (_root, { input }, context) => context.commands.setCallerWord(context, input),
  }),
);
