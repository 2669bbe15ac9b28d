import type { FollowLinkRecord } from '../commands/read-own.ts';
import { maskName } from '../domain/emergency-contact.ts';
import { builder } from './builder.ts';
import { ContactSight } from './emergency-contact.ts';

export const FollowLink = builder.objectRef<FollowLinkRecord>('FollowLink').implement({
  description:
    'A link by which whoever has it sees how one alert stands, without credentials. What opens it ' +
    'was shown once and is not kept.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque; by it the link is revoked.' }),
    alertId: t.exposeID('alertId', {
      nullable: true,
      description: 'The alert it shows; null for the one open at its first opening, or the next.',
    }),
    maySee: t.expose('maySee', {
      type: ContactSight,
      description: 'How much of the alert it shows.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'Until when it shows anything.',
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was revoked; null while it was not.',
    }),
    maskedContactName: t.string({
      nullable: true,
      description: 'For which contact it was made, for example Ana •••; null for nobody’s.',
      resolve: async ({ contactName }) =>
        contactName === null ? null : maskName(await contactName()),
    }),
  }),
});
