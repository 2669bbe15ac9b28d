import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { RevocableDevice } from '../contact-link.ts';

const RevokeDeviceByContactInput = builder.inputType('RevokeDeviceByContactInput', {
  description: 'Which device a trusted contact shuts out.',
  fields: (t) => ({
    token: t.string({ required: true, description: 'From the link that was sent for this.' }),
    deviceId: t.id({ description: 'Which device; may be left out when there is one.' }),
  }),
});

builder.mutationField('revokeDeviceByContact', (t) =>
  t.field({
    type: RevocableDevice,
    description:
      'A trusted contact ends the use of a lost device, for good and once for each link. An open ' +
      'alert stays as it is.',
    errors: resultOf('revokeDeviceByContact', 'device', [InvalidInputError, NotFoundError]),
    args: {
      input: t.arg({
        type: RevokeDeviceByContactInput,
        required: true,
        description: 'Which device.',
      }),
    },
    resolve: (_root, { input }, context) => context.commands.revokeDeviceByContact(context, input),
  }),
);
