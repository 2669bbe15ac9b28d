import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Caller } from '../caller.ts';

const RegisterCallerInput = builder.inputType('RegisterCallerInput', {
  description: 'Who calls, as far as they told.',
  fields: (t) => ({
    personId: t.id({
      required: true,
      description:
        'A UUID made for them, or the one that an alert was raised with; again the same changes ' +
        'nothing.',
    }),
    phone: t.string({ description: 'Their number, which begins with + and the country.' }),
    word: t.string({ description: 'The word by which they are known the next time.' }),
    languages: t.stringList({
      description: 'Languages to speak to them in (BCP 47), best first, at most 8.',
    }),
    homeConsulate: t.string({ description: 'Code of the consulate they call theirs.' }),
  }),
});

builder.mutationField('registerCaller', (t) =>
  t.field({
    type: Caller,
    description: 'An operator registers a caller who has no device, as a person like any other.',
    errors: resultOf('registerCaller', 'caller', [InvalidInputError, NotFoundError]),
    args: {
      input: t.arg({ type: RegisterCallerInput, required: true, description: 'Who calls.' }),
    },
    resolve: (_root, { input }, context) => context.commands.registerCaller(context, input),
  }),
);
