import { GraphQLError } from 'graphql';
import { createMailbox } from '../mailbox.ts';
import type { TestItem } from './test-operations.ts';

/** A log and its live feed, with the faults a test wants. */
export interface TestFeed {
  /** `after` of every subscription, in order. */
  readonly subscriptions: (string | null)[];
  /** Codes with which the next subscriptions are refused. */
  readonly refusals: string[];
  /** How many events before `after` a new subscription repeats. */
  repeats: number;
  /** So many of the first events are no longer kept: who comes from before them is told. */
  gapUpTo: number;
  /** Cursors at which reading fails. */
  readonly unreadable: Set<string>;
  /** Appends an event and sends it to all subscribers. Returns its cursor. */
  publish(): string;
  /** Appends so many at once: one batch for who takes batches. Returns their cursors. */
  publishTogether(count: number): string[];
  heartbeat(): void;
  /** Ends every stream with a plain `complete`. */
  complete(): void;
  openStreams(): number;
  open(after: string | null, coalesce?: boolean): AsyncIterableIterator<unknown>;
}

type Box = ReturnType<typeof createMailbox<TestItem, null>>;

export function createTestFeed(): TestFeed {
  const log: TestItem[] = [];
  const boxes = new Map<Box, boolean>();
  const feed: TestFeed = {
    subscriptions: [],
    refusals: [],
    repeats: 0,
    gapUpTo: 0,
    unreadable: new Set(),
    publish: () => {
      const item = eventAt(log.length + 1);
      log.push(item);
      for (const box of boxes.keys()) box.push(item);
      return item.cursor;
    },
    publishTogether: (count) => {
      const events = Array.from({ length: count }, (_, index) => eventAt(log.length + index + 1));
      log.push(...events);
      for (const [box, coalesce] of boxes)
        for (const item of inItems(events, coalesce)) box.push(item);
      return events.map(({ cursor }) => cursor);
    },
    heartbeat: () => {
      for (const box of boxes.keys()) {
        box.push({ __typename: 'FeedHeartbeat', cursor: cursorAt(log.length) });
      }
    },
    complete: () => {
      for (const box of boxes.keys()) box.end(null);
    },
    openStreams: () => boxes.size,
    open: (after, coalesce = false) => {
      feed.subscriptions.push(after);
      const box: Box = createMailbox();
      boxes.set(box, coalesce);
      const start = after === null ? 0 : log.findIndex(({ cursor }) => cursor > after);
      const missed = start === -1 ? [] : log.slice(start);
      const from = log.length - missed.length;
      const isGap = from < feed.gapUpTo;
      if (isGap) box.push({ __typename: 'FeedGap', cursor: cursorAt(feed.gapUpTo) });
      const first = Math.max(isGap ? feed.gapUpTo : 0, from - feed.repeats);
      for (const item of inItems(log.slice(first), coalesce)) box.push(item);
      return iterate(box);
    },
  };

  function iterate(box: Box): AsyncIterableIterator<unknown> {
    const finish = () => {
      boxes.delete(box);
      box.end(null);
      return Promise.resolve({ done: true as const, value: undefined });
    };
    const iterator: AsyncIterableIterator<unknown> = {
      next: async () => {
        const taken = await box.take();
        if ('end' in taken) return finish();
        // As the gateway tells it: the event's own errors, and no data.
        const { item } = taken;
        const read = [item.cursor, ...(item.events ?? []).map(({ cursor }) => cursor)];
        const events = read.some((cursor) => feed.unreadable.has(cursor))
          ? new GraphQLError('Unreadable', { extensions: { code: 'INTERNAL_SERVER_ERROR' } })
          : item;
        return { done: false, value: { events } };
      },
      return: finish,
      [Symbol.asyncIterator]: () => iterator,
    };
    return iterator;
  }

  return feed;
}

const eventAt = (position: number) =>
  ({ __typename: 'AlertEvent', cursor: cursorAt(position) }) as const;

/** As a page brings them: one by one, or as one item. */
function inItems(events: readonly TestItem[], coalesce: boolean): readonly TestItem[] {
  const last = events.at(-1);
  if (!coalesce || last === undefined || events.length <= 5) return events;
  return [{ __typename: 'AlertEventBatch', cursor: last.cursor, events }];
}

const cursorAt = (position: number) => String(position).padStart(6, '0');
