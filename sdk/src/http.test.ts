import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { connect as connectTo, type ConnectionOptions } from './connection.ts';
import type { CredentialAttempt } from './credentials.ts';
import { GraphQLRequestError, TransportError } from './errors.ts';
import type { Operation } from './operation.ts';
import { testQuery } from './testing/test-operations.ts';
import { startTestService, until, type TestService } from './testing/test-service.ts';

let service: TestService;

beforeEach(async () => {
  service = await startTestService();
});

afterEach(async () => service[Symbol.asyncDispose]());

function connect(options: Partial<ConnectionOptions> = {}) {
  const backoff = { firstMilliseconds: 5, capMilliseconds: 20 };
  return connectTo({ url: service.url, backoff, ...options });
}

const keyed: Operation<string, Record<string, never>> = { ...testQuery, kind: 'mutation' };
const unkeyed: Operation<string, Record<string, never>> = { ...keyed, isRepeatable: false };
const good = { body: { data: { hello: 'world' } } };
const errorsWith = (code: string) => [{ message: code, extensions: { code, requestId: 'r-1' } }];

test.each([
  ['a network failure', {}],
  ['status 500', { status: 500, body: 'oops' }],
  ['status 503', { status: 503, body: { errors: errorsWith('SERVICE_UNAVAILABLE') } }],
  ['status 429', { status: 429, body: { errors: errorsWith('RATE_LIMITED') } }],
  ["a captive portal's page", { headers: { 'content-type': 'text/html' }, body: '<html>' }],
  ['an outage inside the service', { body: { errors: errorsWith('DOWNSTREAM_SERVICE_ERROR') } }],
])('after %s a query and a keyed mutation are sent again', async (_name, failure) => {
  service.answer = (_request, count) => (count % 3 < 2 ? failure : good);
  expect(await connect().request(testQuery, {})).toBe('world');
  expect(await connect().request(keyed, {})).toBe('world');
  expect(service.requests).toHaveLength(6);
});

test.each([
  ['a network failure', {}],
  ['status 503', { status: 503, body: 'oops' }],
])('after %s a mutation without a key is not sent again', async (_name, failure) => {
  service.answer = () => failure;
  await expect(connect().request(unkeyed, {})).rejects.toMatchObject({ isRetryable: true });
  expect(service.requests).toHaveLength(1);
});

test('what was refused for its rate was not done, so any mutation is sent again', async () => {
  const limited = {
    status: 429,
    headers: { 'retry-after': '0' },
    body: { errors: errorsWith('RATE_LIMITED') },
  };
  service.answer = (_request, count) => (count < 2 ? limited : good);
  expect(await connect().request(unkeyed, {})).toBe('world');
  expect(service.requests).toHaveLength(3);
});

test.each([
  'ALIAS_LIMIT',
  'COST_LIMIT',
  'DEPTH_LIMIT',
  'DIRECTIVE_LIMIT',
  'MUTATION_LIMIT',
  'TOKEN_LIMIT',
])('%s is final', async (code) => {
  service.answer = () => ({ status: 400, body: { errors: errorsWith(code) } });
  await expect(connect().request(testQuery, {})).rejects.toMatchObject({
    code,
    isRetryable: false,
  });
  expect(service.requests).toHaveLength(1);
});

test('attempts end, with the last error', async () => {
  service.answer = () => ({ status: 502, body: 'oops' });
  const request = connect().request(testQuery, {}, { maxAttempts: 3 });
  await expect(request).rejects.toMatchObject({ name: 'TransportError', status: 502 });
  expect(service.requests).toHaveLength(3);
});

test('an answer that stays the same is not asked for again', async () => {
  service.answer = () => ({ body: { errors: errorsWith('BAD_USER_INPUT') } });
  const request = connect().request(testQuery, {});
  await expect(request).rejects.toThrow(GraphQLRequestError);
  await expect(request).rejects.toMatchObject({ code: 'BAD_USER_INPUT', requestId: 'r-1' });
  expect(service.requests).toHaveLength(1);
});

test('Retry-After is honoured', async () => {
  const busy = { status: 429, headers: { 'retry-after': '1' }, body: 'busy' };
  service.answer = (_request, count) => (count === 0 ? busy : good);
  const startedAt = Date.now();
  await connect().request(testQuery, {});
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1000);
});

