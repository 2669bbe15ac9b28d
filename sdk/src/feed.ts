import { anyOf, pause, type Backoff } from './backoff.ts';
import { AlertButtonError } from './errors.ts';
import { openAttempt, type AttemptSettings } from './feed-attempt.ts';
import { judge, readItems } from './feed-judgement.ts';
import { waitBefore } from './http.ts';
import type { Feed, FeedItem, FeedItems, FeedOptions, FeedState, Operation } from './operation.ts';

export interface FeedSettings extends AttemptSettings {
  /**
   * Called before the next attempt when the credential was not accepted; `wasLive` when it had
   * been until then.
   */
  readonly onRefusal: (wasLive: boolean) => Promise<void>;
  readonly backoff: Backoff;
  /** Aborts when the client closes. */
  readonly closing: AbortSignal;
}

// So often one event is asked for again before the feed goes on without it.
const maxReadsOfOneEvent = 3;

/**
 * A feed that goes on by itself: whatever ends the stream, it subscribes again from the last cursor
 * with a fresh credential, until its signal aborts or the service says a final no. Every event comes
 * once, in the order of its cursors.
 *
 * The iteration throws `GraphQLRequestError` (asked for something that is not there, bad cursor,
 * credential refused again and again) or `TransportError` (protocol mismatch).
 */
export function openFeed<
  Item extends FeedItem,
  Variables extends { readonly after?: string | null | undefined },
  Heartbeats extends boolean,
>(
  settings: FeedSettings,
  operation: Operation<Item, Variables>,
  variables: Variables,
  options: FeedOptions<Heartbeats> = {},
): Feed<FeedItems<Item, Heartbeats>> {
  const stop = new AbortController();
  const signal = anyOf(options.signal, settings.closing, stop.signal);
  const items = run(settings, operation, variables, options, signal);
  const feed: Feed<FeedItems<Item, Heartbeats>> = {
    next: () => items.next() as Promise<IteratorResult<FeedItems<Item, Heartbeats>, void>>,
    return: async () => {
      stop.abort();
      await items.return();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => feed,
  };
  return feed;
}

/** What a feed remembers from one attempt to the next. */
interface Progress {
  cursor: string | null;
  /** Attempts since something last arrived. */
  attempts: number;
  refusals: number;
  failedReads: number;
}

async function* run<Item extends FeedItem, Variables extends { readonly after?: unknown }>(
  settings: FeedSettings,
  operation: Operation<Item, Variables>,
  variables: Variables,
  { heartbeats = false, onState }: FeedOptions<boolean>,
  signal: AbortSignal,
): AsyncGenerator<Item, void, undefined> {
  const progress: Progress = {
    cursor: typeof variables.after === 'string' ? variables.after : null,
    attempts: 0,
    refusals: 0,
    failedReads: 0,
  };
  const report = (state: FeedState) => onState?.(state);

  while (!signal.aborted) {
    report({ name: 'CONNECTING' });
    const attempt = openAttempt(
      settings,
      operation,
      { ...variables, after: progress.cursor },
      signal,
    );
    let failure: AlertButtonError | undefined;
    let isLive = false;
    try {
      while (failure === undefined) {
        const taken = await attempt.take();
        if (signal.aborted) return;
        if ('end' in taken) {
          failure = taken.end;
          break;
        }
        for (const item of readItems(taken.item, operation)) {
          if (!(item instanceof AlertButtonError)) {
            if (!isLive) report({ name: 'LIVE' });
            isLive = true;
            const isNew = advance(progress, item);
            if (item.__typename === 'FeedHeartbeat' ? heartbeats : isNew) yield item;
            if (signal.aborted) return;
          } else if (mayPassOver(item, progress)) {
            // One event must not hide all that come after it.
            report({ name: 'PASSED_OVER', error: item });
          } else {
            failure = item;
            break;
          }
        }
      }
    } finally {
      attempt.close();
    }

    const verdict = judge(failure, progress.refusals);
    if (verdict === 'FINAL') throw failure;
    if (verdict === 'REFUSED') {
      progress.refusals += 1;
      attempt.retire();
      await settings.onRefusal(isLive);
    }
    progress.attempts += 1;
    const milliseconds = waitBefore(progress.attempts, settings.backoff, failure);
    report({ name: 'WAITING', error: failure, milliseconds });
    await pause(milliseconds, signal);
  }
}

/** Takes note of an item. Returns whether it is news: the wire may bring an event twice. */
function advance(progress: Progress, item: FeedItem): boolean {
  progress.attempts = 0;
  progress.refusals = 0;
  const isAhead = progress.cursor === null || item.cursor > progress.cursor;
  if (isAhead) {
    progress.cursor = item.cursor;
    progress.failedReads = 0;
  }
  return isAhead || item.__typename === 'FeedGap';
}

function mayPassOver(error: { readonly isRetryable: boolean }, progress: Progress): boolean {
  progress.failedReads += 1;
  return error.isRetryable && progress.failedReads > maxReadsOfOneEvent;
}
