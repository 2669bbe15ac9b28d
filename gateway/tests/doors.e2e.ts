import { createConnection } from 'node:net';
import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { subgraphNames } from '@alert-button/dev/paths.ts';
import { successOf } from '@alert-button/sdk';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { JWK } from 'jose';
import { officer, type TestOfficer } from './support/officer.ts';
import { enrolledPerson } from './support/person.ts';
import { places } from './support/places.ts';
import { expectDiscreet, expectNames, parseAnswer } from './support/raw-answer.ts';
import {
  falseCredentials,
  foreignKey,
  officerToken,
  type Credentials,
} from './support/raw-credentials.ts';
import { enrolledDevice } from './support/raw-device.ts';
import { openRawSocket, type RawSocket } from './support/raw-socket.ts';
import { processNumbers, rowCounts, settledRowCounts } from './support/raw-storage.ts';
import { seconds, signed, unsigned, type TokenParts } from './support/raw-tokens.ts';

/*
 * Who is let in, by which door, and what happens to those who break in, lie about who they are or
 * do not speak the protocol: refused, nothing stored, every process unharmed.
 */

let system: TestSystem;
let credentials: Credentials;
let houston: TestOfficer;
let rows: Readonly<Record<string, number>>;
let processes: object;

beforeAll(async () => {
  system = await startTestSystem();
  const [device, other] = await Promise.all([enrolledDevice(system), enrolledDevice(system)]);
  credentials = { system, device, other };
  houston = await officer(system, 'houston');
  rows = await rowCounts(system);
  processes = processNumbers(system);
}, 120_000);

afterAll(async () => {
  houston.close();
  await system[Symbol.asyncDispose]();
});

afterEach(async () => {
  expect(await rowCounts(system)).toEqual(rows);
  expect(processNumbers(system)).toEqual(processes);
});

const asHeader = (credential: string) =>
  /^(Bearer|Basic) /.test(credential) ? credential : `Bearer ${credential}`;

async function post(body: BodyInit, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(system.graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    duplex: 'half',
  } as RequestInit);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function connected(authorization?: string): Promise<RawSocket> {
  const socket = await openRawSocket(system.websocketUrl);
  socket.send({ type: 'connection_init', payload: { authorization } });
  await socket.message(({ type }) => type === 'connection_ack');
  return socket;
}

const raise = JSON.stringify({
  query: `mutation { raiseAlert(input: {idempotencyKey: "${crypto.randomUUID()}"}) { __typename } }`,
});

test.each(falseCredentials)('%s opens neither door', async (_name, make) => {
  const authorization = asHeader(await make(credentials));
  const { status, text } = await post(raise, { authorization });
  expect(status).toBe(401);
  expectDiscreet(text, authorization.length > 20 ? [authorization.slice(7)] : []);
  expect(parseAnswer(text).errors).toEqual([
    {
      message: 'The credentials are not valid.',
      extensions: { code: 'UNAUTHENTICATED', requestId: expect.any(String) },
    },
  ]);

  const socket = await openRawSocket(system.websocketUrl);
  socket.send({ type: 'connection_init', payload: { authorization } });
  expect(await socket.closed).toEqual({ code: 4403, reason: 'Forbidden' });
});

test('the true credentials beside them do open it', async () => {
  for (const token of [await credentials.device.token(), await officerToken(credentials)]) {
    const { text } = await post('{"query":"{ viewer { __typename } }"}', {
      authorization: `Bearer ${token}`,
    });
    expect(text).toMatch(/Person|Officer/);
    (await connected(`Bearer ${token}`)).close();
  }
});

test('an officer of a desk that is not there sees and does nothing', async () => {
  const authorization = `Bearer ${await officerToken(credentials, { claims: { desk: 'atlantis' } })}`;
  const { text } = await post(
    JSON.stringify({ query: `{ deskEvents(deskId: "${houston.deskId}") { endCursor } }` }),
    { authorization },
  );
  expect(parseAnswer(text)).toMatchObject({ data: { deskEvents: null }, errors: [] });
  const socket = await connected(authorization);
  const query = `subscription { deskFeed(deskId: "${houston.deskId}") { __typename } }`;
  socket.send({ id: '1', type: 'subscribe', payload: { query } });
  const refused = await socket.message(({ id }) => id === '1');
  expect(refused.type).toBe('error');
  socket.close();
});

