import { ApolloServer, HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { RequestContext } from './builder.ts';
import { gatewayLimits, parseWithin } from './document-limits.ts';
import { DomainError } from './errors.ts';
import type { SubgraphSchema } from './federation.ts';
import type { Log } from './log.ts';
import { createMemory } from './remember.ts';
import { largestBody } from './body-limits.ts';
import { describeRequestError } from './request-error.ts';
import type { Viewer } from './viewer.ts';

/** Documents that were found within the limits. */
const mostRemembered = 500;
const requestIdPattern = /^[A-Za-z0-9-]{8,64}$/;

export interface ServeOptions<Context extends RequestContext> {
  readonly subgraph: SubgraphSchema;
  readonly verify: (token: string) => Promise<Viewer>;
  /** Adds the subgraph's commands to what every resolver gets. */
  readonly context: (request: RequestContext) => Context;
  /** Throws while the service cannot do its work; the reason goes to the log. */
  readonly ready: () => Promise<void>;
  readonly host: string;
  readonly port: number;
  readonly log: Log;
  readonly isProduction: boolean;
  /** Of a request. Default: `largestBody`. */
  readonly bodyLimit?: number;
  /** Further internal routes. */
  readonly routes?: (http: FastifyInstance) => void;
}

/**
 * The one place where something thrown becomes an error on the wire. What GraphQL itself says
 * about a request passes, but for the values in it; an expected failure has its code; all else is
 * masked and logged with the request id, which the client gets too.
 */
function formatError(log: Log, requestId: string, error: unknown): GraphQLFormattedError {
  const thrown =
    error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error });
  const { path, originalError, extensions } = thrown;
  const at = path === undefined ? {} : { path };
  const cause = originalError ?? null;
  if (cause instanceof DomainError) {
    return { message: cause.message, ...at, extensions: { code: cause.code, requestId } };
  }
  if (cause === null || cause instanceof GraphQLError) {
    const code = extensions['code'] ?? 'BAD_USER_INPUT';
    return { message: describeRequestError(thrown), ...at, extensions: { code, requestId } };
  }
  log.error('Unexpected error', { requestId, error: cause });
  const masked = { code: 'INTERNAL_SERVER_ERROR', requestId };
  return { message: 'Unexpected error.', ...at, extensions: masked };
}

/** What a document is refused for before anything reads it; broken syntax is left to GraphQL. */
function createLimitCheck(): (body: unknown) => GraphQLError | null {
  const remember = createMemory<true>(mostRemembered);
  return (body) => {
    const { query } = (body ?? {}) as { readonly query?: unknown };
    if (typeof query !== 'string') return null;
    try {
      remember(query, () => parseWithin(query, gatewayLimits) && true);
      return null;
    } catch (error) {
      return error instanceof GraphQLError && 'code' in error.extensions ? error : null;
    }
  };
}

const closeOnDrain = (http: FastifyInstance): ApolloServerPlugin => ({
  async serverWillStart() {
    return { drainServer: () => http.close() };
  },
});

const maskErrors = (log: Log): ApolloServerPlugin<RequestContext> => ({
  async requestDidStart({ contextValue }) {
    return {
      async willSendResponse({ response, errors }) {
        if (response.body.kind !== 'single' || errors === undefined) return;
        response.body.singleResult.errors = errors.map((error) =>
          formatError(log, contextValue.requestId, error),
        );
      },
    };
  },
});

/** Serves a subgraph to the gateway and to nobody else: without its signed token there is no GraphQL. */
export async function serveSubgraph<Context extends RequestContext>(
  options: ServeOptions<Context>,
): Promise<AsyncDisposable & { readonly port: number }> {
  const { subgraph, verify, context, ready, log, isProduction } = options;
  const { bodyLimit = largestBody } = options;
  const http = Fastify({ bodyLimit, forceCloseConnections: 'idle' });
  const apollo = new ApolloServer<Context>({
    schema: subgraph.schema,
    introspection: !isProduction,
    csrfPrevention: true,
    hideSchemaDetailsFromClientErrors: isProduction,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    logger: silentLogger,
    plugins: [
      closeOnDrain(http),
      maskErrors(log),
      // Nothing here may be cached by anybody; the plugin would watch each field for hints that it may.
      ApolloServerPluginCacheControlDisabled(),
    ],
  });

  const refusalOf = createLimitCheck();
  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const header = request.headers['x-request-id'];
    const requestId =
      typeof header === 'string' && requestIdPattern.test(header) ? header : crypto.randomUUID();
    let viewer: Viewer;
    try {
      viewer = await verify(/^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
    } catch {
      // Not UNAUTHENTICATED, which would tell the client behind the gateway that it is not let in.
      return reply.code(401).send({
        errors: [{ message: 'Only the gateway may ask.', extensions: { code: 'NOT_THE_GATEWAY' } }],
      });
    }
    const refusal = refusalOf(request.body);
    if (refusal !== null) {
      return reply.code(400).send({ errors: [formatError(log, requestId, refusal)] });
    }
    const headers = new HeaderMap();
    for (const [name, value] of Object.entries(request.headers)) {
      if (typeof value === 'string') headers.set(name, value);
    }
    const response = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: request.method, headers, search: '', body: request.body },
      context: async () => context({ viewer, requestId }),
    });
    reply.code(response.status ?? 200);
    for (const [name, value] of response.headers) reply.header(name, value);
    if (response.body.kind === 'chunked') throw new Error('Incremental delivery is not offered');
    return reply.send(response.body.string);
  }

  http.post('/graphql', answer);
  let wasReady = true;
  http.get('/healthz', async () => 'ok');
  http.get('/readyz', async (_request, reply) => {
    try {
      await ready();
      wasReady = true;
      return 'ok';
    } catch (error) {
      // Whoever waits for it asks many times a second; what changed is worth a line.
      if (wasReady) log.warn('Not ready', { error });
      wasReady = false;
      return reply.code(503).send('not ready');
    }
  });
  options.routes?.(http);

  await apollo.start();
  const address = await http.listen({ host: options.host, port: options.port });
  const port = Number(new URL(address).port);
  log.info('Listening', { port });
  return { port, [Symbol.asyncDispose]: () => apollo.stop() };
}

/** Errors reach our own log once, through `formatError`; Apollo's logger would quote messages. */
const silentLogger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
