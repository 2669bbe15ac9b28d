import { ConflictError, InvalidInputError } from '@alert-button/platform/errors.ts';
import type { EnrolledPerson } from '../../commands/enrol-person.ts';
import { builder, resultOf } from '../builder.ts';
import { Person } from '../person.ts';

export const DevicePublicKeyInput = builder.inputType('DevicePublicKeyInput', {
  description: 'The public half of a key pair on the curve P-256, as in a JSON Web Key.',
  fields: (t) => ({
    x: t.string({ required: true, description: 'First coordinate: 32 bytes in base64url.' }),
    y: t.string({ required: true, description: 'Second coordinate: 32 bytes in base64url.' }),
  }),
});

const EnrolPersonInput = builder.inputType('EnrolPersonInput', {
  description: 'What a device tells about itself and, if they wish, about its person.',
  fields: (t) => ({
    publicKey: t.field({
      type: DevicePublicKeyInput,
      required: true,
      description: "The device's public key; the private half never leaves the device.",
    }),
    proof: t.string({
      required: true,
      description:
        'Shows that the device holds the private half: a JSON Web Token of type ' +
        'device-proof+jwt, signed with ES256, with aud "alert-button", iat, exp and jti, ' +
        'made within the last minute.',
    }),
    homeConsulate: t.string({
      description: 'Code of the consulate the person calls theirs; left out, what is known stays.',
    }),
    languages: t.stringList({
      description:
        'Languages to speak to the person in (BCP 47), best first, at most 8; left out, what ' +
        'is known stays.',
    }),
    linkCode: t.string({
      description:
        'Code from another device of the same person (`createDeviceLink`); left out, a new key ' +
        'is a new person.',
    }),
    deviceLabel: t.string({
      description: 'What the person calls this device, at most 64 characters.',
    }),
  }),
});

const EnrolPersonSuccess = builder.objectRef<EnrolledPerson>('EnrolPersonSuccess').implement({
  description: '`enrolPerson` was done.',
  fields: (t) => ({
    person: t.expose('person', {
      type: Person,
      description: 'The person the device belongs to; the same for the same key.',
    }),
    certificate: t.exposeString('certificate', {
      description: 'Signed proof of whose device this is; the device sends it with its tokens.',
    }),
    certificateExpiresAt: t.expose('certificateExpiresAt', {
      type: 'DateTime',
      description: 'When the certificate ends; enrol again with the same key before that.',
    }),
  }),
});

const { types, union } = resultOf('enrolPerson', 'person', [InvalidInputError, ConflictError]);

builder.mutationField('enrolPerson', (t) =>
  t.field({
    type: EnrolPersonSuccess,
    description:
      'Registers a device by its public key; no name and no telephone number are needed. The ' +
      'same key again gives the same person and a fresh certificate; a key that was revoked does not.',
    // Success holds two things, so it is a type of its own instead of one wrapped field.
    errors: { types, union, directResult: true },
    args: {
      input: t.arg({ type: EnrolPersonInput, required: true, description: 'What to register.' }),
    },
    resolve: (_root, { input }, context) => context.commands.enrolPerson(context, input),
  }),
);
