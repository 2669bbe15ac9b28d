import { readFile } from 'node:fs/promises';
import { unwatchFile, watchFile } from 'node:fs';
import {
  createGatewayRuntime,
  type GatewayPlugin,
  type GatewayRuntime,
} from '@graphql-hive/gateway-runtime';
import httpTransport from '@graphql-mesh/transport-http';
import type { Log } from '@alert-button/platform/log.ts';
import { GraphQLError, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { OperationContext, OperationParams } from './context.ts';
import type { Replicas } from './replicas.ts';
import { createSoleFinder, type FindSole, type SoleOperation } from './sole-subgraph.ts';
import { createSubgraphClient, type SubgraphClient } from './subgraph-client.ts';
import { useSubgraphRequests, type SubgraphHeaders } from './subgraph-requests.ts';

const watchEveryMilliseconds = 1_000;
/** Enough for what one subgraph does at once; more wait here, where they cost nothing. */
const connectionsForRequests = 64;
/** Feeds have their own: in a burst of presses their looks would stand at the end of that queue. */
const connectionsForFeeds = 16;

/** One generation of the graph: a reload makes a new one and retires the old when it is idle. */
interface Generation {
  readonly runtime: GatewayRuntime<OperationContext>;
  readonly schema: GraphQLSchema;
  readonly findSole: FindSole;
  running: number;
  isRetired: boolean;
}

export interface SupergraphOptions {
  readonly file: string;
  /** The processes of each subgraph, by its name in the supergraph. */
  readonly replicas: Replicas;
  readonly headersFor: SubgraphHeaders;
  readonly plugins: readonly GatewayPlugin<OperationContext>[];
  readonly isDevelopment: boolean;
  readonly log: Log;
}

export interface Supergraph extends AsyncDisposable {
  /** The graph as clients see it, for validating what the gateway answers itself. */
  schema(): GraphQLSchema;
  /** Runs an operation in this process. */
  execute(params: OperationParams, context: OperationContext): Promise<ExecutionResult>;
  /** The same for a look of a live feed, which waits for no request of others. */
  executeForFeed(params: OperationParams, context: OperationContext): Promise<ExecutionResult>;
  /**
   * Has an operation answered by the one subgraph that can answer it whole; null when there is
   * none, or when something is wrong with the operation.
   */
  executeSole(params: OperationParams, context: OperationContext): Promise<ExecutionResult | null>;
  /** Answers an HTTP request for GraphQL. */
  respond(request: Request, context: OperationContext): Promise<Response>;
  /** Reads the file again; keeps the present graph when the new one does not work. */
  reload(): Promise<void>;
}

type PlannerModule = { unifiedGraphHandler: NonNullable<unknown> };

/** The Rust planner where it exists (no Windows, no musl), else the slower one in JavaScript. */
async function loadPlanner(log: Log): Promise<PlannerModule | null> {
  try {
    return (await import('@graphql-hive/router-runtime')) as PlannerModule;
  } catch (error) {
    log.warn('No Rust query planner for this platform; using the JavaScript one', { error });
    return null;
  }
}

/**
 * Holds the running graph. A reload builds the next generation beside the present one and swaps
 * them between two operations, so nothing that runs is cut and live feeds notice nothing: their
 * next look runs on the new generation.
 */
export async function openSupergraph(options: SupergraphOptions): Promise<Supergraph> {
  const { file, replicas, headersFor, plugins, isDevelopment, log } = options;
  const forRequests = createSubgraphClient(replicas, headersFor, connectionsForRequests);
  const forFeeds = createSubgraphClient(replicas, headersFor, connectionsForFeeds);
  const planner = await loadPlanner(log);

  async function generate(sdl: string): Promise<Generation> {
    const runtime = createGatewayRuntime<OperationContext>({
      supergraph: sdl,
      ...(planner as object),
      transports: { http: httpTransport },
      transportEntries: Object.fromEntries(
        Object.entries(replicas.urls).map(([name, [first]]) => [
          name,
          // By default one answer serves all who ask the same at the same moment: who asks is only
          // signed in afterwards, so one viewer would be handed what another may see.
          { location: first?.href, options: { deduplicateInflightRequests: false } },
        ]),
      ),
      plugins: () => [useSubgraphRequests(headersFor, replicas), ...plugins],
      logging: false,
      landingPage: false,
      graphiql: isDevelopment ? { title: 'Alert Button', subscriptionsProtocol: 'WS' } : false,
      disableIntrospection: isDevelopment ? undefined : { disableIf: () => true },
      maskedErrors: false,
      // The door gives each request its id; the runtime would answer with another.
      requestId: false,
      cors: {
        origin: '*',
        credentials: false,
        exposedHeaders: ['x-request-id', 'date', 'retry-after'],
      },
      skipValidation: false,
    } as Parameters<typeof createGatewayRuntime<OperationContext>>[0]);
    try {
      const schema = await runtime.getSchema();
      const findSole = createSoleFinder(sdl, schema);
      return { runtime, schema, findSole, running: 0, isRetired: false };
    } catch (error) {
      await runtime[Symbol.asyncDispose]();
      throw error;
    }
  }

  let current = await generate(await readFile(file, 'utf8'));

  function retireWhenIdle(generation: Generation): void {
    if (!generation.isRetired || generation.running > 0) return;
    void Promise.resolve(generation.runtime[Symbol.asyncDispose]()).catch((error: unknown) =>
      log.warn('An old supergraph did not close cleanly', { error }),
    );
  }

  async function run<T>(work: (generation: Generation) => Promise<T>): Promise<T> {
    const generation = current;
    generation.running += 1;
    try {
      return await work(generation);
    } finally {
      generation.running -= 1;
      retireWhenIdle(generation);
    }
  }

  let reloading = Promise.resolve();
  async function reloadNow(): Promise<void> {
    try {
      const next = await generate(await readFile(file, 'utf8'));
      const previous = current;
      current = next;
      previous.isRetired = true;
      retireWhenIdle(previous);
      log.info('Supergraph loaded');
    } catch (error) {
      log.error('The new supergraph cannot be used; keeping the present one', { error });
    }
  }
  const reload = () => (reloading = reloading.then(reloadNow));

  watchFile(file, { interval: watchEveryMilliseconds, persistent: false }, (now, before) => {
    if (now.mtimeMs !== before.mtimeMs) void reload();
  });

  async function askSole(
    client: SubgraphClient,
    { findSole }: Generation,
    params: OperationParams,
    context: OperationContext,
  ): Promise<ExecutionResult | null> {
    const sole = findSole(params);
    if (sole === null) return null;
    const body = JSON.stringify({ query: sole.query, variables: params.variables });
    try {
      const answer = await client.send(sole.subgraph, body, context);
      return answer.data === undefined ? withoutData(sole, answer.errors) : answer;
    } catch (cause) {
      return withoutData(sole, [new GraphQLError('', { originalError: cause as Error })]);
    }
  }

  /** By one subgraph alone where that will do, else by the planner. */
  const executeBy =
    (client: SubgraphClient): Supergraph['execute'] =>
    (params, context) =>
      run(async (generation) => {
        const answered = await askSole(client, generation, params, context);
        if (answered !== null) return answered;
        const result = await generation.runtime.getResultForParams(
          { params: params as never, request: undefined as never },
          context as never,
        );
        if (result === undefined || Array.isArray(result) || Symbol.asyncIterator in result) {
          throw new Error('An operation that is not a feed has one result');
        }
        return result as ExecutionResult;
      });

  return {
    schema: () => current.schema,
    executeSole: (params, context) =>
      run((generation) => askSole(forRequests, generation, params, context)),
    execute: executeBy(forRequests),
    executeForFeed: executeBy(forFeeds),
    respond: (request, context) =>
      run(({ runtime }) => Promise.resolve(runtime.fetch(request, context))),
    reload,
    async [Symbol.asyncDispose]() {
      unwatchFile(file);
      await reloading;
      current.isRetired = true;
      retireWhenIdle(current);
      await Promise.all([forRequests[Symbol.asyncDispose](), forFeeds[Symbol.asyncDispose]()]);
    },
  };
}

/** What there is when a subgraph could not answer: each root field is missing, for this reason. */
function withoutData({ roots }: SoleOperation, errors: ExecutionResult['errors']): ExecutionResult {
  // An answer with neither data nor a reason is a fault of the subgraph, and masked as one.
  const reasons = errors === undefined || errors.length === 0 ? [new GraphQLError('')] : errors;
  const isNullable = roots.every((root) => root.isNullable);
  return {
    data: isNullable
      ? Object.fromEntries(roots.map(({ responseKey }) => [responseKey, null]))
      : null,
    errors: roots.flatMap(({ responseKey }) =>
      reasons.map(
        (error) =>
          new GraphQLError(error.message, {
            path: error.path ?? [responseKey],
            extensions: error.extensions,
            originalError: error.originalError,
          }),
      ),
    ),
  };
}
