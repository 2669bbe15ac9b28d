import type { Page } from '../commands/input.ts';
import type { OrganisationAccount as DomainAccount } from '../domain/organisation.ts';
import { builder, pageInfo } from './builder.ts';
import { OrganisationAccount } from './organisation-account.ts';

const OrganisationPage = builder.objectRef<Page<DomainAccount>>('OrganisationPage').implement({
  description: 'Organisations in the order in which they were set up.',
  fields: (t) => ({
    nodes: t.field({
      type: [OrganisationAccount],
      description: 'Who was set up first comes first.',
      resolve: (page) => [...page.nodes],
    }),
    pageInfo: t.field({
      type: pageInfo,
      description: 'Whether there are more.',
      resolve: (page) => page.pageInfo,
    }),
  }),
});

builder.queryField('organisations', (t) =>
  t.field({
    type: OrganisationPage,
    nullable: true,
    description: 'All organisations. For administrators.',
    args: {
      first: t.arg.int({ defaultValue: 50, required: true, description: 'At most 100.' }),
      after: t.arg.string({ description: 'The end cursor of the page before.' }),
    },
    resolve: (_root, { first, after }, context) =>
      context.commands.readOrganisations(context, { first, after: after ?? null }),
  }),
);

builder.queryField('organisation', (t) =>
  t.field({
    type: OrganisationAccount,
    nullable: true,
    description: 'One organisation with its keys, or null. For administrators.',
    args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
    resolve: (_root, { id }, context) => context.commands.readOrganisation(context, id),
  }),
);
