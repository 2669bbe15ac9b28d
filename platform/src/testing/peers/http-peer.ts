import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an HTTP provider does with the next request. */
export type HttpConduct =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | 'HANG'
  | 'CUT_OFF'
  /** Takes it, after two seconds. */
  | 'SLOW'
  /** Something that is no answer. */
  | 'LIE'
  /** As much as one takes. */
  | 'ENDLESS'
  /** A byte, and after a while the next. */
  | 'DRIP';

export interface ReceivedPost {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly conduct: HttpConduct;
}

export interface HttpPeer extends AsyncDisposable {
  readonly url: string;
  readonly posts: ReceivedPost[];
  /** How many connections there have been. */
  readonly connections: () => number;
  conduct: HttpConduct;
}

const slowMilliseconds = 2_000;

/** A real HTTP server on this machine, for tests of what posts to a provider. */
export async function startHttpPeer(): Promise<HttpPeer> {
  const posts: ReceivedPost[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { conduct } = peer;
      if (conduct === 'HANG') return;
      if (conduct === 'CUT_OFF') {
        // In the middle of its answer.
        response.writeHead(201, { 'content-length': '100' });
        response.write('taken', () => request.socket.destroy());
        return;
      }
      if (conduct === 'LIE') {
        request.socket.end('250 2.1.5 Ok\r\n\r\n');
        return;
      }
      const { url = '', headers } = request;
      posts.push({ url, headers, body: Buffer.concat(chunks), conduct });
      if (conduct === 'SLOW') {
        setTimeout(() => response.writeHead(201).end(), slowMilliseconds);
        return;
      }
      if (conduct === 'ENDLESS') {
        response.writeHead(200);
        const feed = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536)));
          if (!response.destroyed) response.once('drain', feed);
        };
        feed();
        return;
      }
      if (conduct === 'DRIP') {
        response.writeHead(200);
        const dripping = setInterval(() => response.write('.'), 20);
        response.once('close', () => clearInterval(dripping));
        return;
      }
      response.writeHead(conduct.status, conduct.headers).end('{"said":"by the provider"}');
    });
  });
  let connections = 0;
  server.on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const peer: HttpPeer = {
    url: `http://127.0.0.1:${port}`,
    posts,
    connections: () => connections,
    conduct: { status: 201 },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return peer;
}
