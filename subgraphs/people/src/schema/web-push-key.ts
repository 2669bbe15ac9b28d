import { builder } from './builder.ts';

builder.queryField('webPushKey', (t) =>
  t.string({
    nullable: true,
    description:
      'The public key with which a browser subscribes to push messages of this service (VAPID, base64url); null when it sends none.',
    resolve: (_root, _arguments, context) => context.commands.readWebPushKey(context),
  }),
);
