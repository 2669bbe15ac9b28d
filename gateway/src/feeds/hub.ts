import { randomUUID } from 'node:crypto';
import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import { permissionScope, type Principal } from '../auth/credential.ts';
import type { OperationContext, OperationParams } from '../context.ts';
import { FeedGroup } from './group.ts';
import type { FeedQuery } from './feed-query.ts';
import type { HintListener } from './hints.ts';
import type { FeedFrame } from './page.ts';

/** Where the frames of one subscription go. */
export interface FeedSink {
  /**
   * Sends frames. Undefined when the reader keeps up; else a promise that resolves when it has
   * taken them and rejects when it is gone. Nothing more is sent meanwhile.
   */
  send(frames: readonly FeedFrame[]): Promise<void> | undefined;
  /** The feed is refused; nothing follows. */
  refuse(error: GraphQLFormattedError): void;
  /** This process goes away: the reader resumes elsewhere from its cursor. */
  end(): void;
}

export type Execute = (
  params: OperationParams,
  context: OperationContext,
) => Promise<ExecutionResult>;

export interface FeedHub extends HintListener, AsyncDisposable {
  /** Starts a feed for one subscriber; the returned function ends it. */
  open(feed: FeedQuery, principal: Principal, sink: FeedSink): () => void;
  /** How many subscribers there are. */
  size(): number;
}

/** Subscribers whose answers are the same, whoever they are, share a group. */
function groupKey(feed: FeedQuery, principal: Principal): string {
  const scope = feed.isPersonal ? randomUUID() : permissionScope(principal.viewer);
  return JSON.stringify([scope, feed.responseKey, feed.query, feed.variables]);
}

/** All live feeds of this process. */
export function createFeedHub(execute: Execute): FeedHub {
  const groups = new Map<string, FeedGroup>();
  const byFeed = new Map<string, Set<FeedGroup>>();

  function groupFor(feed: FeedQuery, principal: Principal): FeedGroup {
    const key = groupKey(feed, principal);
    const known = groups.get(key);
    if (known !== undefined) return known;
    const group = new FeedGroup(feed, execute, () => {
      groups.delete(key);
      const siblings = byFeed.get(feed.feed);
      siblings?.delete(group);
      if (siblings?.size === 0) byFeed.delete(feed.feed);
    });
    groups.set(key, group);
    const siblings = byFeed.get(feed.feed) ?? new Set();
    byFeed.set(feed.feed, siblings.add(group));
    return group;
  }

  return {
    open: (feed, principal, sink) => groupFor(feed, principal).join(feed.after, principal, sink),
    size: () => [...groups.values()].reduce((sum, group) => sum + group.size, 0),
    wake(feeds) {
      for (const feed of feeds) {
        for (const group of byFeed.get(feed) ?? []) group.look();
      }
    },
    wakeAll() {
      for (const group of groups.values()) group.look();
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...groups.values()].map((group) => group.close()));
    },
  };
}
