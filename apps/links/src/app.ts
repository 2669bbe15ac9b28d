import { Readable } from 'node:stream';
import type { Log } from '@alert-button/platform/log.ts';
import { AlertButtonError } from '@alert-button/sdk';
import type { FollowerClient } from '@alert-button/sdk/follower';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { acknowledge } from './acknowledge.ts';
import { answerQuestion, leave, shutOut } from './contact.ts';
import { rightsCard } from './card.ts';
import { followLink, type Answer } from './follow.ts';
import type { OpenGateway } from './gateway.ts';
import { chooseLanguage } from './language.ts';
import { coverPage, gonePage, laterPage, type CoverKind } from './pages.ts';
import { outcomesCsv, outcomesJson } from './outcomes.ts';
import { planPage } from './plan.ts';
import { securityHeaders, silentPolicy } from './security-headers.ts';
import type { Language } from './words.ts';

export interface LinksOptions {
  readonly openGateway: OpenGateway;
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Buttons that one address may press. */
  readonly requestsPerMinute: number;
  /** How long a page grows. */
  readonly liveMilliseconds: number;
  /** How many pages grow at a time; the others show how it stands now. */
  readonly mostLive: number;
  readonly isProduction: boolean;
  readonly log: Log;
}

const largestFormBytes = 1024;

interface Form {
  readonly language?: string;
  readonly show?: string;
  readonly device?: string;
  readonly state?: string;
}

interface Parameters {
  readonly token: string;
  /** Of a situation. */
  readonly name: string;
}

type Asked = FastifyRequest<{ Params: Parameters; Querystring: Form; Body: Form | null }>;

const languageOf = ({ query, body, headers }: Asked): Language =>
  chooseLanguage(body?.language ?? query.language, headers['accept-language']);

/**
 * The pages behind the links that people get. Opening one shows a button and changes nothing: a
 * preview opens it too. Only the button, which is a POST, asks the service.
 */
export function createLinksApp(options: LinksOptions): FastifyInstance {
  const { openGateway, trustedProxies, isProduction, log } = options;
  const http = Fastify({
    bodyLimit: largestFormBytes,
    forceCloseConnections: 'idle',
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    routerOptions: { maxParamLength: 128 },
  });
  const rate = new RateLimiterMemory({ points: options.requestsPerMinute, duration: 60 });
  const headers = securityHeaders(isProduction);
  const closing = new AbortController();
  let live = 0;

  http.addHook('onRequest', async (_request, reply) => void reply.headers(headers));
  http.addHook('preClose', async () => closing.abort());
  http.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, text, done) => done(null, Object.fromEntries(new URLSearchParams(String(text)))),
  );
  const page = (reply: FastifyReply, status: number, body: string) =>
    reply.code(status).type('text/html; charset=utf-8').send(body);
  http.setErrorHandler(async (error: Error & { statusCode?: number }, request, reply) => {
    const isAway = error instanceof AlertButtonError;
    const status = isAway ? 503 : (error.statusCode ?? 500);
    if (status >= 500) log.warn('A page could not be shown', { requestId: request.id, error });
    return page(reply, status, laterPage(languageOf(request as Asked)));
  });
  http.setNotFoundHandler(async (request, reply) =>
    page(reply, 404, gonePage(languageOf(request as Asked))),
  );

  type Route = { Params: Parameters; Querystring: Form; Body: Form | null };

  /** A cover with a button, and what the button does. */
  function link(
    path: string,
    cover: CoverKind,
    press: (request: Asked, reply: FastifyReply, client: FollowerClient) => Promise<Answer>,
  ): void {
    http.get<Route>(path, async (request, reply) =>
      page(reply, 200, coverPage(languageOf(request), cover)),
    );
    http.post<Route>(path, async (request, reply) =>
      answer(request, reply, (client) => press(request, reply, client)),
    );
  }

  /** So many times a minute for one address; for more it gets its answer here. */
  async function isWithinRate(request: Asked, reply: FastifyReply): Promise<boolean> {
    const isWithin = await rate.consume(request.ip).then(
      () => true,
      () => false,
    );
    if (!isWithin) page(reply.header('retry-after', '60'), 429, laterPage(languageOf(request)));
    return isWithin;
  }

  /** Asks the service. */
  async function answer(
    request: Asked,
    reply: FastifyReply,
    ask: (client: FollowerClient) => Promise<Answer>,
  ): Promise<FastifyReply> {
    if (!(await isWithinRate(request, reply))) return reply;
    const client = openGateway(request.ip);
    reply.raw.once('close', () => client.close());
    const { status, body } = await ask(client);
    if (typeof body === 'string') return page(reply, status, body);
    reply.code(status).type('text/html; charset=utf-8').header('x-accel-buffering', 'no');
    return reply.send(Readable.from(body));
  }

  link('/f/:token', 'cover', async (request, reply, client) => {
    if (request.body?.show === 'leave') {
      return leave(client, languageOf(request), request.params.token);
    }
    const gone = new AbortController();
    const isLive = live < options.mostLive;
    if (isLive) live += 1;
    reply.raw.once('close', () => {
      gone.abort();
      if (isLive) live -= 1;
    });
    const limit = AbortSignal.timeout(options.liveMilliseconds);
    return followLink({
      client,
      language: languageOf(request),
      token: request.params.token,
      showsPlace: request.body?.show === 'place',
      isLive,
      signal: AbortSignal.any([gone.signal, closing.signal, limit]),
    });
  });

  link('/a/:token', 'page', (request, _reply, client) =>
    acknowledge(client, languageOf(request), request.params.token),
  );

  link('/c/:token', 'question', (request, _reply, client) =>
    answerQuestion(
      client,
      languageOf(request),
      request.params.token,
      request.body?.show !== 'decline',
    ),
  );

  link('/r/:token', 'device', (request, _reply, client) =>
    shutOut(client, languageOf(request), request.params.token, request.body?.device ?? null),
  );

  // Public and about nobody: it may be opened, printed and handed on.
  http.get<Route>('/rights/:name', async (request, reply) =>
    answer(request, reply, (client) =>
      rightsCard(client, languageOf(request), request.params.name, request.query.state),
    ),
  );

  // The same for everybody, and asks nobody.
  http.get<Route>('/plan', async (request, reply) =>
    page(reply.header('content-security-policy', silentPolicy), 200, planPage(languageOf(request))),
  );

  // Figures are fetched by programs, as they are.
  for (const [path, type, write] of [
    ['/outcomes.json', 'application/json; charset=utf-8', outcomesJson],
    ['/outcomes.csv', 'text/csv; charset=utf-8; header=present', outcomesCsv],
  ] as const) {
    http.get<Route>(path, async (request, reply) => {
      if (!(await isWithinRate(request, reply))) return reply;
      const client = openGateway(request.ip);
      try {
        const text = await write(client);
        return await reply.type(type).header('cache-control', 'public, max-age=3600').send(text);
      } finally {
        client.close();
      }
    });
  }

  http.get('/robots.txt', async (_request, reply) =>
    reply.type('text/plain').send('User-agent: *\nDisallow: /\n'),
  );
  http.get('/healthz', async () => 'ok');
  http.get('/readyz', async () => 'ok');
  return http;
}
