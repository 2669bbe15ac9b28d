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
      if (response.write(frames.map(encode).join(''))) return undefined;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const stalled = setTimeout(() => response.destroy(), stalledMilliseconds);
      response.once('drain', resolve);
      response.once('close', () => reject(new Error('The reader is gone')));
      return promise.finally(() => clearTimeout(stalled));
    },
    refuse(error: GraphQLFormattedError) {
      const errors = JSON.stringify({ errors: [error] });
      response.end(`event: next\ndata: ${errors}\n\nevent: complete\ndata:\n\n`);
    },
    end: () => void response.end(),
  };
}
