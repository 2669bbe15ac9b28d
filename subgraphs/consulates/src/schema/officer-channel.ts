import { channelKinds } from '@alert-button/platform/messages/channel.ts';
import type { OfficerChannel as Channel } from '../domain/officer-channel.ts';
import { builder } from './builder.ts';
import { described } from './described.ts';

export const OfficerChannelKind = described(
  'OfficerChannelKind',
  'By what an officer is reached.',
  channelKinds,
  {
    WEB_PUSH: 'By a notification of their browser.',
    SMS: 'By a text message.',
    EMAIL: 'By e-mail.',
    WEBHOOK: 'By a signed request to a system of their own.',
  },
);

export const OfficerChannel = builder.objectRef<Channel>('OfficerChannel').implement({
  description: 'A way to reach an officer away from the screens; only that officer sees it.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    kind: t.expose('kind', { type: OfficerChannelKind, description: 'By what.' }),
    masked: t.exposeString('masked', {
      nullable: true,
      description:
        'Enough of the address to know it again, for example •••• 1234; null when what is stored ' +
        'can no longer be read, so that it has to be named again.',
    }),
    addedAt: t.expose('addedAt', { type: 'DateTime', description: 'When the officer named it.' }),
  }),
});
