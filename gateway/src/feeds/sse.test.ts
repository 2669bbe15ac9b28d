import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { createSseSink } from './sse.ts';

/** One request to a real server; gives its answer's two ends. */
async function open() {
  const { promise, resolve } = Promise.withResolvers<ServerResponse>();
  const server = createServer((_request, response) => resolve(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const asked = fetch(`http://127.0.0.1:${port}`);
  const response = await promise;
  const sink = createSseSink(response);
  return {
    response,
    sink,
    body: async () => (await asked).text(),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const frame = (json: string, cursor: string | null = null) => ({
  json,
  cursor,
  isHeartbeat: false,
});

test('writes each frame as an event whose id is its cursor', async () => {
  await using stream = await open();
  expect(stream.sink.send([frame('{"a":1}', '7'), frame('{"b":2}')])).toBeUndefined();
  stream.sink.end();
  expect(await stream.body()).toBe(
    'retry: 1000\n\nid: 7\nevent: next\ndata: {"a":1}\n\nevent: next\ndata: {"b":2}\n\n',
  );
});

test('a refusal is said as an event, and the stream is complete', async () => {
  await using stream = await open();
  stream.sink.refuse({ message: 'No.' });
  expect(await stream.body()).toBe(
    'retry: 1000\n\nevent: next\ndata: {"errors":[{"message":"No."}]}\n\nevent: complete\ndata:\n\n',
  );
});

test('a frame that comes after the end is dropped; it once ended the process', async () => {
  await using stream = await open();
  const errors: unknown[] = [];
  stream.response.on('error', (error) => errors.push(error));
  stream.sink.end();
  expect(stream.sink.send([frame('{}')])).toBeUndefined();
  await stream.body();
  expect(stream.sink.send([frame('{}')])).toBeUndefined();
  expect(errors).toEqual([]);
});

test('a full line resolves when it has drained and leaves no listener behind', async () => {
  await using stream = await open();
  const listeners = () =>
    stream.response.listenerCount('drain') + stream.response.listenerCount('close');
  const before = listeners();
  const body = stream.body();
  const large = [frame(JSON.stringify('x'.repeat(4_000_000)))];
  for (let times = 0; times < 3; times += 1) await stream.sink.send(large);
  expect(listeners()).toBe(before);
  stream.sink.end();
  expect((await body).length).toBeGreaterThan(12_000_000);
});

test('a reader that goes away while the line is full rejects', async () => {
  await using stream = await open();
  const sending = stream.sink.send([frame(JSON.stringify('x'.repeat(8_000_000)))]);
  stream.response.destroy();
  await expect(sending).rejects.toThrow('The reader is gone');
  await expect(stream.body()).rejects.toThrow();
});
