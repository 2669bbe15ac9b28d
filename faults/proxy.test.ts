import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { until } from '@alert-button/platform/testing/until.ts';
import { expect, test } from '@jest/globals';
import { dripping, held, late, swallowed, torn, type Flow } from './flows.ts';
import { openProxy } from './proxy.ts';

/** Somebody who says everything back, seen through a proxy. */
async function openEcho() {
  await using opening = new AsyncDisposableStack();
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  opening.defer(() => void server.close());
  const proxy = opening.use(await openProxy((server.address() as AddressInfo).port));
  const closing = opening.move();
  return { proxy, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

async function openLine(port: number) {
  const socket: Socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  let text = '';
  let isBroken = false;
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.on('error', () => (isBroken = true));
  return { socket, heard: () => text, isBroken: () => isBroken };
}

test.each([
  ['clear', {}],
  ['late', { there: late(20), back: late(20) }],
  ['dripping', { there: dripping(2, 1) }],
])('a %s line brings everything', async (_name, weather) => {
  await using echo = await openEcho();
  echo.proxy.spoil(weather);
  const line = await openLine(echo.proxy.port);
  line.socket.write('one press');
  await until(() => line.heard() === 'one press', 'everything has come back');
});

test('what is held arrives when the line is mended, in order and whole', async () => {
  await using echo = await openEcho();
  const line = await openLine(echo.proxy.port);
  const other = await openLine(echo.proxy.port);
  echo.proxy.spoil({ there: held });
  line.socket.write('one ');
  line.socket.write('press');
  other.socket.write('another');
  expect(line.heard()).toBe('');
  echo.proxy.heal();
  await until(() => line.heard() === 'one press', 'it has come back');
  await until(() => other.heard() === 'another', 'so has the other');
});

test('a half-open line says nothing, and breaks when it is mended', async () => {
  await using echo = await openEcho();
  const untouched = await openLine(echo.proxy.port);
  const line = await openLine(echo.proxy.port);
  let lost = 0;
  const watched: Flow = (chunk, healed) => {
    lost += chunk.length;
    return swallowed(chunk, healed);
  };
  echo.proxy.spoil({ back: watched });
  line.socket.write('a press');
  await until(() => lost === 7, 'the answer is lost');
  expect(line.heard()).toBe('');
  expect(line.isBroken()).toBe(false);
  echo.proxy.heal();
  await until(line.isBroken, 'the line has broken');
  untouched.socket.write('still here');
  await until(() => untouched.heard() === 'still here', 'the other line works');
});

test('a torn line brings the first half and breaks', async () => {
  await using echo = await openEcho();
  const line = await openLine(echo.proxy.port);
  echo.proxy.spoil({ back: torn });
  line.socket.write('12345678');
  await until(line.isBroken, 'the line has broken');
  expect('12345678'.startsWith(line.heard())).toBe(true);
  expect(line.heard().length).toBeLessThan(8);
});

test('a cut breaks every line there is', async () => {
  await using echo = await openEcho();
  const lines = [await openLine(echo.proxy.port), await openLine(echo.proxy.port)];
  for (const line of lines) line.socket.write('here');
  await until(() => lines.every((line) => line.heard() === 'here'), 'both are open');
  expect(echo.proxy.cut()).toBe(2);
  await until(() => lines.every((line) => line.isBroken()), 'both have broken');
});
