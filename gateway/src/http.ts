import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { GraphQLError, type DocumentNode } from 'graphql';
import type { Log } from '@alert-button/platform/log.ts';
import type { Access } from './auth/access.ts';
import type { Authenticate } from './auth/authenticate.ts';
import { CredentialUncheckedError, type Principal } from './auth/credential.ts';
import type { OperationContext, OperationParams } from './context.ts';
import {
  accepts,
  firstAccepted,
  largestBodyOf,
  longestDocumentOf,
  parseJson,
  queryParams,
  readBody,
  Refusal,
  requireJson,
} from './http-request.ts';
import { secretQueries } from './feeds/catalogue.ts';
import { findSubscription, parseUnlessBroken } from './feeds/client-document.ts';
import { toFeedQuery } from './feeds/feed-query.ts';
import type { FeedHub } from './feeds/hub.ts';
import { createSseSink } from './feeds/sse.ts';
import type { ClientAddress } from './limits/client-address.ts';
import type { LiveConnections } from './limits/live-connections.ts';
import { allRootNames, operationKind } from './limits/operation-kind.ts';
import { rateLimited, retryAfterOf, type Rates } from './limits/rates.ts';
import { presentError, presentResult } from './present-errors.ts';
import { guardParams } from './request-guard.ts';
import type { Supergraph } from './supergraph.ts';

/** A reader who is shut out and takes no more of the stream loses its connection after this. */
const farewellMilliseconds = 2_000;
/** When somebody with too many streams, or of a gateway with too many, may try again. */
const fullMilliseconds = 5_000;
/** How often headers that do not end are looked for. */
const checkConnectionsMilliseconds = 1_000;
export interface HttpDoorOptions {
  readonly path: string;
  readonly authenticate: Authenticate;
  readonly access: Access;
  readonly supergraph: Supergraph;
  readonly hub: FeedHub;
  readonly addressOf: ClientAddress;
  readonly rates: Rates;
  readonly live: LiveConnections;
  /** Whether the gateway can serve; false while it starts and while it drains. */
  readonly isReady: () => boolean;
  readonly isDevelopment: boolean;
  readonly log: Log;
}

const notAStream = new Refusal(
  406,
  'FEED_NOT_AVAILABLE',
  'Live feeds are read by POST with accept: text/event-stream, or over graphql-ws.',
);

const secretInAddress = new Refusal(
  405,
  'BAD_REQUEST',
  'What takes a token is asked by POST: an address is kept by too many.',
);

const namesSecrets = (document: DocumentNode): boolean =>
  allRootNames(document).some((name) => secretQueries.has(name));

/** Any page may ask, as nobody or with a token it was given; there are no cookies. */
const corsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-request-id, date, retry-after',
};

