import { GraphQLError } from 'graphql';
import { readDeskAlerts, type DeskAlerts } from '../commands/read-desk.ts';
import { readAlertEvents, readDeskEvents } from '../commands/read-feed.ts';
import { Alert } from './alert.ts';
import { FeedItem, FeedPageRef } from './alert-event.ts';
import { builder, pageInfo } from './builder.ts';

export const afterDescription = 'Only what is newer than this cursor of the same feed.';
const coalesce =
  'Let several events come as one `AlertEventBatch`; a busy desk then costs few messages.';

const DeskAlertPage = builder.objectRef<DeskAlerts>('DeskAlertPage').implement({
  description: 'Open alerts of a desk, and where its live feed goes on from them.',
  fields: (t) => ({
    nodes: t.field({
      type: [Alert],
      description:
        'What waits comes first: where the button was pressed again or the phone shows a cancel, then the others with a position and those without; then what was taken with a group, cancels that wait, and what is in hand. Among equals, who waits longest. Nothing is left out.',
      resolve: (page) => [...page.nodes],
    }),
    pageInfo: t.field({
      type: pageInfo,
      description: 'Whether there are more.',
      resolve: ({ hasNextPage, endCursor }) => ({ hasNextPage, endCursor }),
    }),
    streamCursor: t.exposeString('streamCursor', {
      description: 'Pass it to `deskFeed` as `after`: nothing falls in between.',
    }),
  }),
});

builder.queryField('deskAlerts', (t) =>
  t.field({
    type: DeskAlertPage,
    nullable: true,
    description: 'The open alerts of your desk; null for a desk that is not yours.',
    args: {
      deskId: t.arg.id({ required: true, description: 'The desk.' }),
      first: t.arg.int({ defaultValue: 50, required: true, description: 'At most 100.' }),
      after: t.arg.string({ description: 'The end cursor of the page before.' }),
    },
    resolve: (_root, input, { services, ...asking }) =>
      readDeskAlerts(services, asking, { ...input, after: input.after ?? null }),
  }),
);

builder.queryField('deskEvents', (t) =>
  t.field({
    type: FeedPageRef,
    nullable: true,
    description: 'What happened on your desk; null for a desk that is not yours.',
    args: {
      deskId: t.arg.id({ required: true, description: 'The desk.' }),
      after: t.arg.string({ description: afterDescription }),
      first: t.arg.int({ defaultValue: 100, required: true, description: 'At most 100.' }),
      coalesce: t.arg.boolean({ defaultValue: false, required: true, description: coalesce }),
    },
    resolve: (_root, input, { services, ...asking }) =>
      readDeskEvents(services, asking, { ...input, after: input.after ?? null }),
  }),
);

builder.queryField('alertEvents', (t) =>
  t.field({
    type: FeedPageRef,
    nullable: true,
    description: 'What happened to an alert; null when it is not there or not yours.',
    args: {
      alertId: t.arg.id({ required: true, description: 'The alert.' }),
      after: t.arg.string({ description: afterDescription }),
      first: t.arg.int({ defaultValue: 100, required: true, description: 'At most 100.' }),
    },
    resolve: (_root, input, { services, ...asking }) =>
      readAlertEvents(services, asking, { ...input, after: input.after ?? null }),
  }),
);

/**
 * A live feed is the query of the same name, run again by the gateway whenever there may be more.
 * A subscription that reached this subgraph would bypass that, so it is refused.
 */
export function refuseSubscription(): never {
  throw new GraphQLError('Live feeds are served by the gateway.', {
    extensions: { code: 'SUBSCRIPTION_NOT_SERVED_HERE' },
  });
}

builder.subscriptionType({ description: 'Live feeds: pages of a feed, pushed as they grow.' });

builder.subscriptionField('deskFeed', (t) =>
  t.field({
    type: FeedItem,
    description: 'Your desk, live. Without `after` it starts now; with it, right behind it.',
    args: {
      deskId: t.arg.id({ required: true, description: 'The desk.' }),
      after: t.arg.string({ description: afterDescription }),
      coalesce: t.arg.boolean({ defaultValue: false, required: true, description: coalesce }),
    },
    subscribe: refuseSubscription,
    resolve: refuseSubscription,
  }),
);

builder.subscriptionField('alertFeed', (t) =>
  t.field({
    type: FeedItem,
    description: 'One alert, live. Without `after` it starts now; with it, right behind it.',
    args: {
      alertId: t.arg.id({ required: true, description: 'The alert.' }),
      after: t.arg.string({ description: afterDescription }),
    },
    subscribe: refuseSubscription,
    resolve: refuseSubscription,
  }),
);
