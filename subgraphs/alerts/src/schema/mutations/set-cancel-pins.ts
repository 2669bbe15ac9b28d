import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { setCancelPins } from '../../commands/set-cancel-pins.ts';
import { builder, resultOf } from '../builder.ts';
import { Person } from '../person.ts';

const SetCancelPinsInput = builder.inputType('SetCancelPinsInput', {
  description: 'What `setCancelPins` needs.',
  fields: (t) => ({
    pin: t.string({
      required: true,
      description: 'Needed for a cancel from then on: 4 to 8 digits, not 1234 or the like.',
    }),
    duressPin: t.string({
      description:
        'Cancels as far as the phone shows and calls for help: as long as `pin`, and not like it.',
    }),
    currentPin: t.string({ description: 'The one there is, once there is one.' }),
  }),
});

builder.mutationField('setCancelPins', (t) =>
  t.field({
    type: Person,
    description: 'The person sets the PIN for a cancel, and one for when they are made to cancel.',
    args: { input: t.arg({ type: SetCancelPinsInput, required: true, description: 'The act.' }) },
    errors: resultOf('setCancelPins', 'person', [InvalidInputError]),
    resolve: (_root, { input }, { services, ...asking }) => setCancelPins(services, asking, input),
  }),
);
