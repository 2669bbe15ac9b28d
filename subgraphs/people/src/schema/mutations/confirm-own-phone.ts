import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Person } from '../person.ts';

const ConfirmOwnPhoneInput = builder.inputType('ConfirmOwnPhoneInput', {
  description: 'What shows that the number is theirs.',
  fields: (t) => ({
    code: t.string({ required: true, description: 'Six digits, as they came by text message.' }),
  }),
});

builder.mutationField('confirmOwnPhone', (t) =>
  t.field({
    type: Person,
    description:
      'Types the code that came to the number given with `setOwnPhone`; the number is theirs then, ' +
      'and nobody else’s.',
    errors: resultOf('confirmOwnPhone', 'person', [InvalidInputError]),
    args: {
      input: t.arg({ type: ConfirmOwnPhoneInput, required: true, description: 'The code.' }),
    },
    resolve: (_root, { input }, context) => context.commands.confirmOwnPhone(context, input),
  }),
);
