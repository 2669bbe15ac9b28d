import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import type { EnrolledPerson } from '../../commands/enrol-person.ts';
import { builder, resultOf } from '../builder.ts';
import { Person } from '../person.ts';
import { DevicePublicKeyInput } from './enrol-person.ts';

const RotateDeviceKeyInput = builder.inputType('RotateDeviceKeyInput', {
  description: 'The new key of the device that asks.',
  fields: (t) => ({
    publicKey: t.field({
      type: DevicePublicKeyInput,
      required: true,
      description: 'The public half of the new key.',
    }),
    proof: t.string({
      required: true,
      description: 'Shows that the device holds its private half; as for `enrolPerson`.',
    }),
  }),
});

const RotateDeviceKeySuccess = builder
  .objectRef<EnrolledPerson>('RotateDeviceKeySuccess')
  .implement({
    description: '`rotateDeviceKey` was done; the old key is not let in any more.',
    fields: (t) => ({
      person: t.expose('person', { type: Person, description: 'The person, as before.' }),
      certificate: t.exposeString('certificate', {
        description: 'Signed proof of whose device the new key is.',
      }),
      certificateExpiresAt: t.expose('certificateExpiresAt', {
        type: 'DateTime',
        description: 'When the certificate ends; enrol again with the same key before that.',
      }),
    }),
  });

const { types, union } = resultOf('rotateDeviceKey', 'person', [InvalidInputError, NotFoundError]);

builder.mutationField('rotateDeviceKey', (t) =>
  t.field({
    type: RotateDeviceKeySuccess,
    description:
      'Gives the device that asks a new key and ends the old one. When the answer is lost, enrol ' +
      'with the new key.',
    // Success holds two things, so it is a type of its own instead of one wrapped field.
    errors: { types, union, directResult: true },
    args: {
      input: t.arg({ type: RotateDeviceKeyInput, required: true, description: 'The new key.' }),
    },
    resolve: (_root, { input }, context) => context.commands.rotateDeviceKey(context, input),
  }),
);
