import type { IncomingMessage, Server } from 'node:http';
import { GraphQLError, type ExecutionArgs } from 'graphql';
import { CloseCode, type ServerOptions } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Log } from '@alert-button/platform/log.ts';
import type { Access } from './auth/access.ts';
import type { Authenticate } from './auth/authenticate.ts';
import { CredentialUncheckedError, type Principal } from './auth/credential.ts';
import type { OperationParams } from './context.ts';
import { findSubscription, parseQuery } from './feeds/client-document.ts';
import { toFeedQuery, type FeedQuery } from './feeds/feed-query.ts';
import type { FeedHub } from './feeds/hub.ts';
import { createWebSocketOperation, tryAgainLater } from './feeds/websocket-sink.ts';
import { presentError, presentResult } from './present-errors.ts';
import { guardParams } from './request-guard.ts';
import type { Supergraph } from './supergraph.ts';

const largestFrameBytes = 64 * 1024;
const pingEveryMilliseconds = 12_000;
const mostOperationsPerSocket = 20;
/** "Service restart": clients reconnect, here or elsewhere, and resume. */
const serviceRestart = 1012;
const drainWithinMilliseconds = 8_000;
/** A client that is shut out and does not answer the farewell loses its line after this. */
const farewellMilliseconds = 2_000;

interface SocketExtra {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  principal?: Principal;
  /** Shut out. Until the farewell is answered, the socket still brings messages. */
  isEnded?: boolean;
}

/** What an operation needs until it is run; travels through graphql-ws as its execution arguments. */
interface Prepared extends ExecutionArgs {
  readonly params: OperationParams;
  readonly feed: FeedQuery | null;
  readonly id: string;
  readonly extra: SocketExtra;
}

export interface WebSocketDoorOptions {
  readonly http: Server;
  readonly path: string;
  readonly authenticate: Authenticate;
  readonly access: Access;
  readonly supergraph: Supergraph;
  readonly hub: FeedHub;
  readonly log: Log;
}

export interface WebSocketDoor {
  /** Closes all sockets with 1012, spread out so that not everybody comes back at once. */
  drain(): Promise<void>;
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return new GraphQLError('Unexpected error.', { originalError: error as Error });
}

/** The second front door: everything HTTP offers, and the live feeds, over graphql-ws. */
export function openWebSocketDoor(options: WebSocketDoorOptions): WebSocketDoor {
  const { http, path, authenticate, access, supergraph, hub, log } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestFrameBytes });
  let isDraining = false;

  http.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    // Not parsed as a URL: `//` is none, and what is thrown here would end the process.
    const pathname = request.url?.split('?')[0];
    if (pathname !== path || isDraining) {
      socket.end(`HTTP/1.1 ${isDraining ? '503 Service Unavailable' : '404 Not Found'}\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (upgraded) =>
      sockets.emit('connection', upgraded, request),
    );
  });
  sockets.on('connection', (socket: WebSocket) => {
    // A broken or oversized frame: ws closes the socket with the fitting code by itself.
    socket.on('error', () => undefined);
  });

  function closeWhenEnded(extra: SocketExtra, principal: Principal): void {
    const { socket } = extra;
    const unwatch = access.watch(principal, (reason) => {
      extra.isEnded = true;
      socket.close(CloseCode.Forbidden, `Credentials ${reason.toLowerCase()}`);
      setTimeout(() => socket.terminate(), farewellMilliseconds).unref();
    });
    socket.once('close', unwatch);
  }

  function prepare(id: string, payload: unknown, extra: SocketExtra): Prepared {
    const params = guardParams(payload);
    const document = parseQuery(params.query);
    const operation = findSubscription(document, params.operationName);
    const schema = supergraph.schema();
    const feed = operation === null ? null : toFeedQuery(schema, document, operation, params);
    return { schema, document, operationName: params.operationName, params, feed, id, extra };
  }

  const server: ServerOptions<Record<string, unknown>, SocketExtra> = {
    connectionInitWaitTimeout: 3_000,
    async onConnect({ connectionParams, extra }) {
      const params = connectionParams ?? {};
      const header = params['authorization'] ?? params['Authorization'];
      try {
        extra.principal = await authenticate(typeof header === 'string' ? header : undefined);
      } catch (error) {
        if (!(error instanceof CredentialUncheckedError)) return false;
        log.warn('Cannot check a credential', { error: error.cause ?? error });
        extra.socket.close(tryAgainLater, 'Credentials cannot be checked now');
        return false;
      }
      closeWhenEnded(extra, extra.principal);
      return true;
    },
    onSubscribe(context, id, payload) {
      try {
        if (context.extra.isEnded === true) {
          throw new GraphQLError('The credentials are not valid.', {
            extensions: { code: 'UNAUTHENTICATED' },
          });
        }
        if (Object.keys(context.subscriptions).length > mostOperationsPerSocket) {
          throw new GraphQLError(`A socket carries ${mostOperationsPerSocket} operations.`, {
            extensions: { code: 'BAD_REQUEST' },
          });
        }
        return prepare(id, payload, context.extra);
      } catch (error) {
        const { message, ...rest } = presentError(asGraphQLError(error), crypto.randomUUID());
        return [new GraphQLError(message, rest as object)];
      }
    },
    async execute(args) {
      const { params, extra } = args as Prepared;
      const requestId = crypto.randomUUID();
      const { principal } = extra;
      if (principal === undefined) throw new Error('An operation before the connection was made');
      const result = await supergraph.execute(params, { principal, requestId });
      return presentResult(result, requestId, log);
    },
    subscribe(args) {
      const { feed, id, extra } = args as Prepared;
      const { principal, socket } = extra;
      if (feed === null || principal === undefined) throw new Error('Not a feed');
      const operation = createWebSocketOperation(socket, id, () => leave());
      const leave = hub.open(feed, principal, operation.sink);
      return operation.life;
    },
    onError: (_context, _id, _payload, errors) =>
      errors.map((error) => presentError(error, crypto.randomUUID())),
  };
  const adapter = useServer(server as never, sockets, pingEveryMilliseconds);

  return {
    async drain() {
      isDraining = true;
      const open = [...sockets.clients];
      log.info('Draining sockets', { count: open.length });
      const pause = Math.min(drainWithinMilliseconds / Math.max(open.length, 1), 5);
      for (const socket of open) {
        socket.close(serviceRestart, 'Service restart');
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
      await adapter.dispose();
    },
  };
}
