import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, GraphQLError } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { createTestFeed, type TestFeed } from './test-feed.ts';

export interface ReceivedRequest {
  readonly authorization: string | undefined;
  readonly operationName: string;
  readonly variables: Record<string, unknown>;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as it stands; undefined cuts the connection without an answer. */
  readonly body?: unknown;
}

/** A small real service on a free port: HTTP answers by script, one feed over graphql-ws. */
export interface TestService extends AsyncDisposable {
  readonly url: string;
  readonly requests: ReceivedRequest[];
  /** Authorization of every socket that was opened, in order. */
  readonly sockets: (string | undefined)[];
  readonly feed: TestFeed;
  /** Answers every request; replace it. */
  answer: (request: ReceivedRequest, count: number) => Answer;
  /** Whether a socket's credential is accepted; otherwise it is closed with 4403. */
  accepts: (authorization: string | undefined) => boolean;
  openSockets(): number;
  /** Closes every socket with that code, or cuts it without a word. */
  cut(code?: number, reason?: string): void;
}

const schema = buildSchema(/* GraphQL */ `
  type Query {
    hello: String
  }
  type AlertEvent {
    cursor: String!
  }
  type FeedHeartbeat {
    cursor: String!
  }
  type FeedGap {
    cursor: String!
  }
  type AlertEventBatch {
    cursor: String!
    events: [AlertEvent]!
  }
  union FeedItem = AlertEvent | AlertEventBatch | FeedHeartbeat | FeedGap
  type Subscription {
    events(after: String): FeedItem
  }
`);

export async function startTestService(): Promise<TestService> {
  const feed = createTestFeed();
  const server = createServer((request, response) => void reply(request, response));
  const sockets = new WebSocketServer({ server, path: '/graphql' });
  const graphql = useServer(
    {
      schema,
      roots: {
        subscription: { events: ({ after }: { after?: string }) => feed.open(after ?? null) },
      },
      onConnect: ({ connectionParams }) => {
        const authorization = connectionParams?.['authorization'] as string | undefined;
        service.sockets.push(authorization);
        return service.accepts(authorization);
      },
      onSubscribe: () => {
        const code = feed.refusals.shift();
        return code === undefined
          ? undefined
          : [new GraphQLError(code, { extensions: { code, ...refusalFacts[code] } })];
      },
    },
    sockets,
  );

  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const part of request.setEncoding('utf8')) text += part;
    const { operationName, variables } = JSON.parse(text) as ReceivedRequest;
    const { authorization } = request.headers;
    const received = { authorization, operationName, variables };
    const { status = 200, headers = {}, body } = service.answer(received, service.requests.length);
    service.requests.push(received);
    if (body === undefined) return void request.socket.destroy();
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const service: TestService = {
    url: `http://127.0.0.1:${port}/graphql`,
    requests: [],
    sockets: [],
    feed,
    answer: () => ({ body: { data: { hello: 'world', __typename: 'Query' } } }),
    accepts: () => true,
    openSockets: () => sockets.clients.size,
    cut: (code, reason) => {
      for (const socket of sockets.clients) {
        if (code === undefined) socket.terminate();
        else socket.close(code, reason);
      }
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets.clients) socket.terminate();
      await graphql.dispose();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return service;
}

/** What the gateway tells beside those codes. */
const refusalFacts: Readonly<Record<string, object>> = { RATE_LIMITED: { retryAfterSeconds: 1 } };

export const forbidden: number = CloseCode.Forbidden;

/** Resolves when it holds; looks again every few milliseconds. The test's time-out is the limit. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
