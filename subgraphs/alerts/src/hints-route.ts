import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { EventLog } from '@alert-button/platform/event-log/event-log.ts';
import type { FastifyInstance } from 'fastify';
import type { FollowNews } from './follow-news.ts';

/** A comment line now and then, so that a half-open connection is noticed by either side. */
const keepAliveMilliseconds = 5_000;

/**
 * The gateway's hint stream: which feeds have something new, as server-sent events. Hints carry no
 * content and no permission; whoever gets one still has to ask. Answers only to the shared token.
 */
export function hintsRoute(
  log: EventLog,
  followNews: Pick<FollowNews, 'followersOf' | 'onEnd'>,
  token: string,
): (http: FastifyInstance) => void {
  const expected = Buffer.from(`Bearer ${token}`);
  const isGateway = (header: string | undefined) => {
    const given = Buffer.from(header ?? '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
  return (http) => {
    const closing = new AbortController();
    // The streams never end by themselves, and a server waits for what is open.
    http.addHook('preClose', async () => closing.abort());
    http.get('/internal/hints', async (request, reply) => {
      if (!isGateway(request.headers.authorization)) return reply.code(401).send();
      const gone = new AbortController();
      request.raw.socket.once('close', () => gone.abort());
      const lastId = Number(request.headers['last-event-id']);
      const after = Number.isSafeInteger(lastId) && lastId > 0 ? lastId : await log.head();
      const stream = new PassThrough();
      const keepAlive = setInterval(() => stream.write(':\n\n'), keepAliveMilliseconds);
      let position = after;
      const tell = (feeds: readonly string[]) =>
        stream.write(`id: ${position}\ndata: ${JSON.stringify(feeds)}\n\n`);
      tell([]);
      const unlisten = followNews.onEnd(tell);
      const signal = AbortSignal.any([gone.signal, closing.signal]);
      const pump = async () => {
        for await (const hints of log.hints(after, signal)) {
          const feeds = [...new Set(hints.flatMap((hint) => hint.feeds))];
          position = hints.at(-1)?.position ?? position;
          if (!tell(feeds)) await once(stream, 'drain', { signal });
          // The desks first: whoever follows by a link comes right after.
          const followers = await followNews.followersOf(feeds);
          if (followers.length > 0 && !tell(followers)) await once(stream, 'drain', { signal });
        }
      };
      void pump()
        .catch(() => undefined)
        .finally(() => {
          clearInterval(keepAlive);
          unlisten();
          stream.end();
        });
      return (
        reply
          .header('content-type', 'text/event-stream')
          .header('cache-control', 'no-store')
          // Kept alive after its end, it would make the server wait for it at the close.
          .header('connection', 'close')
          .send(stream)
      );
    });
  };
}
