import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import type { DeviceLink } from '../../commands/create-device-link.ts';
import { builder, resultOf } from '../builder.ts';

const CreateDeviceLinkInput = builder.inputType('CreateDeviceLinkInput', {
  description: 'For how long one more device may join.',
  fields: (t) => ({
    validMinutes: t.int({
      required: true,
      defaultValue: 10,
      description: 'How many minutes the code is good for, from 1 to 10.',
    }),
  }),
});

const CreateDeviceLinkSuccess = builder.objectRef<DeviceLink>('CreateDeviceLinkSuccess').implement({
  description: '`createDeviceLink` was done.',
  fields: (t) => ({
    code: t.exposeString('code', {
      description: 'To be typed on the other device; it is shown this once and not kept.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'Until when the code can be used, once.',
    }),
  }),
});

const { types, union } = resultOf('createDeviceLink', 'code', [
  InvalidInputError,
  ConflictError,
  NotFoundError,
]);

builder.mutationField('createDeviceLink', (t) =>
  t.field({
    type: CreateDeviceLinkSuccess,
    description:
      'Makes a code with which one more device enrols as the same person within minutes; an ' +
      'unused one before it ends.',
    errors: { types, union, directResult: true },
    args: {
      input: t.arg({ type: CreateDeviceLinkInput, required: true, description: 'For how long.' }),
    },
    resolve: (_root, { input }, context) => context.commands.createDeviceLink(context, input),
  }),
);
