import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Desk } from '../desk.ts';
import { OutOfServiceReason } from '../out-of-service.ts';

const SetDeskServiceInput = builder.inputType('SetDeskServiceInput', {
  description: 'What `setDeskService` needs.',
  fields: (t) => ({
    deskCode: t.string({ required: true, description: "The additional desk's short name." }),
    isInService: t.boolean({ required: true, description: 'Whether the desk answers now.' }),
    reason: t.field({
      type: OutOfServiceReason,
      description: 'Why it is closed; left out when it is open again.',
    }),
  }),
});

builder.mutationField('setDeskService', (t) =>
  t.field({
    type: Desk,
    description:
      'An administrator closes an additional desk or opens it again. No alert is transferred to a ' +
      'closed one; those that stand there stay.',
    args: { input: t.arg({ type: SetDeskServiceInput, required: true, description: 'The act.' }) },
    errors: resultOf('setDeskService', 'desk', [InvalidInputError, NotFoundError]),
    resolve: (_root, { input }, context) =>
      context.commands.setDeskService(context, { ...input, reason: input.reason ?? null }),
  }),
);