test('a refused token is made anew once, by the clock learnt from the refusal', async () => {
  const ahead = -7_200_000;
  const serverNow = () => Date.now() + ahead;
  const credential = {
    authorization: async ({ now, wasRefused }: CredentialAttempt) =>
      JSON.stringify([now.getTime(), wasRefused]),
  };
  service.answer = ({ authorization }) => {
    const [time] = JSON.parse(authorization ?? '[0]') as [number];
    const headers = { date: new Date(serverNow()).toUTCString() };
    if (Math.abs(time - serverNow()) < 2000) return { headers, ...good };
    return { status: 401, headers, body: { errors: errorsWith('UNAUTHENTICATED') } };
  };
  const client = connect({ credential });
  expect(await client.request(unkeyed, {})).toBe('world');
  expect(service.requests).toHaveLength(2);
  expect(service.requests[1]?.authorization).toMatch(/,true\]$/);
  expect(Math.abs(client.clock.now().getTime() - serverNow())).toBeLessThan(2000);
});

test('a token that stays refused is an error after two attempts', async () => {
  service.answer = () => ({ status: 401, body: { errors: errorsWith('UNAUTHENTICATED') } });
  const client = connect({ credential: { authorization: async () => 'Bearer bad' } });
  await expect(client.request(testQuery, {})).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(service.requests).toHaveLength(2);
});

test('every attempt carries a fresh token', async () => {
  service.answer = (_request, count) => (count < 2 ? { status: 503, body: '' } : good);
  let made = 0;
  const client = connect({ credential: { authorization: async () => `Bearer ${++made}` } });
  await client.request(testQuery, {});
  const sent = service.requests.map(({ authorization }) => authorization);
  expect(sent).toEqual(['Bearer 1', 'Bearer 2', 'Bearer 3']);
});

test('an answer with a sick part is an answer; the errors are told beside it', async () => {
  service.answer = () => ({ body: { data: { hello: 'world' }, errors: errorsWith('OUTAGE') } });
  const partial: string[] = [];
  const client = connect({ onPartialResult: ({ code }) => partial.push(code) });
  expect(await client.request(testQuery, {})).toBe('world');
  expect(partial).toEqual(['OUTAGE']);
});

test('a null that stands for an error is an error', async () => {
  service.answer = () => ({ body: { data: { hello: null }, errors: errorsWith('FORBIDDEN') } });
  await expect(connect().request(testQuery, {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('an attempt that takes too long is a failure to connect', async () => {
  const slow: typeof fetch = (_url, { signal } = {}) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
    });
  const client = connect({ fetch: slow, timeoutMilliseconds: 20 });
  const request = client.request(unkeyed, {});
  await expect(request).rejects.toThrow(TransportError);
  await expect(request).rejects.toThrow('did not answer in time');
});

test('aborting rejects with the reason, also between attempts', async () => {
  service.answer = () => ({ status: 503, headers: { 'retry-after': '30' }, body: '' });
  const stop = new AbortController();
  const request = connect().request(testQuery, {}, { signal: stop.signal });
  await until(() => service.requests.length === 1);
  stop.abort(new Error('enough'));
  await expect(request).rejects.toThrow('enough');
});

test('closing the client ends its requests', async () => {
  service.answer = () => ({ status: 503, headers: { 'retry-after': '30' }, body: '' });
  const client = connect();
  const request = client.request(testQuery, {});
  await until(() => service.requests.length === 1);
  client.close();
  await expect(request).rejects.toThrow('The client was closed.');
});

test('moments are Dates in what is given and in what is asked with', async () => {
  const text = '2026-11-22T01:02:03.000Z';
  const at = new Date(text);
  const dated: Operation<{ readonly at: Date }, { readonly since: Date }> = {
    name: 'Hello',
    kind: 'query',
    root: 'hello',
    isRepeatable: true,
    text: 'query Hello { hello { at } }',
    dates: ['at'],
  };
  service.answer = () => ({ body: { data: { hello: { at: text } } } });
  expect(await connect().request(dated, { since: at })).toEqual({ at });
  expect(service.requests[0]?.variables).toEqual({ since: text });
  const nonsense = connect().request(dated, { since: new Date('soon') });
  await expect(nonsense).rejects.toThrow(RangeError);
  expect(service.requests).toHaveLength(1);
});
