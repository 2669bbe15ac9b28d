import type { Backoff } from './backoff.ts';
import { createServerClock, type ServerClock } from './clock.ts';
import type { Credential } from './credentials.ts';
import type { GraphQLRequestError } from './errors.ts';
import { openFeed, type FeedSettings } from './feed.ts';
import { request, type HttpSettings } from './http.ts';
import type { Operation, Runner } from './operation.ts';
import { createSharedSocket } from './socket.ts';

export interface ConnectionOptions {
  /** The service's GraphQL endpoint, for example `https://example.org/graphql`. */
  readonly url: string;
  /** The same endpoint for WebSockets. Default: `url` with `ws` in place of `http`. */
  readonly webSocketUrl?: string;
  /** Who is asking. Without one: what is public. */
  readonly credential?: Credential | undefined;
  /** Default: the platform's. */
  readonly fetch?: typeof fetch;
  /** Default: the platform's (browsers, Node 22 and later). */
  readonly WebSocket?: typeof WebSocket;
  /** For one attempt of a request, and for a socket's opening. Default: 10,000. */
  readonly timeoutMilliseconds?: number;
  /** A feed that hears nothing for that long reconnects. Default: 30,000. */
  readonly silenceMilliseconds?: number;
  /** Waits between attempts are drawn below these. Default: first 250, cap 10,000. */
  readonly backoff?: Backoff;
  /** Called when an answer is there but part of it is not (nulls in it may be outages). */
  readonly onPartialResult?: (error: GraphQLRequestError) => void;
}

/** One way to the service, as one principal. */
export interface Connection extends Runner {
  /** The service's time as learnt from its answers. */
  readonly clock: ServerClock;
  /** Ends all feeds (their loops finish) and requests (they reject), and closes the socket. */
  close(): void;
}

const defaults = {
  timeoutMilliseconds: 10_000,
  silenceMilliseconds: 30_000,
  backoff: { firstMilliseconds: 250, capMilliseconds: 10_000 },
} as const;

/** Asks nothing; any answer to it carries the service's time. */
const probe: Operation<string, Record<string, never>> = {
  name: 'Probe',
  kind: 'query',
  root: '__typename',
  isRepeatable: true,
  text: 'query Probe{__typename}',
};

/**
 * Opens nothing until it is used.
 *
 * @param clock - Shared by connections of one device, so that one learns for all.
 */
export function connect(
  options: ConnectionOptions,
  clock: ServerClock = createServerClock(),
): Connection {
  const closing = new AbortController();
  const settings = { ...defaults, ...options };
  const http: HttpSettings = {
    ...settings,
    fetch: options.fetch ?? ((...parameters) => fetch(...parameters)),
    credential: options.credential,
    clock,
    closing: closing.signal,
    onPartialResult: options.onPartialResult,
  };

  let wasRefused = false;
  const feeds: FeedSettings = {
    ...settings,
    closing: closing.signal,
    socket: createSharedSocket({
      ...settings,
      url: options.webSocketUrl ?? options.url.replace(/^http/, 'ws'),
      webSocket: options.WebSocket,
      authorization: async () => {
        const attempt = { now: clock.now(), wasRefused };
        wasRefused = false;
        return options.credential?.authorization(attempt);
      },
    }),
    onRefusal: async (wasLive) => {
      wasRefused = true;
      if (wasLive) return;
      // The token may have been made by a wrong clock, and a WebSocket does not tell the time.
      const anonymous = { ...http, credential: undefined };
      await request(anonymous, probe, {}, { maxAttempts: 1 }).catch(() => undefined);
    },
  };

  return {
    request: (operation, variables, requestOptions) =>
      request(http, operation, variables, requestOptions),
    feed: (operation, variables, feedOptions) => openFeed(feeds, operation, variables, feedOptions),
    clock,
    close: () => closing.abort(new Error('The client was closed.')),
  };
}
