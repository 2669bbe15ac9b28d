import type { Feed, FeedItem } from '@alert-button/sdk';
import { waitFor } from './wait-for.ts';

export type EventOf<Item> = Extract<Item, { readonly __typename: 'AlertEvent' }>;

/** What a feed has brought so far. */
export interface Collected<Item> {
  readonly items: readonly Item[];
  readonly events: () => readonly EventOf<Item>[];
  /** The first event that fits, as soon as it is there; throws what ended the feed. */
  readonly event: (fits: (event: EventOf<Item>) => boolean, what: string) => Promise<EventOf<Item>>;
  /**
   * Resolves when the feed stands at that cursor or behind it: whatever it has not brought by then
   * is not in it. Needs a feed with heartbeats.
   */
  readonly reaches: (cursor: string) => Promise<void>;
  /** Resolves with what ended the feed; null when it was ended here. */
  readonly ended: Promise<unknown>;
  readonly end: () => Promise<void>;
}

/** Reads a feed in the background. */
export function collect<Item extends FeedItem>(feed: Feed<Item>): Collected<Item> {
  const items: Item[] = [];
  let failure: unknown = null;
  const ended = (async () => {
    try {
      for await (const item of feed) items.push(item);
    } catch (error) {
      failure = error;
    }
    return failure;
  })();
  const events = () => items.filter((item) => item.__typename === 'AlertEvent') as EventOf<Item>[];
  const unlessFailed = <Value>(look: () => Value) => {
    return () => {
      if (failure !== null) throw failure;
      return look();
    };
  };
  return {
    items,
    events,
    ended,
    event: async (fits, what) =>
      (await waitFor(
        unlessFailed(() => events().find(fits)),
        what,
      )) as EventOf<Item>,
    reaches: async (cursor) => {
      const isThere = () => (items.at(-1)?.cursor ?? '') >= cursor;
      await waitFor(unlessFailed(isThere), 'the feed to catch up');
    },
    end: async () => {
      await feed.return();
      await ended;
    },
  };
}
