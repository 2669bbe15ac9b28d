import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Principal } from '../auth/credential.ts';
import { pageVariables, type FeedQuery } from './feed-query.ts';
import type { Execute, FeedSink } from './hub.ts';
import { Pace } from './pace.ts';
import { readPageResult, type FeedFrame, type PageResult } from './page.ts';

/** Each subscriber hears at least this often that it is current, and permission is asked again. */
const heartbeatMilliseconds = 10_000;
const pageSize = 100;
const firstRetryMilliseconds = 100;
const longestRetryMilliseconds = 2_000;
/** After a mass reconnect many stand at cursors of their own. */
const looksAtOnce = 8;

interface Member {
  readonly principal: Principal;
  readonly sink: FeedSink;
  /** Null until the first look has told where now is. */
  cursor: string | null;
  /** Frames are on their way: the reader has not taken the last ones yet. */
  isBusy: boolean;
  /** A look passed it over while it was busy. */
  hasMissed: boolean;
  /** Wants to hear that it is current, even if nothing happened. */
  wantsHeartbeat: boolean;
}

/**
 * Subscribers of one feed whose answers are the same. Whenever there may be something new, the
 * query runs once for each distinct cursor among them, and all who stand at that cursor get the
 * same frames. A slow reader just waits at its cursor and catches up later, in pages.
 */
export class FeedGroup {
  readonly #feed: FeedQuery;
  readonly #execute: Execute;
  readonly #onEmpty: () => void;
  readonly #members = new Set<Member>();
  readonly #closing = new AbortController();
  readonly #heartbeat: NodeJS.Timeout;
  readonly #pace = new Pace(performance.now());
  #running: Promise<void> = Promise.resolve();
  #isLooking = false;
  #lookAgain = false;
  /** The last look left more behind, which is nobody's to wait for. */
  #isBehind = false;

  constructor(feed: FeedQuery, execute: Execute, onEmpty: () => void) {
    this.#feed = feed;
    this.#execute = execute;
    this.#onEmpty = onEmpty;
    this.#heartbeat = setInterval(() => this.#beat(), heartbeatMilliseconds);
  }

  get size(): number {
    return this.#members.size;
  }

  join(after: string | null, principal: Principal, sink: FeedSink): () => void {
    const member: Member = {
      principal,
      sink,
      cursor: after,
      isBusy: false,
      hasMissed: false,
      wantsHeartbeat: true,
    };
    this.#members.add(member);
    this.look();
    return () => this.#leave(member);
  }

  /** There may be something new. Looks now, or once more after the look that is under way. */
  look(): void {
    this.#lookAgain = true;
    if (!this.#isLooking) this.#running = this.#lookWhileAsked();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    for (const member of [...this.#members]) {
      this.#leave(member);
      member.sink.end();
    }
    await this.#running;
  }

  #leave(member: Member): void {
    if (!this.#members.delete(member) || this.#members.size > 0) return;
    clearInterval(this.#heartbeat);
    this.#closing.abort();
    this.#onEmpty();
  }

  #beat(): void {
    for (const member of this.#members) member.wantsHeartbeat = true;
    this.look();
  }

  async #lookWhileAsked(): Promise<void> {
    let retryMilliseconds = firstRetryMilliseconds;
    this.#isLooking = true;
    try {
      while (this.#lookAgain && this.#members.size > 0) {
        if (!this.#isBehind)
          await this.#rest(this.#pace.charge(this.#members.size, performance.now()));
        this.#isBehind = false;
        this.#lookAgain = false;
        const isAvailable = await this.#lookOnce();
        if (isAvailable) {
          retryMilliseconds = firstRetryMilliseconds;
          continue;
        }
        this.#lookAgain = true;
        await this.#rest(retryMilliseconds);
        retryMilliseconds = Math.min(retryMilliseconds * 2, longestRetryMilliseconds);
      }
    } finally {
      // In the same step as the last check: whoever asks after it starts the next look.
      this.#isLooking = false;
    }
  }

  async #rest(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return;
    const { signal } = this.#closing;
    await delay(milliseconds, undefined, { signal }).catch(() => undefined);
  }

  /** One query per distinct cursor among those who are ready. */
  async #lookOnce(): Promise<boolean> {
    const { ready = [], busy = [] } = Object.groupBy(this.#members, (member) =>
      member.isBusy ? 'busy' : 'ready',
    );
    for (const member of busy) member.hasMissed = true;
    const cursors = [...Map.groupBy(ready, (member) => member.cursor)];
    let isAvailable = true;
    for (let start = 0; start < cursors.length; start += looksAtOnce) {
      const some = cursors.slice(start, start + looksAtOnce);
      const looks = some.map(([cursor, members]) => this.#lookFrom(cursor, members));
      if ((await Promise.all(looks)).includes(false)) isAvailable = false;
    }
    return isAvailable;
  }

  async #lookFrom(cursor: string | null, members: readonly Member[]): Promise<boolean> {
    const page = await this.#askPage(cursor, members);
    const present = members.filter((member) => this.#members.has(member));
    switch (page.kind) {
      case 'UNAVAILABLE':
        return false;
      case 'REFUSED':
        for (const member of present) {
          this.#leave(member);
          member.sink.refuse(page.error);
        }
        return true;
      case 'PAGE':
        for (const member of present) this.#deliver(member, page.frames, page.endCursor);
        if (page.hasMore) this.#lookAgain = this.#isBehind = true;
        return true;
      default:
        return page satisfies never;
    }
  }

  async #askPage(cursor: string | null, members: readonly Member[]): Promise<PageResult> {
    const requestId = randomUUID();
    // Any of them may ask for all: they are in one group because they may see the same.
    const principal = members[0]?.principal;
    if (principal === undefined) throw new Error('Nobody asks');
    const variables = pageVariables(this.#feed, cursor, cursor === null ? 0 : pageSize);
    try {
      const { query } = this.#feed;
      const result = await this.#execute({ query, variables }, { principal, requestId });
      return readPageResult(this.#feed, result, requestId);
    } catch {
      return { kind: 'UNAVAILABLE' };
    }
  }

  #deliver(member: Member, frames: readonly FeedFrame[], endCursor: string): void {
    const due = frames.filter((frame) => !frame.isHeartbeat || member.wantsHeartbeat);
    member.cursor = endCursor;
    if (due.length === 0) return;
    member.wantsHeartbeat = false;
    const taken = member.sink.send(due);
    if (taken === undefined) return;
    member.isBusy = true;
    taken.then(
      () => {
        member.isBusy = false;
        if (member.hasMissed && this.#members.has(member)) this.look();
        member.hasMissed = false;
      },
      () => this.#leave(member),
    );
  }
}
