import type { RosterMember as DomainMember } from '../domain/roster.ts';
import { builder } from './builder.ts';

export const RosterMember = builder.objectRef<DomainMember>('RosterMember').implement({
  description: 'Somebody who answers at a desk.',
  fields: (t) => ({
    officerId: t.exposeID('officerId', {
      description: "The ministry's identifier of the officer; who that is, it alone knows.",
    }),
    addedAt: t.expose('addedAt', { type: 'DateTime', description: 'When the officer joined.' }),
    isReachable: t.exposeBoolean('isReachable', {
      description:
        'Whether the officer has named any way to be reached away from the screens; where not, ' +
        'nobody is paged.',
    }),
  }),
});
