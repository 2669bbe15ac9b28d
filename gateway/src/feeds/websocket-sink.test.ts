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
/** Above it a reader counts as slow. */
const highWaterBytes = 64 * 1024;

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

/** A reader whose line is full: it takes nothing, and the window of the line has closed. */
async function stalledReader(stalledMilliseconds?: number) {
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
  client.pause();
  const { log, execute } = createLog();
  const group = new FeedGroup(feed, execute, () => undefined);
  const operation = createWebSocketOperation(socket, '1', () => leave(), stalledMilliseconds);
  const leave = group.join('0', nobody, operation.sink);
  await waitFor(() => socket.bufferedAmount > highWaterBytes && isWaiting(socket), 'a full line');
  return { client, socket, group, log, positions };
}

test('A29: for a reader that takes nothing no more than a page waits here, and nothing is lost', async () => {
  const { client, socket, group, log, positions } = await stalledReader();
  const before = { looks: log.looks, bytes: socket.bufferedAmount };
  expect(log.looks).toBeLessThan(events / 100);
  for (let round = 0; round < 200; round += 1) {
    group.look();
    await new Promise((resolve) => setImmediate(resolve));
    expect(socket.bufferedAmount).toBeLessThan(highWaterBytes + pageBytes);
  }
  expect({ looks: log.looks, bytes: socket.bufferedAmount }).toEqual(before);

  client.resume();
  await waitFor(() => positions.length === events, 'the rest');
  expect(positions).toEqual(Array.from({ length: events }, (_none, index) => index + 1));
  await group.close();
  client.terminate();
});

test('a reader that takes nothing for too long is sent away with a code to resume by', async () => {
  const { client, socket, group, positions } = await stalledReader(50);
  await waitFor(() => socket.readyState === socket.CLOSING, 'the farewell');
  const closed = once(client, 'close') as Promise<[number, Buffer]>;
  client.resume();
  const [code, reason] = await closed;
  expect([code, String(reason)]).toEqual([1013, 'Reading too slowly; retryWithinMilliseconds=250']);
  // What it got until then has no hole, so its last cursor is a place to go on from.
  expect(positions).toEqual(Array.from({ length: positions.length }, (_none, index) => index + 1));
  await group.close();
});

const isWaiting = (socket: WebSocket): boolean => (socket as Watched)._socket.writableNeedDrain;

/** What ws keeps the bytes in; it has no name for whether they wait. */
type Watched = WebSocket & { readonly _socket: { readonly writableNeedDrain: boolean } };
