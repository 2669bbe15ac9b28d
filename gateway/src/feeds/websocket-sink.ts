import type { GraphQLFormattedError } from 'graphql';
import type { WebSocket } from 'ws';
import { reasonToSpread, tryAgainLater } from '../farewell.ts';
import { spreadOf } from '../drain.ts';
import type { FeedSink } from './hub.ts';

/** What a socket may have waiting before its reader counts as slow. */
const highWaterBytes = 64 * 1024;
/** A reader that takes nothing for this long is gone; it resumes from its cursor. */
const defaultStalledMilliseconds = 30_000;

/** Ends an operation of graphql-ws with an error. */
export class FeedRefusedError extends Error {
  readonly extensions: GraphQLFormattedError['extensions'];

  constructor(error: GraphQLFormattedError) {
    super(error.message);
    this.extensions = error.extensions;
  }
}

export interface WebSocketOperation {
  readonly sink: FeedSink;
  /** Handed to graphql-ws: it yields nothing and only marks how long the operation lives. */
  readonly life: AsyncGenerator<never, void, void>;
}

/**
 * Writes frames of one operation straight to its socket. All subscribers of a group share the
 * text of a frame; only the operation's id around it is their own, so it is spliced in here
 * instead of having the payload serialised once for each of them.
 *
 * The bound of what waits for a slow reader is here: above the high-water mark it gets no more pages
 * until it has taken the last, so each of the socket's feeds has at most one page waiting, and all
 * else stays in the log.
 */
export function createWebSocketOperation(
  socket: WebSocket,
  id: string,
  onEnd: () => void,
  stalledMilliseconds = defaultStalledMilliseconds,
): WebSocketOperation {
  const prefix = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  const { promise: over, resolve: end, reject: fail } = Promise.withResolvers<void>();
  over.catch(() => undefined);

  const sink: FeedSink = {
    send(frames) {
      for (const frame of frames.slice(0, -1)) socket.send(`${prefix}${frame.json}}`);
      const last = frames.at(-1);
      if (last === undefined) return undefined;
      const taken = Promise.withResolvers<void>();
      socket.send(`${prefix}${last.json}}`, (error) =>
        error ? taken.reject(error) : taken.resolve(),
      );
      if (socket.bufferedAmount <= highWaterBytes) {
        taken.promise.catch(() => undefined);
        return undefined;
      }
      const stalled = setTimeout(
        () => socket.close(tryAgainLater, reasonToSpread('Reading too slowly', spreadOf(1))),
        stalledMilliseconds,
      );
      return taken.promise.finally(() => clearTimeout(stalled));
    },
    refuse: (error) => fail(new FeedRefusedError(error)),
    // The door closes the socket itself, with a code that says to come back.
    end: () => undefined,
  };

  const life: AsyncGenerator<never, void, void> = {
    async next() {
      await over;
      return { done: true, value: undefined };
    },
    async return() {
      onEnd();
      end();
      return { done: true, value: undefined };
    },
    async throw(error) {
      onEnd();
      fail(error);
      throw error;
    },
    [Symbol.asyncIterator]: () => life,
    async [Symbol.asyncDispose]() {
      await life.return();
    },
  };
  return { sink, life };
}
