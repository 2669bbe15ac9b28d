import { createClient, type Client, type SubscribePayload } from 'graphql-ws/client';
import type { GraphQLErrorEntry } from './errors.ts';
import type { ResponseBody } from './response.ts';

/** How a subscription ended, as far as the wire tells. */
export type SubscriptionEnd =
  | { readonly kind: 'COMPLETE' }
  | { readonly kind: 'CLOSED'; readonly code: number; readonly reason: string }
  | { readonly kind: 'REFUSED'; readonly errors: readonly GraphQLErrorEntry[] }
  /** The socket could not be opened, or no credential could be had. */
  | { readonly kind: 'FAILED'; readonly cause: unknown };

export interface Sink {
  next(body: ResponseBody): void;
  /** Called once, last. */
  end(end: SubscriptionEnd): void;
}

export interface Subscription {
  /** Ends this subscription; the socket follows its last one. */
  unsubscribe(): void;
  /** Ends the socket it runs on, at once: it is taken for dead. */
  drop(): void;
  /** Lets the next subscription open a socket of its own, with a fresh credential. */
  retire(): void;
}

export interface SocketSettings {
  readonly url: string;
  /** Undefined: the platform's. */
  readonly webSocket: typeof WebSocket | undefined;
  /** `Authorization` for one socket; undefined for an anonymous client. */
  readonly authorization: () => Promise<string | undefined>;
  readonly timeoutMilliseconds: number;
}

// The service refuses more than 20 on one socket.
const maxSubscriptionsPerSocket = 16;

interface Connection {
  readonly client: Client;
  isOpen: boolean;
  users: number;
}

/**
 * One WebSocket shared by the subscriptions, opened for the first and closed after the last; a
 * further one when it is full.
 *
 * A graphql-ws client lives here exactly as long as one socket: left to itself it would re-subscribe
 * with the variables of the first time, even after a clean close, and so repeat or lose events.
 */
export function createSharedSocket(settings: SocketSettings) {
  let current: Connection | undefined;

  function connect(): Connection {
    const client = createClient({
      url: settings.url,
      webSocketImpl: settings.webSocket,
      retryAttempts: 0,
      connectionAckWaitTimeout: settings.timeoutMilliseconds,
      connectionParams: async () => {
        const authorization = await settings.authorization();
        return authorization === undefined ? {} : { authorization };
      },
      on: {
        connected: () => {
          connection.isOpen = true;
        },
        closed: (event) => {
          retire(connection);
          // After a clean close it would connect again by itself; a disposed client does not.
          const isClean = (event as { readonly code?: unknown }).code === 1000;
          if (isClean) Promise.resolve(client.dispose()).catch(() => undefined);
        },
        error: () => retire(connection),
      },
    });
    const connection: Connection = { client, isOpen: false, users: 0 };
    return connection;
  }

  function retire(connection: Connection): void {
    if (current === connection) current = undefined;
  }

  function subscribe(payload: SubscribePayload, sink: Sink): Subscription {
    if (current === undefined || current.users >= maxSubscriptionsPerSocket) current = connect();
    const connection = current;
    connection.users += 1;
    let hasEnded = false;

    function leave(): boolean {
      if (hasEnded) return false;
      hasEnded = true;
      connection.users -= 1;
      if (connection.users === 0) retire(connection);
      return true;
    }

    const stop = connection.client.subscribe<Record<string, unknown>>(payload, {
      next: (body) => {
        if (!hasEnded) sink.next(body as ResponseBody);
      },
      error: (reason) => {
        if (leave()) sink.end(classify(reason));
      },
      complete: () => {
        if (leave()) sink.end({ kind: 'COMPLETE' });
      },
    });

    return {
      unsubscribe: () => {
        if (!leave()) return;
        stop();
        // A socket that is still opening would otherwise wait for an answer nobody wants.
        if (connection.users === 0 && !connection.isOpen) connection.client.terminate();
      },
      drop: () => {
        retire(connection);
        connection.client.terminate();
      },
      retire: () => retire(connection),
    };
  }

  return { subscribe };
}

export type SharedSocket = ReturnType<typeof createSharedSocket>;

function classify(reason: unknown): SubscriptionEnd {
  if (Array.isArray(reason)) return { kind: 'REFUSED', errors: reason as GraphQLErrorEntry[] };
  if (typeof reason === 'object' && reason !== null && 'code' in reason && 'reason' in reason) {
    const { code, reason: text } = reason as { code: unknown; reason: unknown };
    if (typeof code === 'number') return { kind: 'CLOSED', code, reason: String(text) };
  }
  return { kind: 'FAILED', cause: reason };
}
