import { InputCheck } from '../domain/input.ts';
import type { SeenBy } from '../domain/view.ts';
import { readFeed, type FeedRow } from '../store/feed.ts';
import { checkFirst, type PageInput } from './page.ts';
import type { Services } from './services.ts';

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

export interface FeedPage<Item> {
  readonly items: readonly (Item | Heartbeat | Gap)[];
  readonly endCursor: string;
  readonly hasMore: boolean;
}

export interface FeedSource<Event, Item> {
  readonly feed: string;
  /** What its cursors are bound to. */
  readonly cursorsOf: string;
  readonly seenBy: SeenBy;
  /** Null for what is not for this viewer. */
  readonly toEvent: (row: FeedRow, cursor: string) => Event | null;
  /** Makes items of the events of a page. */
  readonly gather: (events: readonly Event[]) => readonly Item[];
}

const gapAt = (cursor: string, at: Date): Gap => ({
  type: 'FeedGap',
  cursor,
  at,
  reason: 'Some events up to this cursor are no longer kept. Take the snapshot again, then go on.',
});

/** @throws InvalidInputError for a page that is too large, and for a cursor of another feed. */
export async function readPage<Event, Item>(
  { cursors, database }: Services,
  { feed, cursorsOf, seenBy, toEvent, gather }: FeedSource<Event, Item>,
  { first, after }: PageInput,
): Promise<FeedPage<Item>> {
  const check = new InputCheck();
  checkFirst(check, first);
  const position = after === null ? 0 : cursors.decode(cursorsOf, after);
  if (position === null) check.refuse('after', 'is not a cursor of this feed');
  check.done();

  const from = position ?? 0;
  const cursorAt = (at: number) => cursors.encode(cursorsOf, at);
  const { head, floor, now, rows } = await readFeed(database, feed, seenBy, from, first);
  // Who asks for nothing only wants to know where now is.
  const gap: readonly Gap[] = first > 0 && from < floor ? [gapAt(cursorAt(floor), now)] : [];
  const shown = rows.slice(0, first - gap.length);
  const hasMore = first > 0 && rows.length === first;
  const reached = hasMore ? (shown.at(-1)?.position ?? floor) : Math.max(head, from);
  const endCursor = cursorAt(reached);
  const events = shown.flatMap((row) => toEvent(row, cursorAt(row.position)) ?? []);
  const news: readonly (Item | Gap)[] = [...gap, ...gather(events)];
  const items: readonly (Item | Heartbeat | Gap)[] =
    news.length > 0 || hasMore ? news : [{ type: 'FeedHeartbeat', cursor: endCursor, at: now }];
  return { items, endCursor, hasMore };
}
