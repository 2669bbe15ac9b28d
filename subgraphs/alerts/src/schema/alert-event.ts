import type { FeedPage, Gap, Heartbeat, Unreadable } from '../commands/feed-page.ts';
import type { EventBatch, SeenEvent, SeenItem } from '../commands/read-feed.ts';
import { readAlert } from '../commands/read-alert.ts';
import { Alert } from './alert.ts';
import { builder } from './builder.ts';
import { AlertEventKind, AlertStatus } from './enums.ts';
import { Desk } from './others.ts';

export const cursorDescription =
  'Position in the feed. Opaque, but cursors of one feed sort as plain strings in its order.';

export const AlertEvent = builder.objectRef<SeenEvent>('AlertEvent').implement({
  description:
    'Something that happened to an alert, with what was true right after; never changes.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: cursorDescription }),
    kind: t.field({
      type: AlertEventKind,
      description: 'What happened.',
      resolve: (event) => event.kind,
    }),
    at: t.field({
      type: 'DateTime',
      description: 'When, by the clock of the database.',
      resolve: (event) => event.at,
    }),
    status: t.field({
      type: AlertStatus,
      description: 'Where the alert stood right after.',
      resolve: (event) => event.status,
    }),
    escalationLevel: t.exposeInt('escalationLevel', {
      description: 'How many steps of escalation had been taken.',
    }),
    version: t.exposeInt('version', {
      description: 'Version of the alert; increases with every event of the same alert.',
    }),
    desk: t.field({
      type: Desk,
      nullable: true,
      description: 'The desk that was responsible; null for an organisation.',
      resolve: ({ deskId }) => (deskId === null ? null : { id: deskId }),
    }),
    calledDesks: t.field({
      type: [Desk],
      nullable: true,
      description: 'The desks that this called, for desks; null for others.',
      resolve: ({ calledDeskIds }) => calledDeskIds?.map((id) => ({ id })) ?? null,
    }),
    isDuress: t.exposeBoolean('isDuress', {
      nullable: true,
      description:
        'Whether the person was made to cancel, as known then, for desks; null for others.',
    }),
    isDrill: t.exposeBoolean('isDrill', { description: 'Whether the alert is a rehearsal.' }),
    isForCaller: t.exposeBoolean('isForCaller', {
      nullable: true,
      description: 'Whether an operator did it for a caller, for desks; null for others.',
    }),
    isWithGroup: t.exposeBoolean('isWithGroup', {
      description:
        'Whether an officer took it together with a group, before looking at it by itself.',
    }),
    alertId: t.id({
      description: 'Which alert: known even when it is no longer the viewer’s to see.',
      resolve: (event) => event.alertId,
    }),
    alert: t.field({
      type: Alert,
      nullable: true,
      description: 'The alert as it is now; null when it is no longer the viewer’s to see.',
      resolve: (event, _arguments, { services, ...asking }) =>
        readAlert(services, asking, event.alertId),
    }),
  }),
});

/** What cannot be read is an error of its item alone, which is null then. */
export function readable<Item extends { readonly type: string }>(
  item: Item | Unreadable,
): Item | Promise<never> {
  return isUnreadable(item) ? Promise.reject(new UnreadableEventError()) : item;
}

const isUnreadable = (item: { readonly type: string }): item is Unreadable =>
  item.type === 'UNREADABLE';

class UnreadableEventError extends Error {
  override readonly name = 'UnreadableEventError';
}

const AlertEventBatch = builder.objectRef<EventBatch>('AlertEventBatch').implement({
  description: 'Several events at once, in order; comes only to whoever asks to coalesce.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', {
      description: `That of its last event. ${cursorDescription}`,
    }),
    events: t.field({
      type: [AlertEvent],
      nullable: { list: false, items: true },
      description: 'Each with its own cursor. An unreadable event is null.',
      resolve: (batch) => batch.events.map((event) => readable<SeenEvent>(event)),
    }),
  }),
});

export const FeedHeartbeat = builder.objectRef<Heartbeat>('FeedHeartbeat').implement({
  description: 'Nothing is newer than the cursor: whoever holds it is current.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: cursorDescription }),
    at: t.field({
      type: 'DateTime',
      description: 'When this was true, by the clock of the database.',
      resolve: (heartbeat) => heartbeat.at,
    }),
  }),
});

export const FeedGap = builder.objectRef<Gap>('FeedGap').implement({
  description: 'The cursor is older than the log: take a snapshot, then go on from this cursor.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: cursorDescription }),
    at: t.field({
      type: 'DateTime',
      description: 'When it was noticed.',
      resolve: (gap) => gap.at,
    }),
    reason: t.exposeString('reason', { description: 'What is missing, for a developer.' }),
  }),
});

export const FeedItem = builder.unionType('FeedItem', {
  description: 'What a feed brings.',
  types: [AlertEvent, AlertEventBatch, FeedHeartbeat, FeedGap],
  resolveType: (item) => item.type,
});

export const FeedPageRef = builder.objectRef<FeedPage<SeenItem>>('FeedPage').implement({
  description: 'A feed, read as a page: the snapshot, the fallback, and what a live feed runs.',
  fields: (t) => ({
    items: t.field({
      type: [FeedItem],
      nullable: { list: false, items: true },
      description: 'In order. One heartbeat when nothing is newer. An unreadable item is null.',
      resolve: (page) => page.items.map((item) => readable<Exclude<typeof item, Unreadable>>(item)),
    }),
    endCursor: t.exposeString('endCursor', {
      description: 'Pass it as `after` to go on: everything up to it has been looked at.',
    }),
    hasMore: t.exposeBoolean('hasMore', { description: 'Whether more is there already.' }),
  }),
});
