import type { ServerResponse } from 'node:http';
import type { GraphQLFormattedError } from 'graphql';
import type { FeedFrame } from './page.ts';
import type { FeedSink } from './hub.ts';

/** How long a client should wait before it reconnects; it spreads itself around that. */
const retryMilliseconds = 1_000;
const stalledMilliseconds = 30_000;

/**
 * One event of the stream, in the form of graphql-sse's distinct connections. Its id is its cursor,
 * so `Last-Event-ID` is always a place to resume from.
 */
function encode(frame: FeedFrame): string {
  const id = frame.cursor === null ? '' : `id: ${frame.cursor}\n`;
  return `${id}event: next\ndata: ${frame.json}\n\n`;
}

/** Opens a stream of server-sent events and writes a feed to it. */
export function createSseSink(response: ServerResponse): FeedSink {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.write(`retry: ${retryMilliseconds}\n\n`);
  return {
    send(frames) {
      // Ended when its credentials expired; a write after that would be an uncaught error.
      if (response.writableEnded || response.destroyed) return undefined;
      if (response.write(frames.map(encode).join(''))) return undefined;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const gone = () => reject(new Error('The reader is gone'));
      const stalled = setTimeout(() => response.destroy(), stalledMilliseconds);
      response.once('drain', resolve);
      response.once('close', gone);
      return promise.finally(() => {
        clearTimeout(stalled);
        response.off('drain', resolve);
        response.off('close', gone);
      });
    },
    refuse(error: GraphQLFormattedError) {
      const errors = JSON.stringify({ errors: [error] });
      response.end(`event: next\ndata: ${errors}\n\nevent: complete\ndata:\n\n`);
    },
    end: () => void response.end(),
  };
}
