import type { RequestedRevocation } from '../../commands/request-device-revocation.ts';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';

const RequestDeviceRevocationInput = builder.inputType('RequestDeviceRevocationInput', {
  description: 'Which contact asks.',
  fields: (t) => ({
    token: t.string({ required: true, description: 'From the link in a message to them.' }),
  }),
});

const RequestDeviceRevocationSuccess = builder
  .objectRef<RequestedRevocation>('RequestDeviceRevocationSuccess')
  .implement({
    description:
      '`requestDeviceRevocation` was done, which does not tell whether it sent anything.',
    fields: (t) => ({
      linkValidMinutes: t.exposeInt('linkValidMinutes', {
        description: 'For how many minutes a link that was sent is good.',
      }),
    }),
  });

const { types, union } = resultOf('requestDeviceRevocation', 'linkValidMinutes', [
  InvalidInputError,
]);

builder.mutationField('requestDeviceRevocation', (t) =>
  t.field({
    type: RequestDeviceRevocationSuccess,
    description:
      'A trusted contact asks for the link with which they can shut out a lost device; it is sent ' +
      'to them.',
    errors: { types, union, directResult: true },
    args: {
      input: t.arg({
        type: RequestDeviceRevocationInput,
        required: true,
        description: 'Who asks.',
      }),
    },
    resolve: (_root, { input }, context) =>
      context.commands.requestDeviceRevocation(context, input),
  }),
);
