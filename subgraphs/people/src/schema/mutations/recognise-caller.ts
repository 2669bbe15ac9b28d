import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { callerOverrides, type CallerOverride as Override } from '../../domain/caller-word.ts';
import { builder, resultOf } from '../builder.ts';
import { Caller } from '../caller.ts';

const meanings: Record<Override, string> = {
  WORD_NEVER_SET: 'The caller says that they never chose a word.',
  WORD_FORGOTTEN: 'The caller does not remember the word.',
  CANNOT_SPEAK: 'The caller cannot say it, for example because somebody listens.',
  CALLED_BACK: 'The operator called the number back and reached the person.',
};

const CallerOverride = builder.enumType('CallerOverride', {
  description: 'Why somebody is taken for who they say they are without their word.',
  values: Object.fromEntries(
    callerOverrides.map((reason) => [reason, { description: meanings[reason] }]),
  ) as Record<Override, { description: string }>,
});

const RecogniseCallerInput = builder.inputType('RecogniseCallerInput', {
  description: 'Who says they are calling.',
  fields: (t) => ({
    phone: t.string({
      required: true,
      description: 'The number they call from, or say is theirs; begins with + and the country.',
    }),
    word: t.string({ description: 'The word that they say; left out with `override`.' }),
    override: t.field({
      type: CallerOverride,
      description: 'Why without a word; it is recorded.',
    }),
  }),
});

builder.mutationField('recogniseCaller', (t) =>
  t.field({
    type: Caller,
    description:
      'An operator recognises a caller. Every try is recorded and counted; a wrong word and a ' +
      'number that nobody has are the same answer.',
    errors: resultOf('recogniseCaller', 'caller', [
      InvalidInputError,
      ConflictError,
      NotFoundError,
    ]),
    args: {
      input: t.arg({ type: RecogniseCallerInput, required: true, description: 'Who calls.' }),
    },
    resolve: (_root, { input }, context) => context.commands.recogniseCaller(context, input),
  }),
);
