import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Desk } from '../desk.ts';

const CreateDeskInput = builder.inputType('CreateDeskInput', {
  description: 'What `createDesk` needs.',
  fields: (t) => ({
    code: t.string({
      required: true,
      description:
        'Its short name, for ever: at most 64 of a-z and 0-9, with single hyphens within, and not ' +
        'ending in -consulate.',
    }),
    consulateCode: t.string({
      description: 'Short name of the consulate it belongs to; left out when it belongs to none.',
    }),
  }),
});

builder.mutationField('createDesk', (t) =>
  t.field({
    type: Desk,
    description:
      'An administrator opens a desk beside those that are shipped, for example for a mass event. ' +
      'Alerts come to it by transfer only.',
    args: { input: t.arg({ type: CreateDeskInput, required: true, description: 'The act.' }) },
    errors: resultOf('createDesk', 'desk', [InvalidInputError, NotFoundError, ConflictError]),
    resolve: (_root, { input }, context) =>
      context.commands.createDesk(context, {
        code: input.code,
        consulateCode: input.consulateCode ?? null,
      }),
  }),
);
