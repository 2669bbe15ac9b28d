import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { OutOfServiceReason } from '../out-of-service.ts';
import { Consulate } from '../references.ts';

const SetOfficeServiceInput = builder.inputType('SetOfficeServiceInput', {
  description: 'What `setOfficeService` needs.',
  fields: (t) => ({
    consulateCode: t.string({ required: true, description: "The consulate's short name." }),
    isInService: t.boolean({ required: true, description: 'Whether the office works now.' }),
    reason: t.field({
      type: OutOfServiceReason,
      description: 'Why it is out of service; left out when it is back.',
    }),
  }),
});

builder.mutationField('setOfficeService', (t) =>
  t.field({
    type: Consulate,
    description:
      'An administrator puts an office, and its own desk with it, out of service or back. While ' +
      'it is out, its alerts are passed on at once.',
    args: {
      input: t.arg({ type: SetOfficeServiceInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('setOfficeService', 'consulate', [InvalidInputError, NotFoundError]),
    resolve: (_root, { input }, context) =>
      context.commands.setOfficeService(context, { ...input, reason: input.reason ?? null }),
  }),
);
