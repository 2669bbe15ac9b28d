import type { DeviceRecord } from '../commands/read-own.ts';
import { builder } from './builder.ts';

export const Device = builder.objectRef<DeviceRecord>('Device').implement({
  description: 'A telephone or browser of a person. Where and when it was used is not kept.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    label: t.string({
      nullable: true,
      description: 'What the person calls it.',
      resolve: ({ label }) => label(),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was enrolled.' }),
    hasPush: t.exposeBoolean('hasPush', {
      description: 'Whether it is woken by a push message when there is something to look at.',
    }),
    isRevoked: t.exposeBoolean('isRevoked', {
      description: 'Whether its use was ended: it is not let in any more.',
    }),
    isRevokedByContact: t.exposeBoolean('isRevokedByContact', {
      description: 'Whether a trusted contact ended its use, and not the person.',
    }),
  }),
});
