import { permit } from '@alert-button/platform/policy.ts';
import { InputCheck } from '../domain/input.ts';
import { factFor, type SeenBy, type SeenFact } from '../domain/view.ts';
import { alertFeedName, deskFeedName } from '../events.ts';
import { policy } from '../policy.ts';
import { readFeed, readTimeline, type FeedRow } from '../store/feed.ts';
import { checkFirst, type PageInput } from './page.ts';
import type { Asking, Services } from './services.ts';
import { deskOf, seeAlert, type SeenAlert } from './visible-alert.ts';

/** One event of a feed, as one kind of viewer sees it. */
export interface SeenEvent extends SeenFact {
  readonly type: 'AlertEvent';
  readonly cursor: string;
  readonly at: Date;
  readonly alertId: string;
}

/** Several events in one item. */
export interface EventBatch {
  readonly type: 'AlertEventBatch';
  /** That of its last event. */
  readonly cursor: string;
  readonly events: readonly (SeenEvent | Unreadable)[];
}

/** Nothing is newer than the cursor: whoever holds it is current. */
export interface Heartbeat {
  readonly type: 'FeedHeartbeat';
  readonly cursor: string;
  readonly at: Date;
}

/** The cursor is older than what the feed still has: take a snapshot and go on from here. */
export interface Gap {
  readonly type: 'FeedGap';
  readonly cursor: string;
  readonly at: Date;
  readonly reason: string;
}

/** An event is there and cannot be read: in its place, so that whoever reads sees that it is missing. */
export interface Unreadable {
  readonly type: 'UNREADABLE';
  readonly cursor: string;
  readonly at: Date;
}

export type FeedItem = SeenEvent | EventBatch | Heartbeat | Gap | Unreadable;

export interface FeedPage {
  readonly items: readonly FeedItem[];
  readonly endCursor: string;
  readonly hasMore: boolean;
}

interface FeedInput extends PageInput {
  /** Whether several events come as one item. */
  readonly coalesce?: boolean;
}

function seenEvent(
  services: Services,
  feed: string,
  row: FeedRow,
  seenBy: SeenBy,
): SeenEvent | Unreadable | null {
  const { position, kind, version, at, payload } = row;
  const cursor = services.cursors.encode(feed, position);
  try {
    const fact = factFor({ isDuress: false, ...payload, kind, version }, seenBy);
    if (fact === null) return null;
    return { ...fact, type: 'AlertEvent', cursor, at, alertId: payload.alertId };
  } catch {
    // One event must not take all others off the screen.
    return { type: 'UNREADABLE', cursor, at };
  }
}

const gapAt = (cursor: string, at: Date): Gap => ({
  type: 'FeedGap',
  cursor,
  at,
  reason: 'Some events up to this cursor are no longer kept. Take the snapshot again, then go on.',
});

/** Fewer come one by one, as they always have. */
const fewestInBatch = 4;

function batched(events: readonly (SeenEvent | Unreadable)[]): readonly FeedItem[] {
  const last = events.at(-1);
  if (last === undefined || events.length < fewestInBatch) return events;
  return [{ type: 'AlertEventBatch', cursor: last.cursor, events }];
}

async function readPage(
  services: Services,
  feed: string,
  seenBy: SeenBy,
  { first, after, coalesce = false }: FeedInput,
): Promise<FeedPage> {
  const { cursors, database } = services;
  const check = new InputCheck();
  checkFirst(check, first);
  const position = after === null ? 0 : cursors.decode(feed, after);
  if (position === null) check.refuse('after', 'is not a cursor of this feed');
  check.done();

  const from = position ?? 0;
  const { head, floor, now, rows } = await readFeed(database, feed, seenBy, from, first);
  // Who asks for nothing only wants to know where now is.
  const gap: readonly Gap[] =
    first > 0 && from < floor ? [gapAt(cursors.encode(feed, floor), now)] : [];
  const shown = rows.slice(0, first - gap.length);
  const hasMore = first > 0 && rows.length === first;
  const reached = hasMore ? (shown.at(-1)?.position ?? floor) : Math.max(head, from);
  const endCursor = cursors.encode(feed, reached);
  const events = shown.flatMap((row) => seenEvent(services, feed, row, seenBy) ?? []);
  const news: readonly FeedItem[] = [...gap, ...(coalesce ? batched(events) : events)];
  const items: readonly FeedItem[] =
    news.length > 0 || hasMore ? news : [{ type: 'FeedHeartbeat', cursor: endCursor, at: now }];
  return { items, endCursor, hasMore };
}

/** What happened on the officer's own desk after a cursor; null for every other desk. */
export async function readDeskEvents(
  services: Services,
  { viewer }: Asking,
  { deskId, ...page }: FeedInput & { readonly deskId: string },
): Promise<FeedPage | null> {
  const officer = permit(policy, 'deskEvents', viewer);
  const own = deskOf(services, officer);
  if (own === undefined || own !== deskId.toLowerCase()) return null;
  return readPage(services, deskFeedName(own, 'LIVE'), 'DESK', page);
}

/** What happened to one alert after a cursor; null when it is not there or not the viewer's. */
export async function readAlertEvents(
  services: Services,
  { viewer }: Asking,
  { alertId, ...page }: PageInput & { readonly alertId: string },
): Promise<FeedPage | null> {
  const seen = await seeAlert(services, permit(policy, 'alertEvents', viewer), alertId);
  if (seen === null) return null;
  return readPage(services, alertFeedName(seen.record.alert.id), seen.seenBy, page);
}

/** Everything that happened to an alert, as its viewer sees it. */
export async function readTimelineOf(
  services: Services,
  { record, seenBy }: SeenAlert,
): Promise<SeenEvent[]> {
  const { id } = record.alert;
  const rows = await readTimeline(services.database, id);
  return rows.flatMap((row) => {
    const seen = seenEvent(services, alertFeedName(id), row, seenBy);
    return seen === null || seen.type === 'UNREADABLE' ? [] : seen;
  });
}