/** The HTTP door: GraphQL on one path, live feeds as server-sent events, health and readiness. */
export function createHttpDoor(options: HttpDoorOptions): Server {
  const { path, authenticate, access, supergraph, hub, isReady, isDevelopment, log } = options;
  const { addressOf, rates, live } = options;

  /** @throws GraphQLError with code RATE_LIMITED when there are enough streams open. */
  function enter({ viewer }: Principal): () => void {
    const close = live.open();
    const leave = close === null ? null : live.claim(viewer);
    if (close === null || leave === null) {
      close?.();
      throw rateLimited('Too many live feeds are open.', fullMilliseconds);
    }
    return () => {
      leave();
      close();
    };
  }

  async function principalOf(request: IncomingMessage): Promise<Principal> {
    try {
      return await authenticate(request.headers.authorization);
    } catch (error) {
      if (error instanceof CredentialUncheckedError) {
        log.warn('Cannot check a credential', { error: error.cause ?? error });
        const message = 'The credentials cannot be checked now. Try again later.';
        throw new Refusal(503, 'SERVICE_UNAVAILABLE', message);
      }
      throw new Refusal(401, 'UNAUTHENTICATED', 'The credentials are not valid.');
    }
  }

  /** Opens a live feed; returns false when the operation is not a subscription. */
  function openFeed(
    request: IncomingMessage,
    response: ServerResponse,
    params: OperationParams,
    document: DocumentNode | null,
    principal: Principal,
  ): boolean {
    if (document === null || !/\bsubscription\b/.test(params.query)) return false;
    const operation = findSubscription(document, params.operationName);
    if (operation === null) return false;
    if (request.method !== 'POST' || !accepts(request, 'text/event-stream')) throw notAStream;
    const feed = toFeedQuery(supergraph.schema(), document, operation, params);
    const lastId = request.headers['last-event-id'];
    const after = typeof lastId === 'string' && lastId !== '' ? lastId : feed.after;
    response.once('close', enter(principal));
    const leave = hub.open({ ...feed, after }, principal, createSseSink(response));
    const unwatch = access.watch(principal, () => {
      // First out of the feed: what is ended can no longer be written to.
      leave();
      response.end();
      setTimeout(() => response.destroy(), farewellMilliseconds).unref();
    });
    response.once('close', () => {
      unwatch();
      leave();
    });
    return true;
  }

  /** Returns false when no subgraph can answer alone, or when the answer is wanted in another form. */
  async function answerSole(
    request: IncomingMessage,
    response: ServerResponse,
    params: OperationParams,
    context: OperationContext,
  ): Promise<boolean> {
    const type = firstAccepted(request);
    if (type === null) return false;
    const result = await supergraph.executeSole(params, context);
    if (result === null) return false;
    response.writeHead(200, {
      'content-type': `${type}; charset=utf-8`,
      ...corsHeaders,
    });
    response.end(JSON.stringify(presentResult(result, context.requestId, log)));
    return true;
  }

  async function graphql(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<void> {
    const isPost = request.method === 'POST';
    if (isPost) requireJson(request);
    const principal = await principalOf(request);
    const url = new URL(request.url ?? path, 'http://gateway.invalid');
    const body = isPost ? await readBody(request, largestBodyOf(principal)) : null;
    const sent = body === null ? queryParams(url) : parseJson(body);
    if (sent !== null) {
      const params = guardParams(sent, longestDocumentOf(principal));
      const document = parseUnlessBroken(params.query);
      if (!isPost && document !== null && namesSecrets(document)) throw secretInAddress;
      const kind = operationKind(document, params.operationName);
      await rates.admit(kind, principal, addressOf(request));
      if (openFeed(request, response, params, document, principal)) return;
      if (isPost && (await answerSole(request, response, params, { principal, requestId }))) return;
    }
    const headers = new Headers();
    for (const name of [
      'accept',
      'content-type',
      'origin',
      'access-control-request-method',
      'access-control-request-headers',
    ]) {
      const value = request.headers[name];
      if (typeof value === 'string') headers.set(name, value);
    }
    const answer = await supergraph.respond(
      new Request(url, {
        method: request.method ?? 'GET',
        headers,
        body: body === null ? null : new Uint8Array(body),
      }),
      { principal, requestId },
    );
    answer.headers.forEach((value, name) => response.setHeader(name, value));
    response.writeHead(answer.status);
    response.end(Buffer.from(await answer.arrayBuffer()));
  }

  function refuse(response: ServerResponse, requestId: string, error: unknown): void {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const retryAfter = retryAfterOf(error);
    const isExpected = error instanceof Refusal || error instanceof GraphQLError;
    if (!isExpected) log.error('Unexpected error', { requestId, error });
    const ofOthers = retryAfter !== null ? 429 : isExpected ? 400 : 500;
    const status = error instanceof Refusal ? error.status : ofOthers;
    const shown =
      error instanceof Refusal
        ? { message: error.message, extensions: { code: error.code, requestId } }
        : presentError(
            error instanceof GraphQLError
              ? error
              : new GraphQLError('', { originalError: error as Error }),
            requestId,
          );
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      ...(retryAfter === null ? {} : { 'retry-after': String(retryAfter) }),
      ...corsHeaders,
    });
    response.end(JSON.stringify({ errors: [shown] }));
  }

  const settings = { connectionsCheckingInterval: checkConnectionsMilliseconds };
  const server = createServer(settings, (request, response) => {
    const requestId = crypto.randomUUID();
    response.setHeader('x-request-id', requestId);
    const pathname = request.url?.split('?')[0];
    switch (pathname) {
      case path:
        graphql(request, response, requestId).catch((error: unknown) =>
          refuse(response, requestId, error),
        );
        return;
      case '/healthz':
        response.end('ok');
        return;
      case '/readyz':
        response.statusCode = isReady() ? 200 : 503;
        response.end(isReady() ? 'ok' : 'not ready');
        return;
      case '/':
        if (isDevelopment) {
          response.writeHead(302, { location: path }).end();
          return;
        }
    }
    refuse(response, requestId, new Refusal(404, 'NOT_FOUND', 'There is nothing here.'));
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  return server;
}
