import type { FeedPage, Gap, Heartbeat, Unreadable } from '../commands/feed-page.ts';
import {
  followedArea,
  hasFollowedPosition,
  readFollowedAlert,
  readFollowedPosition,
  readFollowEvents,
  type Followed,
  type FollowedArea,
  type FollowedEvent,
  type FollowedNow,
} from '../commands/follow-alert.ts';
import { AlertPosition } from './alert.ts';
import { cursorDescription, FeedGap, FeedHeartbeat, readable } from './alert-event.ts';
import { builder } from './builder.ts';
import { AlertStatus } from './enums.ts';
import { afterDescription, refuseSubscription } from './feeds.ts';
import { Consulate, Desk } from './others.ts';

/*
 * What a link shows. Types of their own, since what an alert has more is not for whoever follows:
 * nothing here leads back to `Alert`.
 */

const FollowedAreaRef = builder.objectRef<FollowedArea>('FollowedArea').implement({
  description: 'About where: a cell of some 250 km².',
  fields: (t) => ({
    cell: t.exposeString('cell', { description: 'An H3 cell of resolution 5.' }),
    latitude: t.exposeFloat('latitude', {
      description: 'Of the middle of the cell: degrees north, to two decimals.',
    }),
    longitude: t.exposeFloat('longitude', {
      description: 'Of the middle of the cell: degrees east, to two decimals.',
    }),
  }),
});

const FollowedAlert = builder.objectRef<Followed>('FollowedAlert').implement({
  description:
    'A call for help as whoever has a link to it sees it: what the phone shows, at most.',
  fields: (t) => ({
    status: t.field({
      type: AlertStatus,
      description: 'Where it stands, as the phone shows it.',
      resolve: ({ view }) => view.status,
    }),
    isOpen: t.boolean({
      description: 'Whether it goes on.',
      resolve: ({ view }) => view.isOpen,
    }),
    raisedAt: t.field({
      type: 'DateTime',
      description: 'When it was stored, by the clock of the database.',
      resolve: ({ record }) => record.raisedAt,
    }),
    escalationLevel: t.int({
      description: 'How many steps of escalation were taken because nobody answered.',
      resolve: ({ view }) => view.escalationLevel,
    }),
    isDrill: t.boolean({
      description: 'Whether it is a rehearsal.',
      resolve: ({ record }) => record.alert.isDrill,
    }),
    desk: t.field({
      type: Desk,
      nullable: true,
      description: 'The desk that is responsible; null when the link shows no place.',
      resolve: ({ view: { deskId } }) => (deskId === null ? null : { id: deskId }),
    }),
    consulate: t.field({
      type: Consulate,
      nullable: true,
      description: 'The consulate it was first routed to; null when the link shows no place.',
      resolve: ({ view: { consulateId } }) => (consulateId === null ? null : { id: consulateId }),
    }),
    area: t.field({
      type: FollowedAreaRef,
      nullable: true,
      description: 'About where; null when the link shows no place, or none is known.',
      resolve: followedArea,
    }),
    isPositionShown: t.boolean({
      description: 'Whether `position` can be asked for: the person chose that, and one is known.',
      resolve: hasFollowedPosition,
    }),
    position: t.field({
      type: AlertPosition,
      nullable: true,
      description:
        'Exactly where, last known; null unless the person chose that for the link. Its reading is ' +
        'recorded.',
      resolve: (followed, _arguments, { services, ...asking }) =>
        readFollowedPosition(services, asking, followed),
    }),
  }),
});

const FollowedSnapshot = builder.objectRef<FollowedNow>('FollowedSnapshot').implement({
  description: 'A followed alert as it is now, and where its live feed goes on from there.',
  fields: (t) => ({
    alert: t.field({
      type: FollowedAlert,
      description: 'The alert.',
      resolve: (snapshot) => snapshot,
    }),
    streamCursor: t.exposeString('streamCursor', {
      description: 'Pass it to `followAlert` as `after`: nothing falls in between.',
    }),
  }),
});

const FollowedEventRef = builder.objectRef<FollowedEvent>('FollowedEvent').implement({
  description: 'Something that happened to a followed alert, with what was true right after.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: cursorDescription }),
    at: t.field({
      type: 'DateTime',
      description: 'When, by the clock of the database.',
      resolve: (event) => event.at,
    }),
    status: t.field({
      type: AlertStatus,
      description: 'Where the alert stood right after, as the phone shows it.',
      resolve: (event) => event.status,
    }),
    escalationLevel: t.exposeInt('escalationLevel', {
      description: 'How many steps of escalation had been taken.',
    }),
    alert: t.field({
      type: FollowedAlert,
      description: 'The alert as it is now.',
      resolve: (event) => event.followed,
    }),
  }),
});

const FollowedItem = builder.unionType('FollowedItem', {
  description: 'What the feed of a link brings.',
  types: [FollowedEventRef, FeedHeartbeat, FeedGap],
  resolveType: (item) => item.type,
});

const FollowedPage = builder
  .objectRef<FeedPage<FollowedEvent | Unreadable>>('FollowedPage')
  .implement({
    description: 'The feed of a link, read as a page.',
    fields: (t) => ({
      items: t.field({
        type: [FollowedItem],
        nullable: { list: false, items: true },
        description: 'In order. One heartbeat when nothing is newer. An unreadable item is null.',
        resolve: (page) =>
          page.items.map((item) => readable<FollowedEvent | Gap | Heartbeat>(item)),
      }),
      endCursor: t.exposeString('endCursor', {
        description: 'Pass it as `after` to go on: everything up to it has been looked at.',
      }),
      hasMore: t.exposeBoolean('hasMore', { description: 'Whether more is there already.' }),
    }),
  });

const token =
  'The last part of the address of the link. Never put it into the address of a request.';

builder.queryField('followedAlert', (t) =>
  t.field({
    type: FollowedSnapshot,
    nullable: true,
    description:
      'The alert of a link as it is now, which counts as an opening; null for a link that never was ' +
      'one, has expired or was revoked.',
    args: { token: t.arg.string({ required: true, description: token }) },
    resolve: (_root, input, { services, ...asking }) =>
      readFollowedAlert(services, asking, input.token),
  }),
);

builder.queryField('followEvents', (t) =>
  t.field({
    type: FollowedPage,
    nullable: true,
    description: 'What happened to the alert of a link; null for a link that shows nothing.',
    args: {
      token: t.arg.string({ required: true, description: token }),
      after: t.arg.string({ description: afterDescription }),
      first: t.arg.int({ defaultValue: 100, required: true, description: 'At most 100.' }),
    },
    resolve: (_root, input, { services, ...asking }) =>
      readFollowEvents(services, asking, { ...input, after: input.after ?? null }),
  }),
);

builder.subscriptionField('followAlert', (t) =>
  t.field({
    type: FollowedItem,
    description:
      'The alert of a link, live, until the link ends. Without `after` it starts now; with it, right ' +
      'behind it.',
    args: {
      token: t.arg.string({ required: true, description: token }),
      after: t.arg.string({ description: afterDescription }),
    },
    subscribe: refuseSubscription,
    resolve: refuseSubscription,
  }),
);
