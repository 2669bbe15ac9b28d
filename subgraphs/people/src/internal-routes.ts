import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { EventLog } from '@alert-button/platform/event-log/event-log.ts';
import type { FastifyInstance } from 'fastify';
import type { VerifyApiKey } from './commands/verify-api-key.ts';
import type { Revocation } from './domain/revocation.ts';
import { revocationFeed } from './events.ts';

/** A comment line now and then, so that a half-open connection is noticed by either side. */
const keepAliveMilliseconds = 5_000;

export interface InternalRoutesNeeds {
  /** What the gateway shows. */
  readonly token: string;
  readonly log: EventLog;
  readonly verifyApiKey: VerifyApiKey;
  /** Everyone who is shut out. */
  readonly revocations: () => Promise<readonly Revocation[]>;
  /** Those about whom something changed after a position. */
  readonly revocationsSince: (position: number) => Promise<readonly Revocation[]>;
}

/**
 * The door for the gateway, opened by the shared token alone:
 *
 * - `GET /internal/revocations`: server-sent events. First `snapshot` with everyone who is shut
 *   out, then `change` whenever that changes for somebody; data are a list of `Revocation`.
 * - `POST /internal/api-key` with `{ token }`: who asks with that key, or 404.
 */
export function internalRoutes(needs: InternalRoutesNeeds): (http: FastifyInstance) => void {
  const { log, verifyApiKey, revocations, revocationsSince } = needs;
  const expected = Buffer.from(`Bearer ${needs.token}`);
  const isGateway = (header: string | undefined) => {
    const given = Buffer.from(header ?? '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  };

  return (http) => {
    const closing = new AbortController();
    // The streams never end by themselves, and a server waits for what is open.
    http.addHook('preClose', async () => closing.abort());

    http.get('/internal/revocations', async (request, reply) => {
      if (!isGateway(request.headers.authorization)) return reply.code(401).send();
      const gone = new AbortController();
      request.raw.socket.once('close', () => gone.abort());
      // The position first: a change between the two reads is then told twice rather than never.
      const head = await log.head();
      const snapshot = await revocations();
      const signal = AbortSignal.any([gone.signal, closing.signal]);
      const stream = new PassThrough();
      const keepAlive = setInterval(() => stream.write(':\n\n'), keepAliveMilliseconds);
      const send = async (event: string, entries: readonly Revocation[]) => {
        const text = `event: ${event}\ndata: ${JSON.stringify(entries)}\n\n`;
        if (!stream.write(text)) await once(stream, 'drain', { signal });
      };
      const pump = async () => {
        await send('snapshot', snapshot);
        let position = head;
        for await (const hints of log.hints(head, signal)) {
          const isNews = hints.some(({ feeds }) => feeds.includes(revocationFeed));
          if (isNews) await send('change', await revocationsSince(position));
          position = hints.at(-1)?.position ?? position;
        }
      };
      void pump()
        .catch(() => undefined)
        .finally(() => {
          clearInterval(keepAlive);
          stream.end();
        });
      return (
        reply
          .header('content-type', 'text/event-stream')
          .header('cache-control', 'no-store')
          // Kept alive after its end, it would hold up a server that closes.
          .header('connection', 'close')
          .send(stream)
      );
    });

    http.post('/internal/api-key', async (request, reply) => {
      if (!isGateway(request.headers.authorization)) return reply.code(401).send();
      const { token } = (request.body ?? {}) as { token?: unknown };
      const verified = typeof token === 'string' ? await verifyApiKey(token) : null;
      reply.header('cache-control', 'no-store');
      return verified === null ? reply.code(404).send({}) : reply.send(verified);
    });
  };
}
