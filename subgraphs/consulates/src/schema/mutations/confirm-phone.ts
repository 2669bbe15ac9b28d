import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { ConsulatePhoneKind } from '../phone-kind.ts';
import { Consulate } from '../references.ts';

const ConfirmPhoneInput = builder.inputType('ConfirmPhoneInput', {
  description: 'What `confirmPhone` needs.',
  fields: (t) => ({
    consulateCode: t.string({ required: true, description: "The consulate's short name." }),
    phoneKind: t.field({
      type: ConsulatePhoneKind,
      required: true,
      description: 'Which of its numbers.',
    }),
    number: t.string({
      required: true,
      description: 'The number that was called, in E.164 form, for example +12135550100.',
    }),
    confirmedOn: t.field({ type: 'Date', required: true, description: 'Day of the call.' }),
    confirmedBy: t.string({
      required: true,
      description: 'Role of who called, never a name; at most 80 characters.',
    }),
  }),
});

builder.mutationField('confirmPhone', (t) =>
  t.field({
    type: Consulate,
    description:
      'An administrator records that a number was called and the consulate answered: it is shown ' +
      'as its number from now on, whatever a release brings.',
    args: {
      input: t.arg({ type: ConfirmPhoneInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('confirmPhone', 'consulate', [
      InvalidInputError,
      NotFoundError,
      ConflictError,
    ]),
    resolve: (_root, { input }, context) => context.commands.confirmPhone(context, input),
  }),
);