test('headers that claim an identity give none, and nobody chooses their request id', async () => {
  const requestId = '11111111-2222-4333-8444-555555555555';
  const claims = {
    'x-user-id': 'admin',
    'x-viewer': '{"kind":"OFFICER","officerId":"a","desk":"houston","role":"OFFICER"}',
    'x-authorization': `Bearer ${await officerToken(credentials)}`,
    'proxy-authorization': `Bearer ${await officerToken(credentials)}`,
    'x-forwarded-for': '127.0.0.1',
    'x-gateway-secret': system.secrets.hintsToken,
    'x-request-id': requestId,
    cookie: `authorization=Bearer ${await officerToken(credentials)}`,
  };
  const { text, headers } = await post(
    JSON.stringify({
      query: `{ viewer { __typename } deskEvents(deskId: "${houston.deskId}") { endCursor } }`,
    }),
    claims,
  );
  const { data, errors } = parseAnswer(text);
  expect(data?.['viewer'] ?? null).toBeNull();
  expect(data?.['deskEvents'] ?? null).toBeNull();
  expect(errors.map(({ extensions }) => extensions?.['code'])).toContain('UNAUTHENTICATED');
  expect(text).not.toContain(requestId);
  expect(headers.get('x-request-id')).not.toBe(requestId);
  expect(system.lines.join('\n')).not.toContain(requestId);
});

describe('a subgraph asked past the gateway', () => {
  const internal = (subgraph: string, changes: TokenParts = {}, key?: JWK) =>
    signed(key ?? system.secrets.gatewayKey, 'EdDSA', {
      header: { typ: 'internal+jwt', kid: 'a', ...changes.header },
      claims: {
        iss: 'alert-button-gateway',
        aud: subgraph,
        iat: seconds(),
        exp: seconds() + 60,
        viewer: { kind: 'OFFICER', officerId: 'a', desk: 'houston', role: 'OFFICER' },
        ...changes.claims,
      },
    });
  const askSubgraph = async (name: (typeof subgraphNames)[number], authorization?: string) => {
    const response = await fetch(`${system.origins[name]}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-user-id': 'admin',
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: JSON.stringify({
        query: '{ __typename _service { sdl } }',
      }),
    });
    return { status: response.status, text: await response.text() };
  };

  test.each(subgraphNames)('%s answers 401 to whatever is not signed for it', async (name) => {
    const elsewhere = name === 'people' ? 'alerts' : 'people';
    for (const authorization of [
      undefined,
      'Bearer ',
      `Bearer ${await internal(elsewhere)}`,
      `Bearer ${await internal(name, {}, foreignKey)}`,
      `Bearer ${await internal(name, { claims: { exp: seconds() - 60 } })}`,
      `Bearer ${await internal(name, { claims: { iss: 'somebody' } })}`,
      `Bearer ${await internal(name, { header: { typ: 'JWT' } })}`,
      `Bearer ${unsigned('none', { header: { typ: 'internal+jwt' }, claims: { aud: name } })}`,
      `Bearer ${await officerToken(credentials)}`,
      `Bearer ${await credentials.device.token()}`,
      `Bearer ${credentials.device.certificate}`,
      `Bearer ${system.secrets.hintsToken}`,
    ]) {
      const { status, text } = await askSubgraph(name, authorization);
      expect({ status, authorization }).toEqual({ status: 401, authorization });
      expectDiscreet(text, ['type ']);
    }
    const honest = await askSubgraph(name, `Bearer ${await internal(name)}`);
    expect(honest.status).toBe(200);
    expect(honest.text).toContain('type ');
  });

  test.each(['people', 'alerts'] as const)('%s gives no entity without it', async (name) => {
    const response = await fetch(`${system.origins[name]}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: `{ _entities(representations: [{__typename: "Person", id: "a"}]) { __typename } }`,
      }),
    });
    expect(response.status).toBe(401);
    expectDiscreet(await response.text(), ['Person']);
  });

  test('the stream of hints is for the gateway alone', async () => {
    for (const authorization of [undefined, 'Bearer x', `Bearer ${await internal('alerts')}`]) {
      const response = await fetch(`${system.origins.alerts}/internal/hints`, {
        headers: authorization === undefined ? {} : { authorization },
      });
      expect(response.status).toBe(401);
      expectDiscreet(await response.text());
    }
  });
});

