import { entity } from '@alert-button/platform/federation.ts';
import { readAlertsOfPerson } from '../commands/read-alert.ts';
import { Alert } from './alert.ts';
import { builder, type Context } from './builder.ts';
import { pageArguments } from '../commands/page.ts';

/** The people's entity, to which alerts add a person's own alerts. */
export const Person = builder.objectRef<{ id: string }>('Person');

Person.implement({
  description: 'A person who uses the service.',
  extensions: entity(['id'], ({ id }: { id: string }, { viewer }: Context) =>
    viewer.kind === 'PERSON' && viewer.personId === id ? { id } : null,
  ),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    alerts: t.field({
      type: [Alert],
      nullable: true,
      description: 'Their own alerts, newest first; null for everybody else.',
      args: {
        first: t.arg.int({ defaultValue: 20, required: true, description: 'At most 100.' }),
      },
      resolve: ({ id }, { first }, { services, ...asking }) =>
        readAlertsOfPerson(services, asking, id, pageArguments({ first, after: null })),
    }),
  }),
});
