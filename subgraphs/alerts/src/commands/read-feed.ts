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

/** Events of a busy feed as one item, for whoever asked for it; its cursor is its last event's. */
export interface Batch {
  readonly type: 'AlertEventBatch';
  readonly cursor: string;
  readonly events: readonly SeenEvent[];
}

export type FeedItem = SeenEvent | Batch | Heartbeat | Gap;

export interface FeedPage {
  readonly items: readonly FeedItem[];
  readonly endCursor: string;
  readonly hasMore: boolean;
}

function seenEvent(
  services: Services,
  feed: string,
  row: FeedRow,
  seenBy: SeenBy,
): SeenEvent | null {
  const { position, kind, version, at, payload } = row;
  const fact = factFor({ ...payload, kind, version }, seenBy);
  if (fact === null) return null;
  const cursor = services.cursors.encode(feed, position);
  return { ...fact, type: 'AlertEvent', cursor, at, alertId: payload.alertId };
}

const gapAt = (cursor: string, at: Date): Gap => ({
  type: 'FeedGap',
  cursor,
  at,
  reason: 'Some events up to this cursor are no longer kept. Take the snapshot again, then go on.',
});

/** So many events of a page come one by one even to whoever takes batches. */
const mostSingle = 5;

/** What a page says of its events: each, or all of them at once. */
function eventItems(events: readonly SeenEvent[], coalesce: boolean): readonly FeedItem[] {
  const last = events.at(-1);
  if (!coalesce || last === undefined || events.length <= mostSingle) return events;
  return [{ type: 'AlertEventBatch', cursor: last.cursor, events }];
}

async function readPage(
  services: Services,
  feed: string,
  seenBy: SeenBy,
  { first, after, coalesce = false }: PageInput & { readonly coalesce?: boolean },
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
  const news: readonly FeedItem[] = [...gap, ...eventItems(events, coalesce)];
  const items: readonly FeedItem[] =
    news.length > 0 || hasMore ? news : [{ type: 'FeedHeartbeat', cursor: endCursor, at: now }];
  return { items, endCursor, hasMore };
}

/** What happened on the officer's own desk after a cursor; null for every other desk. */
export async function readDeskEvents(
  services: Services,
  { viewer }: Asking,
  { deskId, ...page }: PageInput & { readonly deskId: string; readonly coalesce?: boolean },
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
  return rows.flatMap((row) => seenEvent(services, alertFeedName(id), row, seenBy) ?? []);
}
