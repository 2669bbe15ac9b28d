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
  /** Of what was missed, so many events come in one item. */
  batchSize: number;
  /** Cursors at which reading fails. */
  readonly unreadable: Set<string>;
  /** Appends an event and sends it to all subscribers. Returns its cursor. */
  publish(): string;
  heartbeat(): void;
  /** Ends every stream with a plain `complete`. */
  complete(): void;
  openStreams(): number;
  open(after: string | null): AsyncIterableIterator<unknown>;
}

interface TestBatch {
  readonly __typename: 'AlertEventBatch';
  readonly cursor: string;
  readonly events: readonly TestItem[];
}

type Box = ReturnType<typeof createMailbox<TestItem | TestBatch, null>>;

export function createTestFeed(): TestFeed {
  const log: TestItem[] = [];
  const boxes = new Set<Box>();
  const feed: TestFeed = {
    subscriptions: [],
    refusals: [],
    repeats: 0,
    gapUpTo: 0,
    batchSize: 1,
    unreadable: new Set(),
    publish: () => {
      const item = { __typename: 'AlertEvent', cursor: cursorAt(log.length + 1) } as const;
      log.push(item);
      for (const box of boxes) box.push(item);
      return item.cursor;
    },
    heartbeat: () => {
      for (const box of boxes) {
        box.push({ __typename: 'FeedHeartbeat', cursor: cursorAt(log.length) });
      }
    },
    complete: () => {
      for (const box of boxes) box.end(null);
    },
    openStreams: () => boxes.size,
    open: (after) => {
      feed.subscriptions.push(after);
      const box: Box = createMailbox();
      boxes.add(box);
      const start = after === null ? 0 : log.findIndex(({ cursor }) => cursor > after);
      const missed = start === -1 ? [] : log.slice(start);
      const from = log.length - missed.length;
      const isGap = from < feed.gapUpTo;
      if (isGap) box.push({ __typename: 'FeedGap', cursor: cursorAt(feed.gapUpTo) });
      const first = Math.max(isGap ? feed.gapUpTo : 0, from - feed.repeats);
      for (const item of inBatches(log.slice(first), feed.batchSize)) box.push(item);
      return iterate(box);
    },
  };

  const read = (item: TestItem) =>
    feed.unreadable.has(item.cursor)
      ? new GraphQLError('Unreadable', { extensions: { code: 'INTERNAL_SERVER_ERROR' } })
      : item;

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
        const events = 'events' in item ? { ...item, events: item.events.map(read) } : read(item);
        return { done: false, value: { events } };
      },
      return: finish,
      [Symbol.asyncIterator]: () => iterator,
    };
    return iterator;
  }

  return feed;
}

function inBatches(items: readonly TestItem[], size: number): readonly (TestItem | TestBatch)[] {
  if (size === 1) return items;
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => {
    const events = items.slice(index * size, (index + 1) * size);
    return { __typename: 'AlertEventBatch', cursor: events.at(-1)?.cursor ?? '', events };
  });
}

const cursorAt = (position: number) => String(position).padStart(6, '0');
