import type { SentCode } from '../../commands/set-own-phone.ts';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';

const SetOwnPhoneInput = builder.inputType('SetOwnPhoneInput', {
  description: 'By which number the person calls or writes.',
  fields: (t) => ({
    phone: t.string({
      description:
        'Begins with + and the country. A code is sent there; null takes the number away at once.',
    }),
  }),
});

const SetOwnPhoneSuccess = builder.objectRef<SentCode>('SetOwnPhoneSuccess').implement({
  description: '`setOwnPhone` was done, which does not tell whether it sent anything.',
  fields: (t) => ({
    codeValidMinutes: t.exposeInt('codeValidMinutes', {
      description: 'For how many minutes a code that was sent is good.',
    }),
  }),
});

const { types, union } = resultOf('setOwnPhone', 'codeValidMinutes', [InvalidInputError]);

builder.mutationField('setOwnPhone', (t) =>
  t.field({
    type: SetOwnPhoneSuccess,
    description:
      'Says by which number the person calls or writes, so that they are recognised without an ' +
      'app. It is theirs once the code that is sent there was typed (`confirmOwnPhone`).',
    errors: { types, union, directResult: true },
    args: {
      input: t.arg({ type: SetOwnPhoneInput, required: true, description: 'Which number.' }),
    },
    resolve: (_root, { input }, context) => context.commands.setOwnPhone(context, input),
  }),
);
