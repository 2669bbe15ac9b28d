import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Device } from '../device.ts';
import { PushSubscriptionInput } from '../emergency-contact.ts';

const SetDevicePushInput = builder.inputType('SetDevicePushInput', {
  description: 'What `setDevicePush` needs.',
  fields: (t) => ({
    push: t.field({
      type: PushSubscriptionInput,
      description: 'Where this device is woken; left out, it is woken no more.',
    }),
  }),
});

builder.mutationField('setDevicePush', (t) =>
  t.field({
    type: Device,
    description:
      'The device that asks says where it is woken when somebody answers, writes, or it is over.',
    errors: resultOf('setDevicePush', 'device', [InvalidInputError, NotFoundError]),
    args: { input: t.arg({ type: SetDevicePushInput, required: true, description: 'The act.' }) },
    resolve: (_root, { input }, context) => context.commands.setDevicePush(context, input),
  }),
);
