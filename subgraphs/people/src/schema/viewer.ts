import type { Officer as OfficerViewer } from '@alert-button/platform/viewer.ts';
import { builder } from './builder.ts';
import { Desk } from './directory.ts';
import { Person } from './person.ts';

const OfficerRole = builder.enumType('OfficerRole', {
  description: 'In what capacity somebody answers alerts.',
  values: {
    OFFICER: { description: 'A consular officer who answers for a consulate.' },
    OPERATOR: { description: 'Someone who answers at the call centre.' },
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

const Viewer = builder.unionType('Viewer', {
  description: 'Who is asking.',
  types: [Person, Officer],
  resolveType: (viewer) => (viewer.kind === 'PERSON' ? Person : Officer),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: Viewer,
    nullable: true,
    description: 'Who is asking; null for someone unknown.',
    resolve: (_root, _arguments, context) => context.commands.readViewer(context),
  }),
);
