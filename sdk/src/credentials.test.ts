import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { connect } from './connection.ts';
import { apiKeyCredential } from './credentials.ts';
import { testFeed, testQuery } from './testing/test-operations.ts';
import { startTestService, until, type TestService } from './testing/test-service.ts';

let service: TestService;
beforeEach(async () => {
  service = await startTestService();
});
afterEach(async () => service[Symbol.asyncDispose]());

test('a key is sent as it is, with a request and with a feed', async () => {
  service.answer = () => ({ body: { data: { hello: 'world' } } });
  const credential = apiKeyCredential('ab_live_a-key');
  const client = connect({ url: service.url, credential });
  await client.request(testQuery, {});
  const feed = client.feed(testFeed, {});
  const ended = feed.next();
  await until(() => service.sockets.length === 1);
  client.close();
  await ended;
  expect(service.requests.map(({ authorization }) => authorization)).toEqual([
    'Bearer ab_live_a-key',
  ]);
  expect(service.sockets).toEqual(['Bearer ab_live_a-key']);
});
