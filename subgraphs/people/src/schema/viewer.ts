import type { Officer as OfficerViewer } from '@alert-button/platform/viewer.ts';
import type { AskingOrganisation } from '../domain/organisation.ts';
import { builder } from './builder.ts';
import { Desk } from './directory.ts';
import { ApiEnvironment, ApiScope } from './organisation-account.ts';
import { Person } from './person.ts';

const OfficerRole = builder.enumType('OfficerRole', {
  description: 'In what capacity somebody answers alerts.',
  values: {
    OFFICER: { description: 'A consular officer who answers for a consulate.' },
    OPERATOR: { description: 'Someone who answers at the call centre.' },
    ADMINISTRATOR: { description: 'Someone who sets up who else may ask, at whatever desk.' },
  } as const,
});

const Officer = builder.objectRef<OfficerViewer>('Officer').implement({
  description: 'Somebody who answers alerts at a desk.',
  fields: (t) => ({
    id: t.exposeID('officerId', { description: "The ministry's identifier of the officer." }),
    role: t.expose('role', {
      type: OfficerRole,
      description: 'In what capacity the officer answers.',
    }),
    desk: t.field({
      type: Desk,
      nullable: true,
      description: 'The desk the officer works at.',
      resolve: ({ desk }) => ({ code: desk }),
    }),
  }),
});

const Organisation = builder.objectRef<AskingOrganisation>('Organisation').implement({
  description: 'An organisation, as it sees itself when it asks with one of its keys.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque and stable.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    environment: t.field({
      type: ApiEnvironment,
      description: 'Where what it does with this key takes effect.',
      resolve: ({ environment }) => environment,
    }),
    scopes: t.field({
      type: [ApiScope],
      description: 'What this key is good for.',
      resolve: ({ scopes }) => [...scopes],
    }),
  }),
});

const viewerTypes = { PERSON: Person, OFFICER: Officer, ORGANISATION: Organisation } as const;

const Viewer = builder.unionType('Viewer', {
  description: 'Who is asking.',
  types: [Person, Officer, Organisation],
  resolveType: (viewer) => viewerTypes[viewer.kind],
});

builder.queryField('viewer', (t) =>
  t.field({
    type: Viewer,
    nullable: true,
    description: 'Who is asking; null for someone unknown.',
    resolve: (_root, _arguments, context) => context.commands.readViewer(context),
  }),
);
