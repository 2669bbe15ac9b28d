import type { NamedKey } from '@alert-button/platform/env.ts';
import type { Log } from '@alert-button/platform/log.ts';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { HandIn } from './hand-in.ts';
import { isSigned, readIncomingText } from './webhook.ts';

export interface TextsOptions {
  /** Under which a provider signs; several while they change. */
  readonly keys: readonly NamedKey[];
  readonly handIn: HandIn;
  readonly log: Log;
  /** The time by which signatures are judged. */
  readonly now?: () => Date;
}

const largestBodyBytes = 16_384;
const retryAfterSeconds = 5;

const header = (value: string | readonly string[] | undefined): string =>
  typeof value === 'string' ? value : '';

/**
 * `POST /texts`: a provider hands in a text message. 204 says that everything that follows from it
 * is committed; whatever else is answered has no words, and the provider hands it in again. The
 * service keeps nothing, so that any number of them may run.
 */
export function createTextsApp({ keys, handIn, log, now = () => new Date() }: TextsOptions) {
  const http: FastifyInstance = Fastify({
    bodyLimit: largestBodyBytes,
    forceCloseConnections: 'idle',
  });
  const nothing = (reply: FastifyReply, status: number) => reply.code(status).send();

  http.addHook('onRequest', async (_request, reply) => {
    void reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });
  http.removeAllContentTypeParsers();
  // As the bytes that were signed, whatever they are said to be.
  http.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  http.setErrorHandler(async (error: Error & { statusCode?: number }, request, reply) => {
    const { statusCode = 500 } = error;
    const isOurs = statusCode >= 500;
    if (isOurs) log.warn('A text message could not be taken', { requestId: request.id, error });
    if (isOurs) void reply.header('retry-after', String(retryAfterSeconds));
    return nothing(reply, isOurs ? 503 : statusCode);
  });
  http.setNotFoundHandler(async (_request, reply) => nothing(reply, 404));

  http.post('/texts', async (request, reply) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const signed = {
      id: header(request.headers['webhook-id']),
      timestamp: header(request.headers['webhook-timestamp']),
      signature: header(request.headers['webhook-signature']),
    };
    if (!isSigned(keys, signed, body, now())) return nothing(reply, 401);
    const text = readIncomingText(body);
    if (text === null) {
      log.warn('A signed text message could not be read', { requestId: request.id });
      return nothing(reply, 400);
    }
    await handIn(text);
    return nothing(reply, 204);
  });
  http.get('/healthz', async () => 'ok');
  http.get('/readyz', async () => 'ok');
  return http;
}
