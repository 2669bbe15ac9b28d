import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '@alert-button/platform/log.ts';
import { followFeedName } from './events.ts';
import type { Database } from './store/database.ts';
import { findFollowers, readFollowNews } from './store/follow-links.ts';

const everyMilliseconds = 1_000;
const alertFeed = /^alert:(?<id>.+)$/;

/** What the gateways have to be hinted at about those who follow by a link. */
export interface FollowNews extends AsyncDisposable {
  /** Feeds of the links to the alerts among these feeds. */
  followersOf(feeds: readonly string[]): Promise<readonly string[]>;
  /** Links may have been made or have ended. */
  look(): Promise<void>;
  /** Calls `tell` with the feeds of links that have ended; the returned function ends that. */
  onEnd(tell: (feeds: readonly string[]) => void): () => void;
}

/**
 * The log says which alert has something new; the gateway knows a link by its hash alone, and of
 * which alert it is, nobody tells it. A link that ends writes nothing to the log: it is looked for
 * each second. All of it is hints; what is missed, the next look of the feed finds.
 */
export async function openFollowNews(database: Database, log: Log): Promise<FollowNews> {
  const closing = new AbortController();
  const listeners = new Set<(feeds: readonly string[]) => void>();
  let { now: since, isAnyGood } = await readFollowNews(database, new Date());

  async function look(): Promise<void> {
    const news = await readFollowNews(database, since);
    ({ now: since, isAnyGood } = news);
    const feeds = news.ended.map(followFeedName);
    if (feeds.length > 0) for (const tell of listeners) tell(feeds);
  }

  const run = async () => {
    const pause = () => delay(everyMilliseconds, undefined, { signal: closing.signal });
    while (!closing.signal.aborted) {
      await pause().catch(() => undefined);
      if (closing.signal.aborted) return;
      await look().catch((error: unknown) =>
        log.warn('Cannot look for links that have ended; trying again', { error }),
      );
    }
  };
  const running = run();

  return {
    look,
    async followersOf(feeds) {
      const ids = feeds.flatMap((feed) => alertFeed.exec(feed)?.groups?.['id'] ?? []);
      if (!isAnyGood || ids.length === 0) return [];
      return (await findFollowers(database, ids)).map(followFeedName);
    },
    onEnd(tell) {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    async [Symbol.asyncDispose]() {
      closing.abort();
      await running;
    },
  };
}
