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
import { createWebSocketOperation } from './feeds/websocket-sink.ts';
import { reasonToSpread, tryAgainLater } from './farewell.ts';
import { drainSockets } from './drain.ts';
import type { ClientAddress } from './limits/client-address.ts';
import type { LiveConnections } from './limits/live-connections.ts';
import { operationKind } from './limits/operation-kind.ts';
import type { Rates } from './limits/rates.ts';
import { presentError, presentResult } from './present-errors.ts';
import { guardParams } from './request-guard.ts';
import type { Supergraph } from './supergraph.ts';

const largestFrameBytes = 64 * 1024;
const pingEveryMilliseconds = 12_000;
const mostOperationsPerSocket = 20;
/** When a client may try again that came to a gateway with no room, or one that goes away. */
const retryAfterSeconds = 5;
/** A client that does not answer a farewell loses its line after this, and we what is buffered. */
const farewellMilliseconds = 2_000;
/**
 * The bound of what waits for a client that asks without reading, be it answers, refusals or pongs:
 * above it nothing more is read of what it sends. Feeds stop before it (`feeds/websocket-sink.ts`).
 * Who takes nothing at all answers no ping either, and is cut.
 */
const mostWaitingBytes = 256 * 1024;

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
  readonly addressOf: ClientAddress;
  readonly rates: Rates;
  readonly live: LiveConnections;
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
  const { addressOf, rates, live } = options;
  // Apart, because the types of ws do not know `closeTimeout` yet.
  const settings = {
    noServer: true,
    maxPayload: largestFrameBytes,
    closeTimeout: farewellMilliseconds,
  };
  const sockets = new WebSocketServer(settings);
  let isDraining = false;

  http.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    // Not parsed as a URL: `//` is none, and what is thrown here would end the process.
    const pathname = request.url?.split('?')[0];
    if (pathname !== path) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    const leave = isDraining ? null : live.open();
    if (leave === null) {
      const headers = `Retry-After: ${retryAfterSeconds}\r\nConnection: close`;
      socket.end(`HTTP/1.1 503 Service Unavailable\r\n${headers}\r\n\r\n`);
      return;
    }
    socket.once('close', leave);
    sockets.handleUpgrade(request, socket, head, (upgraded) =>
      sockets.emit('connection', upgraded, request),
    );
  });
  sockets.on('connection', (socket: WebSocket, { socket: line }: IncomingMessage) => {
    // A broken or oversized frame: ws closes the socket with the fitting code by itself.
    socket.on('error', () => undefined);
    const listenLater = () => {
      if (socket.isPaused || socket.bufferedAmount <= mostWaitingBytes) return;
      socket.pause();
      line.once('drain', () => socket.resume());
    };
    socket.on('message', listenLater);
    socket.on('ping', listenLater);
  });

  function closeWhenEnded(extra: SocketExtra, principal: Principal): void {
    const { socket } = extra;
    const unwatch = access.watch(principal, (reason) => {
      extra.isEnded = true;
      socket.close(CloseCode.Forbidden, `Credentials ${reason.toLowerCase()}`);
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

  async function admit({ document, params, extra }: Prepared): Promise<void> {
    if (extra.principal === undefined) throw new Error('An operation before the connection');
    const kind = operationKind(document, params.operationName);
    await rates.admit(kind, extra.principal, addressOf(extra.request));
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
      // Gone while its credential was looked at: it will not tell again.
      if (extra.socket.readyState !== extra.socket.OPEN) return false;
      const leave = live.claim(extra.principal.viewer);
      if (leave === null) {
        const reason = reasonToSpread('Too many sockets', retryAfterSeconds * 1000);
        extra.socket.close(tryAgainLater, reason);
        return false;
      }
      extra.socket.once('close', leave);
      closeWhenEnded(extra, extra.principal);
      return true;
    },
    async onSubscribe(context, id, payload) {
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
        const prepared = prepare(id, payload, context.extra);
        await admit(prepared);
        return prepared;
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
      await drainSockets(open);
      await adapter.dispose();
    },
  };
}
