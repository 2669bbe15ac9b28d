import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { setCallbackPhone } from '../../commands/set-callback-phone.ts';
import { AlertStateError, PhoneShowsCancelError } from '../../domain/errors.ts';
import { Alert } from '../alert.ts';
import { builder, resultOf } from '../builder.ts';

const SetCallbackPhoneInput = builder.inputType('SetCallbackPhoneInput', {
  description: 'What `setCallbackPhone` needs.',
  fields: (t) => ({
    alertId: t.id({ required: true, description: 'The alert.' }),
    phone: t.string({
      description: 'A telephone number that begins with + and the country; left out: none.',
    }),
  }),
});

builder.mutationField('setCallbackPhone', (t) =>
  t.field({
    type: Alert,
    description: 'The person, or an operator for a caller, says where they can be called back.',
    args: {
      input: t.arg({ type: SetCallbackPhoneInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('setCallbackPhone', 'alert', [
      InvalidInputError,
      NotFoundError,
      AlertStateError,
      PhoneShowsCancelError,
    ]),
    resolve: (_root, { input }, { services, ...asking }) =>
      setCallbackPhone(services, asking, input),
  }),
);
