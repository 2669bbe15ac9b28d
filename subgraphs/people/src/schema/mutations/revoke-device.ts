import { NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Device } from '../device.ts';

const RevokeDeviceInput = builder.inputType('RevokeDeviceInput', {
  description: 'Which device of the person.',
  fields: (t) => ({
    deviceId: t.id({ required: true, description: 'The device; it may be the one that asks.' }),
  }),
});

builder.mutationField('revokeDevice', (t) =>
  t.field({
    type: Device,
    description: 'Ends the use of one of the person’s devices, for good.',
    errors: resultOf('revokeDevice', 'device', [NotFoundError]),
    args: {
      input: t.arg({ type: RevokeDeviceInput, required: true, description: 'Which device.' }),
    },
    resolve: (_root, { input }, context) => context.commands.revokeDevice(context, input),
  }),
);
