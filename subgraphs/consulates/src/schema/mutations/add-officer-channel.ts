import { ConflictError, InvalidInputError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Paging } from '../paging.ts';

const OfficerWebPushInput = builder.inputType('OfficerWebPushInput', {
  description: 'A subscription to push messages, as a browser gives it (RFC 8030 and RFC 8291).',
  fields: (t) => ({
    endpoint: t.string({ required: true, description: 'Where the push service takes them.' }),
    p256dh: t.string({ required: true, description: "The browser's public key, in base64url." }),
    auth: t.string({ required: true, description: "The browser's secret, in base64url." }),
  }),
});

const OfficerWebhookInput = builder.inputType('OfficerWebhookInput', {
  description: 'A system of the officer that takes signed requests.',
  fields: (t) => ({
    url: t.string({ required: true, description: 'Where it takes them; https only.' }),
    secret: t.string({
      required: true,
      description: 'What signs them: 32 to 255 printable ASCII characters.',
    }),
  }),
});

const AddOfficerChannelInput = builder.inputType('AddOfficerChannelInput', {
  description: 'What `addOfficerChannel` needs: exactly one of these.',
  fields: (t) => ({
    email: t.string({ description: 'An e-mail address.' }),
    phone: t.string({
      description:
        'A telephone number that takes text messages, with its country: +52 55 1234 5678.',
    }),
    webPush: t.field({
      type: OfficerWebPushInput,
      description: 'A browser that takes push messages.',
    }),
    webhook: t.field({ type: OfficerWebhookInput, description: 'A system of the officer.' }),
  }),
});

builder.mutationField('addOfficerChannel', (t) =>
  t.field({
    type: Paging,
    description:
      'An officer names a way to be reached away from the screens, tried after those they have ' +
      'named before.',
    args: {
      input: t.arg({ type: AddOfficerChannelInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('addOfficerChannel', 'paging', [InvalidInputError, ConflictError]),
    resolve: (_root, { input }, context) => context.commands.addOfficerChannel(context, input),
  }),
);
