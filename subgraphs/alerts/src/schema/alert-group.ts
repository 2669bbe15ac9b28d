import { readDeskGroups, type DeskGroups, type GroupView } from '../commands/read-groups.ts';
import type { AutomaticStatus as Status } from '../domain/automatic-status.ts';
import { builder, pageInfo } from './builder.ts';
import { AutomaticStatusKind } from './enums.ts';

const GroupAcknowledgement = builder
  .objectRef<NonNullable<GroupView['acknowledgement']>>('GroupAcknowledgement')
  .implement({
    description: 'An officer has taken a group as a whole.',
    fields: (t) => ({
      officerId: t.exposeID('officerId', { description: 'The ministry’s identifier.' }),
      at: t.field({
        type: 'DateTime',
        description: 'When, by the clock of the database.',
        resolve: ({ at }) => at,
      }),
    }),
  });

export const AlertGroup = builder.objectRef<GroupView>('AlertGroup').implement({
  description:
    'Alerts of one desk that were raised close together in place and time, as far as your desk may answer them.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    size: t.exposeInt('size', { description: 'How many of its alerts your desk was offered.' }),
    waitingCount: t.exposeInt('waitingCount', {
      description: 'How many of those nobody has answered yet.',
    }),
    firstRaisedAt: t.field({
      type: 'DateTime',
      description: 'When the first of those was raised.',
      resolve: ({ firstRaisedAt }) => firstRaisedAt,
    }),
    lastRaisedAt: t.field({
      type: 'DateTime',
      description: 'When the last of those was raised.',
      resolve: ({ lastRaisedAt }) => lastRaisedAt,
    }),
    acknowledgement: t.field({
      type: GroupAcknowledgement,
      nullable: true,
      description: 'Who of your desk took it last; null while nobody has.',
      resolve: ({ acknowledgement }) => acknowledgement,
    }),
  }),
});

const AlertGroupPage = builder.objectRef<DeskGroups>('AlertGroupPage').implement({
  description: 'Groups with open alerts of a desk.',
  fields: (t) => ({
    nodes: t.field({
      type: [AlertGroup],
      description: 'The one with the newest press comes first.',
      resolve: ({ nodes }) => [...nodes],
    }),
    pageInfo: t.field({
      type: pageInfo,
      description: 'Whether there are more.',
      resolve: ({ hasNextPage, endCursor }) => ({ hasNextPage, endCursor }),
    }),
  }),
});

/** What each person is told before anybody has looked at their alert. */
export const AutomaticStatus = builder.objectRef<Status>('AutomaticStatus').implement({
  description: 'What is true of an alert already, told before anybody has looked at it by itself.',
  fields: (t) => ({
    kind: t.field({
      type: AutomaticStatusKind,
      description: 'What can be told.',
      resolve: ({ kind }) => kind,
    }),
    at: t.field({
      type: 'DateTime',
      description: 'Since when, by the clock of the database.',
      resolve: ({ at }) => at,
    }),
  }),
});

builder.queryField('deskGroups', (t) =>
  t.field({
    type: AlertGroupPage,
    nullable: true,
    description: 'The open groups of alerts of your desk; null for a desk that is not yours.',
    args: {
      deskId: t.arg.id({ required: true, description: 'The desk.' }),
      first: t.arg.int({ defaultValue: 20, required: true, description: 'At most 100.' }),
      after: t.arg.string({ description: 'The end cursor of the page before.' }),
    },
    resolve: (_root, input, { services, ...asking }) =>
      readDeskGroups(services, asking, { ...input, after: input.after ?? null }),
  }),
);
