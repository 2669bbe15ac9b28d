import type { Page } from '../commands/input.ts';
import { readDeskMatters, readMatter, readProviderMatters } from '../commands/read-matters.ts';
import type { SeenMatter } from '../commands/visible-matter.ts';
import { builder, pageInfo } from './builder.ts';
import { MatterStatus } from './matter-enums.ts';
import { Matter } from './matter.ts';

const MatterPage = builder.objectRef<Page<SeenMatter>>('MatterPage').implement({
  description: 'Matters, the newest first.',
  fields: (t) => ({
    nodes: t.field({
      type: [Matter],
      description: 'What was opened last comes first.',
      resolve: (page) => [...page.nodes],
    }),
    pageInfo: t.field({
      type: pageInfo,
      description: 'Whether there are more.',
      resolve: ({ hasNextPage, endCursor }) => ({ hasNextPage, endCursor }),
    }),
  }),
});

builder.queryFields((t) => ({
  matter: t.field({
    type: Matter,
    nullable: true,
    description: 'One matter, or null; for whoever it concerns.',
    args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
    resolve: (_root, { id }, { services, ...asking }) => readMatter(services, asking, id),
  }),
  deskMatters: t.field({
    type: MatterPage,
    nullable: true,
    description:
      'The matters of a desk, and those it was asked to take over; for its officers, and null for others.',
    args: {
      deskId: t.arg.id({ required: true, description: 'The desk the officer works at.' }),
      status: t.arg({ type: MatterStatus, description: 'Only those that stand so.' }),
      first: t.arg.int({ defaultValue: 50, required: true, description: 'At most 100.' }),
      after: t.arg.string({ description: 'The end cursor of the page before.' }),
    },
    resolve: (_root, { deskId, status, first, after }, { services, ...asking }) =>
      readDeskMatters(services, asking, {
        deskId,
        status,
        first,
        after: after ?? null,
      }),
  }),
  providerMatters: t.field({
    type: MatterPage,
    nullable: true,
    description: 'What is offered to a provider, and what is theirs; for the provider.',
    args: {
      status: t.arg({ type: MatterStatus, description: 'Only those that stand so.' }),
      first: t.arg.int({ defaultValue: 50, required: true, description: 'At most 100.' }),
      after: t.arg.string({ description: 'The end cursor of the page before.' }),
    },
    resolve: (_root, { status, first, after }, { services, ...asking }) =>
      readProviderMatters(services, asking, {
        status,
        first,
        after: after ?? null,
      }),
  }),
}));
