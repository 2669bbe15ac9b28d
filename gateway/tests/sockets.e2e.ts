import { readFile } from 'node:fs/promises';
import { get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { officer, type TestOfficer } from './support/officer.ts';
import { authorizationOf } from './support/raw-doors.ts';
import { openRawSocket, type RawSocket } from './support/raw-socket.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * Sockets are bounded: how many one has, how many nobody in particular has, how many there are at
 * all, and what is kept for one that takes nothing.
 */

const mostSockets = 40;
const mostAnonymous = 5;
const mostEach = 10;

let system: TestSystem;
let houston: TestOfficer;

beforeAll(async () => {
  system = await startTestSystem({
    environment: {
      gateway: {
        MOST_SOCKETS: `${mostSockets}`,
        ANONYMOUS_SOCKETS: `${mostAnonymous}`,
        // Little room for what is no longer used, so that what is kept shows.
        NODE_OPTIONS: '--max-old-space-size=128 --max-semi-space-size=4',
      },
    },
  });
  houston = await officer(system, 'houston');
}, 120_000);

afterAll(async () => {
  houston.close();
  await system[Symbol.asyncDispose]();
});

const greet = async (authorization?: string): Promise<RawSocket> => {
  const socket = await openRawSocket(system.websocketUrl);
  socket.send({ type: 'connection_init', payload: { authorization } });
  return socket;
};
const acknowledged = async (authorization?: string): Promise<RawSocket> => {
  const socket = await greet(authorization);
  await socket.message(({ type }) => type === 'connection_ack');
  return socket;
};
const closeAll = async (sockets: readonly RawSocket[]) => {
  for (const socket of sockets) socket.close();
  await Promise.all(sockets.map(({ closed }) => closed));
};
const inTurn = async <Value>(count: number, make: () => Promise<Value>): Promise<Value[]> => {
  const made: Value[] = [];
  while (made.length < count) made.push(await make());
  return made;
};
const tooMany = { code: 1013, reason: 'Too many sockets; retryWithinMilliseconds=5000' };

test('A27: an officer has ten sockets, others have theirs, and room is given back', async () => {
  const own = await authorizationOf(houston.credential);
  const dallas = await officer(system, 'dallas');
  const sockets = await inTurn(mostEach, () => acknowledged(own));
  expect(await (await greet(own)).closed).toEqual(tooMany);
  sockets.push(await acknowledged(await authorizationOf(dallas.credential)));
  const [first, ...others] = sockets;
  first?.close();
  await first?.closed;
  others.push(await waitFor(() => acknowledged(own).catch(() => null), 'room for another'));
  dallas.close();
  await closeAll(others);
});

test('A27: nobody in particular has few of all, and an officer has theirs beside them', async () => {
  const sockets = await inTurn(mostAnonymous, () => acknowledged());
  expect(await (await greet()).closed).toEqual(tooMany);
  sockets.push(await acknowledged(await authorizationOf(houston.credential)));
  await closeAll(sockets);
});

test('live feeds by HTTP are counted with the sockets', async () => {
  const authorization = (await authorizationOf(houston.credential)) ?? '';
  const sockets = await inTurn(mostEach, () => acknowledged(authorization));
  const response = await fetch(system.graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization },
    body: JSON.stringify({
      query: `subscription { deskFeed(deskId: "${houston.deskId}") { __typename } }`,
    }),
  });
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '5']);
  expect(await response.json()).toMatchObject({
    errors: [{ extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 5 } }],
  });
  await closeAll(sockets);
});

const upgradeHeaders = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-protocol': 'graphql-transport-ws',
};

test('a gateway that is full answers 503 and says when to come back', async () => {
  const { hostname, port } = new URL(system.graphqlUrl);
  // Silent ones: each may stay for three seconds before it has to greet.
  const opened: Socket[] = [];
  const upgrade = () =>
    new Promise<{ status: number | undefined; retryAfter: string | undefined }>((resolve) => {
      const request = get({ hostname, port, path: '/graphql', headers: upgradeHeaders });
      request.once('upgrade', (_response, socket: Socket) => {
        opened.push(socket);
        resolve({ status: 101, retryAfter: undefined });
      });
      request.once('response', ({ statusCode, headers }) =>
        resolve({ status: statusCode, retryAfter: headers['retry-after'] }),
      );
    });
  const answers = await Promise.all(Array.from({ length: mostSockets + 5 }, upgrade));
  const refused = answers.filter(({ status }) => status !== 101);
  expect(refused).toEqual(Array(5).fill({ status: 503, retryAfter: '5' }));
  // A28: all of them are sent away for their silence, and there is room again.
  await waitFor(async () => (await upgrade()).status === 101, 'room for another');
  for (const socket of opened) socket.destroy();
});