describe('over HTTP', () => {
  const mutation = encodeURIComponent(
    'mutation { raiseAlert(input: {idempotencyKey: "7e57ab1e-0000-4000-8000-00000badc0de"}) { __typename } }',
  );
  const feed = encodeURIComponent('subscription { alertFeed(alertId: "a") { __typename } }');
  const json = { 'content-type': 'application/json' };
  const large = `{"query":"{ __typename }","variables":{"a":"${'x'.repeat(257 * 1024)}"}}`;
  const inPieces = () =>
    new ReadableStream({
      start(controller) {
        for (let at = 0; at < large.length; at += 10_000) {
          controller.enqueue(Buffer.from(large.slice(at, at + 10_000)));
        }
        controller.close();
      },
    });

  test.each<[string, number, () => [string, RequestInit]]>([
    ['broken JSON', 400, () => ['', { method: 'POST', headers: json, body: '{"query":' }]],
    ['an empty body', 400, () => ['', { method: 'POST', headers: json, body: '' }]],
    ['null', 400, () => ['', { method: 'POST', headers: json, body: 'null' }]],
    ['a batch', 400, () => ['', { method: 'POST', headers: json, body: `[${raise},${raise}]` }]],
    [
      'a byte order mark',
      400,
      () => ['', { method: 'POST', headers: json, body: `\ufeff${raise}` }],
    ],
    [
      'UTF-16',
      400,
      () => ['', { method: 'POST', headers: json, body: Buffer.from(raise, 'utf16le') }],
    ],
    [
      'gzip that is none',
      400,
      () => [
        '',
        { method: 'POST', headers: { ...json, 'content-encoding': 'gzip' }, body: 'H4sIAAAA' },
      ],
    ],
    ['plain text', 415, () => ['', { method: 'POST', body: raise }]],
    ['no type', 415, () => ['', { method: 'POST', body: Buffer.from(raise) }]],
    ['a form', 415, () => ['', { method: 'POST', body: new URLSearchParams({ query: raise }) }]],
    [
      'a form with files',
      415,
      () => {
        const form = new FormData();
        form.set('operations', raise);
        form.set('map', '{}');
        return ['', { method: 'POST', body: form }];
      },
    ],
    ['257 KiB', 413, () => ['', { method: 'POST', headers: json, body: large }]],
    [
      '257 KiB of unknown length',
      413,
      () => [
        '',
        { method: 'POST', headers: json, body: inPieces(), duplex: 'half' } as RequestInit,
      ],
    ],
    ['a mutation by GET', 405, () => [`?query=${mutation}`, {}]],
    [
      'a live feed by GET',
      406,
      () => [`?query=${feed}`, { headers: { accept: 'text/event-stream' } }],
    ],
    [
      'a live feed as one answer',
      406,
      () => [
        '',
        {
          method: 'POST',
          headers: json,
          body: JSON.stringify({
            query: 'subscription { alertFeed(alertId: "a") { __typename } }',
          }),
        },
      ],
    ],
    ['variables by GET that are no JSON', 400, () => ['?query={__typename}&variables=c4nary', {}]],
    ['a NUL by GET', 400, () => ['?query={consulate(code:"\\u0000"){id}}', {}]],
    ['another method', 405, () => ['', { method: 'PUT', headers: json, body: raise }]],
    ['another path', 404, () => ['/../internal/hints', {}]],
  ])('%s is refused with %i', async (_name, status, make) => {
    const [suffix, init] = make();
    const response = await fetch(`${system.graphqlUrl}${suffix}`, {
      ...init,
      headers: {
        ...(init.headers as Record<string, string>),
        authorization: `Bearer ${await credentials.device.token()}`,
      },
    });
    const text = await response.text();
    expect({ status: response.status, text }).toEqual({ status, text });
    expectDiscreet(text, ['c4nary', 'xxxx']);
    if (text === '') return;
    for (const { message, extensions } of parseAnswer(text).errors) {
      expect(message).not.toBe('');
      expect(extensions?.['requestId']).toBe(response.headers.get('x-request-id'));
    }
  });

  test('a live feed refuses a Last-Event-ID that is not a cursor of it', async () => {
    const query = `subscription { deskFeed(deskId: "${houston.deskId}") { __typename } }`;
    const { text } = await post(JSON.stringify({ query }), {
      accept: 'text/event-stream',
      authorization: `Bearer ${await officerToken(credentials)}`,
      'last-event-id': '000000000000009-c4narywritt',
    });
    expectDiscreet(text, ['c4nary']);
    expectNames(parseAnswer(/^data: (\{.*\})$/m.exec(text)?.[1] ?? ''), 'after');
    expect(text).toMatch(/event: complete\ndata:\n\n$/);
  });

  test.each([
    [
      'an upgrade of //',
      'GET // HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    ],
    [
      'an upgrade of http://[',
      'GET http://[ HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    ],
    [
      'an upgrade without a key',
      'GET /graphql HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    ],
    [
      'an upgrade to something else',
      'GET /graphql HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n',
    ],
    ['a target that is no path', 'GET // HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
    [
      'a path with a broken escape',
      'GET /graphql?query=%ff%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    ],
    ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\r\n\r\n'],
    ['a header without an end', `GET /graphql HTTP/1.1\r\nA: ${'x'.repeat(100_000)}\r\n\r\n`],
  ])('%s harms nobody', async (_name, bytes) => {
    const { hostname, port } = new URL(system.graphqlUrl);
    const text = await new Promise<string>((resolve, reject) => {
      let received = '';
      const socket = createConnection({ host: hostname, port: Number(port) });
      socket.on('data', (data) => (received += data.toString()));
      socket.on('error', () => undefined);
      socket.once('close', () => resolve(received));
      socket.setTimeout(10_000, () => {
        socket.destroy();
        reject(new Error('The connection was left open'));
      });
      socket.end(Buffer.from(bytes, 'latin1'));
    });
    expectDiscreet(text);
    expect(text).toMatch(/^HTTP\/1\.1 [24]\d\d /);
    expect((await fetch(`${system.origins.gateway}/healthz`)).status).toBe(200);
  });
});

describe('over WebSocket', () => {
  const operation = { query: '{ __typename }' };
  const subscribe = { id: '1', type: 'subscribe', payload: operation };
  const deskFeed = () => ({
    query: `subscription { deskFeed(deskId: "${houston.deskId}") { __typename } }`,
  });

  test.each<[string, number, (socket: RawSocket) => void]>([
    ['an operation before the greeting', 4401, (socket) => socket.send(subscribe)],
    ['silence', 4408, () => undefined],
    ['broken JSON', 4400, (socket) => socket.sendText('{"type":')],
    ['a list', 4400, (socket) => socket.sendText('[{"type":"connection_init"}]')],
    ['an unknown message', 4400, (socket) => socket.send({ type: 'start' })],
    ['bytes', 4400, (socket) => socket.sendBytes(Uint8Array.of(0, 1, 2, 255))],
    ['a frame of 65 KiB', 1009, (socket) => socket.sendText('x'.repeat(65 * 1024))],
    ['a frame of 1 MiB', 1009, (socket) => socket.sendText('x'.repeat(1024 * 1024))],
  ])('%s instead of the greeting closes with %i', async (_name, code, act) => {
    const socket = await openRawSocket(system.websocketUrl);
    const start = performance.now();
    act(socket);
    const closed = await socket.closed;
    expect(closed.code).toBe(code);
    expectDiscreet(closed.reason, ['xxx', 'start']);
    expect(performance.now() - start).toBeLessThan(8_000);
  });

  test.each<[string, number, (socket: RawSocket) => void]>([
    ['a second greeting', 4429, (socket) => socket.send({ type: 'connection_init' })],
    ['broken JSON', 4400, (socket) => socket.sendText('{"id":')],
    ['a batch', 4400, (socket) => socket.send([subscribe, subscribe])],
    ['bytes', 4400, (socket) => socket.sendBytes(Uint8Array.of(123, 0, 255))],
    ['an operation without id', 4400, (socket) => socket.send({ ...subscribe, id: undefined })],
    ['an operation without text', 4400, (socket) => socket.send({ ...subscribe, payload: {} })],
    [
      'variables as list',
      4400,
      (socket) => socket.send({ ...subscribe, payload: { ...operation, variables: ['c4nary'] } }),
    ],
    [
      'variables as text',
      4400,
      (socket) => socket.send({ ...subscribe, payload: { ...operation, variables: 'c4nary' } }),
    ],
    [
      'a frame of 65 KiB',
      1009,
      (socket) =>
        socket.send({
          ...subscribe,
          payload: { ...operation, variables: { a: 'x'.repeat(65_536) } },
        }),
    ],
    [
      'an id that is in use',
      4409,
      (socket) => {
        socket.send({ ...subscribe, payload: deskFeed() });
        socket.send({ ...subscribe, payload: deskFeed() });
      },
    ],
  ])('%s after it closes with %i', async (_name, code, act) => {
    const socket = await connected(`Bearer ${await officerToken(credentials)}`);
    act(socket);
    const closed = await socket.closed;
    expect(closed.code).toBe(code);
    expectDiscreet(closed.reason, ['xxx', 'c4nary']);
  });

  test('only graphql-transport-ws is spoken', async () => {
    await expect(openRawSocket(system.websocketUrl, 'graphql-ws')).rejects.toThrow();
    await expect(openRawSocket(system.websocketUrl, 'soap')).rejects.toThrow();
  });

  test('the twenty-first operation of a socket is refused, the others live', async () => {
    const socket = await connected(`Bearer ${await officerToken(credentials)}`);
    for (let id = 1; id <= 20; id += 1) {
      socket.send({ id: `${id}`, type: 'subscribe', payload: deskFeed() });
      await socket.message((message) => message.id === `${id}` && message.type === 'next');
    }
    socket.send({ id: '21', type: 'subscribe', payload: deskFeed() });
    const refused = await socket.message(({ id }) => id === '21');
    expect(refused).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'BAD_REQUEST', requestId: expect.any(String) } }],
    });
    socket.send({ id: '20', type: 'complete' });
    socket.send({ id: '22', type: 'subscribe', payload: deskFeed() });
    const next = await socket.message(({ id }) => id === '22');
    expect(next.type).toBe('next');
    socket.close();
  });

  test('a socket closes with 4403, and a stream ends, when the access token expires', async () => {
    const authorization = `Bearer ${await officerToken(credentials, { claims: { exp: seconds() + 4 } })}`;
    const start = performance.now();
    const socket = await connected(authorization);
    socket.send({ id: '1', type: 'subscribe', payload: deskFeed() });
    await socket.message(({ type }) => type === 'next');
    const stream = post(JSON.stringify(deskFeed()), {
      accept: 'text/event-stream',
      authorization,
    });
    expect(await socket.closed).toEqual({ code: 4403, reason: 'Credentials expired' });
    expect((await stream).text).toContain('FeedHeartbeat');
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

test('after all of it a press arrives, and no log knows a credential', async () => {
  const lines = system.lines.join('\n');
  expect(lines).not.toMatch(/Unhandled|"level":[56]0|eyJ|c4nary/);
  const person = await enrolledPerson(system);
  const input = { idempotencyKey: crypto.randomUUID(), position: places.houston };
  const { alert } = successOf(await person.raiseAlert({ input }));
  person.close();
  expect(alert.status).toBe('RAISED');
  rows = await settledRowCounts(system);
});
