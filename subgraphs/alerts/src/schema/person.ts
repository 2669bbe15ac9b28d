import { entity, inaccessible } from '@alert-button/platform/federation.ts';
import type { GrantedPerson } from '../commands/grant-person.ts';
import { pageArguments } from '../commands/page.ts';
import { readAlertsOfPerson } from '../commands/read-alert.ts';
import { readHasCancelPin } from '../commands/set-cancel-pins.ts';
import { Alert } from './alert.ts';
import { builder, type Context } from './builder.ts';

/** The people's entity, to which alerts add a person's own alerts. */
export const Person = builder.objectRef<GrantedPerson>('Person');

Person.implement({
  description: 'A person who uses the service.',
  extensions: entity(
    ['id'],
    ({ id }: { id: string }, { viewer }: Context) =>
      viewer.kind === 'PERSON' && viewer.personId === id ? { id, grant: null } : null,
    ['id grant'],
  ),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    grant: t.exposeString('grant', {
      nullable: true,
      extensions: inaccessible,
      description: 'By what people may be asked about them; for the viewer of this answer alone.',
    }),
    hasCancelPin: t.boolean({
      nullable: true,
      description: 'Whether a cancel needs a PIN, for the person; null for everybody else.',
      resolve: ({ id }, _arguments, { services, ...asking }) =>
        readHasCancelPin(services, asking, id),
    }),
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