test('A28: a line that answers no ping is cut', async () => {
  const socket = await openRawSocket(system.websocketUrl, undefined, { autoPong: false });
  const authorization = await authorizationOf(houston.credential);
  socket.send({ type: 'connection_init', payload: { authorization } });
  await socket.message(({ type }) => type === 'connection_ack');
  expect((await socket.closed).code).toBe(1006);
});

test('A28: headers that trickle are not waited for', async () => {
  const { hostname, port } = new URL(system.graphqlUrl);
  const line = connect({ host: hostname, port: Number(port) });
  let answer = '';
  line.on('data', (data) => (answer += data.toString())).on('error', () => undefined);
  line.write('POST /graphql HTTP/1.1\r\n');
  const drip = setInterval(() => line.write('x'), 1_000);
  await new Promise((resolve) => line.once('close', resolve));
  clearInterval(drip);
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
});

const memoryOfGateway = async (): Promise<number> => {
  const status = await readFile(`/proc/${system.pid('gateway')}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
};

/** A text frame as a client writes it: masked, with a mask of zeros. */
function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const length = Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([length, Buffer.alloc(4), payload]);
}

test('A29: who asks and asks and reads nothing is cut, and the memory stays flat', async () => {
  const { hostname, port } = new URL(system.graphqlUrl);
  const authorization = await authorizationOf(houston.credential);
  const init = JSON.stringify({ type: 'connection_init', payload: { authorization } });
  const query = '{ consulates { id code name city state phone protectionPhone } }';
  const ask = (id: number) =>
    frame(JSON.stringify({ id: `${id}`, type: 'subscribe', payload: { query } }));
  /** Asks until it is cut; one that reads, a while. Returns how often it asked. */
  const attack = async (reads: boolean): Promise<number> => {
    const line = connect({ host: hostname, port: Number(port) });
    const cut = new Promise<void>((resolve) => {
      line.once('error', () => resolve()).once('close', () => resolve());
    });
    let isCut = false;
    void cut.then(() => (isCut = true));
    const headers = Object.entries({ host: 'a', ...upgradeHeaders });
    const lines = ['GET /graphql HTTP/1.1', ...headers.map((pair) => pair.join(': '))];
    line.write(`${lines.join('\r\n')}\r\n\r\n`);
    await new Promise((resolve) => line.once('data', resolve));
    line.write(frame(init));
    await new Promise((resolve) => line.once('data', resolve));
    if (reads) line.resume();
    else line.pause();
    let asked = 0;
    while (!isCut && !(reads && asked > 50_000)) {
      const some = Array.from({ length: 100 }, () => ask((asked += 1)));
      const isTaken = line.write(Buffer.concat(some));
      if (!isTaken) await Promise.race([cut, new Promise((done) => line.once('drain', done))]);
      await new Promise((resolve) => setImmediate(resolve));
    }
    line.destroy();
    return asked;
  };
  // What the work itself takes, with nothing left waiting.
  await Promise.all([attack(true), attack(true), attack(true)]);
  const before = await memoryOfGateway();
  const asked = await Promise.all([attack(false), attack(false), attack(false)]);
  expect(Math.min(...asked)).toBeGreaterThan(1_000);
  const grown = (await memoryOfGateway()) - before;
  expect(grown).toBeLessThan(64 * 1024 * 1024);
  await closeAll([await acknowledged(authorization)]);
});

test('a gateway that goes away sends everybody off with a time to come back within', async () => {
  const authorization = await authorizationOf(houston.credential);
  const sockets = await inTurn(mostEach, () => acknowledged(authorization));
  await system.restart('gateway');
  for (const { closed } of sockets) {
    const reason = 'Service restart; retryWithinMilliseconds=250';
    expect(await closed).toEqual({ code: 1012, reason });
  }
  await closeAll([await acknowledged(authorization)]);
});
