import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import WebSocket, { WebSocketServer } from 'ws';
import { waitFor } from '../../tests/support/wait-for.ts';
import { nobody } from '../auth/credential.ts';
import type { FeedQuery } from './feed-query.ts';
import { FeedGroup } from './group.ts';
import { cursorAlias, pageAlias, typeAlias } from './rewrite.ts';
import { createWebSocketOperation } from './websocket-sink.ts';

const feed: FeedQuery = {
  feed: 'desk:a',
  responseKey: 'deskFeed',
  query: 'query',
  variables: {},
  after: null,
  isPersonal: false,
};
const events = 5_000;
const filling = 'x'.repeat(2_000);
const pageBytes = 100 * 2_200;

let server: WebSocketServer;
beforeAll(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
});
afterAll(() => server.close());

/** A log of ten megabytes, of which each look takes a page. */
function createLog() {
  const log = { looks: 0 };
  const execute = async ({ variables = {} }: { variables?: object | undefined }) => {
    log.looks += 1;
    const { _feedAfter: after, _feedFirst: first } = variables as {
      _feedAfter: string;
      _feedFirst: number;
    };
    const from = Number(after);
    const to = Math.min(events, from + first);
    const items = Array.from({ length: to - from }, (_none, index) => ({
      [typeAlias]: 'AlertEvent',
      [cursorAlias]: String(from + index + 1),
      position: from + index + 1,
      filling,
    }));
    return { data: { [pageAlias]: { items, endCursor: String(to), hasMore: to < events } } };
  };
  return { log, execute };
}

test('A29: for a reader that takes nothing no more than a page waits here, and nothing is lost', async () => {
  const accepted = once(server, 'connection') as Promise<[WebSocket]>;
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const positions: number[] = [];
  client.on('message', (data: Buffer) => {
    const { payload } = JSON.parse(data.toString()) as {
      payload: { data: { deskFeed: { position: number } } };
    };
    positions.push(payload.data.deskFeed.position);
  });
  const [[socket]] = await Promise.all([accepted, once(client, 'open')]);
  // The window of the line closes once its own buffers are full.
  client.pause();

  const { log, execute } = createLog();
  const group = new FeedGroup(feed, execute, () => undefined);
  const operation = createWebSocketOperation(socket, '1', () => leave());
  const leave = group.join('0', nobody, operation.sink);
  const isFull = () =>
    socket.bufferedAmount > 64 * 1024 && (socket as Watched)._socket.writableNeedDrain;
  await waitFor(isFull, 'the line to be full');
  const before = { looks: log.looks, bytes: socket.bufferedAmount };
  expect(log.looks).toBeLessThan(events / 100);
  for (let round = 0; round < 200; round += 1) {
    group.look();
    await new Promise((resolve) => setImmediate(resolve));
    expect(socket.bufferedAmount).toBeLessThan(64 * 1024 + pageBytes);
  }
  expect({ looks: log.looks, bytes: socket.bufferedAmount }).toEqual(before);

  client.resume();
  await waitFor(() => positions.length === events, 'the rest');
  expect(positions).toEqual(Array.from({ length: events }, (_none, index) => index + 1));
  await group.close();
  client.terminate();
});

/** What ws keeps the bytes in; it has no name for whether they wait. */
type Watched = WebSocket & { readonly _socket: { readonly writableNeedDrain: boolean } };
