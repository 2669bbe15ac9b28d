import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { connect as connectTo, type ConnectionOptions } from './connection.ts';
import type { CredentialAttempt } from './credentials.ts';
import { GraphQLRequestError, TransportError } from './errors.ts';
import type { FeedState } from './operation.ts';
import { testFeed } from './testing/test-operations.ts';
import { forbidden, startTestService, until, type TestService } from './testing/test-service.ts';

let service: TestService;
let stop: AbortController;
let clients: { close(): void }[];

beforeEach(async () => {
  service = await startTestService();
  stop = new AbortController();
  clients = [];
});

afterEach(async () => {
  for (const client of clients) client.close();
  await service[Symbol.asyncDispose]();
});

function connect(options: Partial<ConnectionOptions> = {}) {
  const backoff = { firstMilliseconds: 5, capMilliseconds: 20 };
  const client = connectTo({ url: service.url, backoff, ...options });
  clients.push(client);
  return client;
}

/** Reads a feed in the background; `ended` settles when its loop does. */
function follow(options: Partial<ConnectionOptions> = {}, after?: string) {
  const cursors: string[] = [];
  const states: FeedState[] = [];
  const feed = connect(options).feed(testFeed, after === undefined ? {} : { after }, {
    signal: stop.signal,
    onState: (state) => states.push(state),
  });
  const ended = (async () => {
    for await (const item of feed) cursors.push(item.cursor);
  })();
  ended.catch(() => undefined);
  return { cursors, states, ended, feed };
}

/** Publishes that many events and returns all cursors there are then. */
function publish(count: number): string[] {
  return Array.from({ length: count }, () => service.feed.publish());
}

const subscribed = (count: number) => until(() => service.feed.subscriptions.length >= count);

test('every event comes exactly once, in order, through sockets cut again and again', async () => {
  const { cursors, ended } = follow();
  await subscribed(1);
  const published: string[] = [];
  for (let round = 1; round <= 20; round++) {
    published.push(...publish(3));
    service.cut(round % 2 === 0 ? 1012 : undefined);
    published.push(...publish(2));
    await subscribed(round + 1);
  }
  await until(() => cursors.length >= published.length);
  stop.abort();
  await ended;
  expect(cursors).toEqual(published);
  // What each attempt asked for never goes back.
  const asked = service.feed.subscriptions.map((after) => after ?? '');
  expect(asked).toEqual([...asked].sort());
});

test('events that the wire repeats are left out', async () => {
  service.feed.repeats = 3;
  publish(5);
  const { cursors } = follow();
  await until(() => cursors.length === 5);
  service.cut();
  await subscribed(2);
  publish(1);
  await until(() => cursors.length === 6);
  expect(cursors).toEqual(['000001', '000002', '000003', '000004', '000005', '000006']);
});

test('events that come in batches are had one by one, each once, through cuts in the middle', async () => {
  service.feed.batchSize = 7;
  service.feed.repeats = 3;
  const published = publish(20);
  const { cursors, ended } = follow({}, '000001');
  await until(() => cursors.length >= 4);
  service.cut();
  await subscribed(2);
  published.push(...publish(5));
  await until(() => cursors.length >= 24);
  stop.abort();
  await ended;
  expect(cursors).toEqual(published.slice(1));
});

test('one event of a batch that cannot be read hides neither those before nor those after it', async () => {
  service.feed.batchSize = 5;
  publish(5);
  service.feed.unreadable.add('000003');
  const { cursors, states } = follow({}, '');
  await until(() => cursors.length === 4);
  expect(cursors).toEqual(['000001', '000002', '000004', '000005']);
  expect(states.filter(({ name }) => name === 'PASSED_OVER')).toHaveLength(1);
});

test('a feed starts after the cursor it was given', async () => {
  publish(5);
  const { cursors } = follow({}, '000003');
  await until(() => cursors.length === 2);
  expect(cursors).toEqual(['000004', '000005']);
});

test('a plain complete is a drop like any other', async () => {
  publish(1);
  const { cursors } = follow();
  await until(() => cursors.length === 1);
  service.feed.complete();
  await subscribed(2);
  publish(1);
  await until(() => cursors.length === 2);
  expect(service.feed.subscriptions).toEqual([null, '000001']);
});

test.each([1000, 1001, 1011, 1012, 1013, 4408, 4500])(
  'after a close with %i the feed resumes from its last cursor, once',
  async (code) => {
    publish(2);
    const { cursors } = follow();
    await until(() => cursors.length === 2);
    service.cut(code);
    await subscribed(2);
    publish(1);
    await until(() => cursors.length === 3);
    expect(service.feed.subscriptions).toEqual([null, '000002']);
  },
);

test('a service that sends many away is come back to at some time within what it says', async () => {
  const within = 400;
  const states = Array.from({ length: 40 }, () => follow().states);
  await subscribed(40);
  service.cut(1012, `Service restart; retryWithinMilliseconds=${within}`);
  await subscribed(80);
  const waits = states.map((each) => each.find((state) => state.name === 'WAITING')?.milliseconds);
  const known = waits.filter((wait) => wait !== undefined);
  expect(known).toHaveLength(40);
  // Beyond the 5 milliseconds of this client's own backoff, and spread: no fourth of it is empty.
  expect(new Set(known.map((wait) => Math.floor((wait * 4) / within)))).toEqual(
    new Set([0, 1, 2, 3]),
  );
});

test('a single drop, and a close without that, are come back from at once', async () => {
  const { states } = follow();
  for (const [index, code] of [undefined, 1012, 1013].entries()) {
    await subscribed(index + 1);
    publish(1);
    await until(() => states.filter(({ name }) => name === 'LIVE').length === index + 1);
    service.cut(code, 'Reading too slowly');
  }
  await subscribed(4);
  const waits = states.flatMap((state) => (state.name === 'WAITING' ? [state.milliseconds] : []));
  expect(waits.every((wait) => wait < 5)).toBe(true);
});

test('a feed that is refused for its rate waits as long as it is told', async () => {
  service.feed.refusals.push('RATE_LIMITED');
  const { states, cursors } = follow();
  await subscribed(1);
  publish(1);
  await until(() => cursors.length === 1);
  expect(states.find((state) => state.name === 'WAITING')?.milliseconds).toBeGreaterThanOrEqual(
    1000,
  );
});

test('a gap is told, and the feed goes on behind it', async () => {
  publish(5);
  service.feed.gapUpTo = 3;
  const names: string[] = [];
  const feed = connect().feed(testFeed, { after: '000001' }, { signal: stop.signal });
  const read = async () => {
    const { value } = await feed.next();
    names.push(`${value?.__typename} ${value?.cursor}`);
  };
  for (let count = 0; count < 3; count += 1) await read();
  service.cut();
  publish(1);
  await read();
  expect(names).toEqual([
    'FeedGap 000003',
    'AlertEvent 000004',
    'AlertEvent 000005',
    'AlertEvent 000006',
  ]);
  expect(service.feed.subscriptions).toEqual(['000001', '000005']);
});

test.each([4400, 4406, 4409, 4429])('a close with %i ends the feed by throwing', async (code) => {
  const { ended } = follow();
  await subscribed(1);
  service.cut(code);
  await expect(ended).rejects.toThrow(TransportError);
  await expect(ended).rejects.toMatchObject({ status: code, isRetryable: false });
});

test('a heartbeat moves the cursor on, and is yielded only if asked for', async () => {
  publish(2);
  const heartbeats: string[] = [];
  const feed = connect().feed(testFeed, {}, { heartbeats: true, signal: stop.signal });
  const { cursors } = follow({}, '000001');
  void (async () => {
    for await (const item of feed)
      if (item.__typename === 'FeedHeartbeat') heartbeats.push(item.cursor);
  })();
  await subscribed(2);
  await until(() => cursors.length === 1);
  service.feed.heartbeat();
  await until(() => heartbeats.length === 1);
  expect(heartbeats).toEqual(['000002']);
  expect(cursors).toEqual(['000002']);
});

test('every socket is opened with a fresh token, also after a refusal', async () => {
  const attempts: CredentialAttempt[] = [];
  const credential = {
    authorization: async (attempt: CredentialAttempt) => {
      attempts.push(attempt);
      return `Bearer ${attempts.length}`;
    },
  };
  service.accepts = (authorization) => authorization !== 'Bearer 2';
  const { cursors } = follow({ credential });
  publish(1);
  await until(() => cursors.length === 1);
  service.cut(forbidden);
  await subscribed(2);
  expect(service.sockets).toEqual(['Bearer 1', 'Bearer 2', 'Bearer 3']);
  expect(attempts.map(({ wasRefused }) => wasRefused)).toEqual([false, true, true]);
});

test('after a refusal the clock is learnt, so that a token of a wrong clock is made anew', async () => {
  const ahead = 3_600_000;
  service.answer = () => ({
    headers: { date: new Date(Date.now() + ahead).toUTCString() },
    body: { data: { __typename: 'Query' } },
  });
  service.accepts = (authorization) => Number(authorization) > Date.now() + ahead - 5000;
  const credential = { authorization: async ({ now }: CredentialAttempt) => String(now.getTime()) };
  follow({ credential });
  await subscribed(1);
  expect(service.sockets).toHaveLength(2);
});

test('a credential that cannot be had for a while delays the feed, no more', async () => {
  let failures = 3;
  const credential = {
    authorization: async () => {
      if (failures-- > 0) throw new Error('The identity provider is down.');
      return 'Bearer good';
    },
  };
  follow({ credential });
  await subscribed(1);
  expect(service.sockets).toEqual(['Bearer good']);
});

test('silence is taken for a dead socket', async () => {
  const { states } = follow({ silenceMilliseconds: 50 });
  await subscribed(3);
  expect(service.sockets.length).toBeGreaterThanOrEqual(2);
  const waiting = states.find((state) => state.name === 'WAITING');
  expect(waiting?.error.message).toBe('The service fell silent.');
});

test('heartbeats keep a quiet feed on its socket', async () => {
  follow({ silenceMilliseconds: 500 });
  await subscribed(1);
  const beat = setInterval(() => service.feed.heartbeat(), 20);
  const end = Date.now() + 1500;
  await until(() => Date.now() > end);
  clearInterval(beat);
  expect(service.feed.subscriptions).toHaveLength(1);
});

test.each(['NOT_FOUND', 'BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED'])(
  '%s ends the feed by throwing',
  async (code) => {
    service.feed.refusals.push(code);
    const { ended } = follow();
    await expect(ended).rejects.toThrow(GraphQLRequestError);
    await expect(ended).rejects.toMatchObject({ code });
    await until(() => service.openSockets() === 0);
  },
);

test('UNAUTHENTICATED once asks for a fresh token, on a socket of its own', async () => {
  service.feed.refusals.push('UNAUTHENTICATED');
  const attempts: CredentialAttempt[] = [];
  const credential = {
    authorization: async (attempt: CredentialAttempt) => `Bearer ${attempts.push(attempt)}`,
  };
  follow({ credential });
  await subscribed(1);
  expect(attempts.map(({ wasRefused }) => wasRefused)).toEqual([false, true]);
});

test('UNAUTHENTICATED twice in a row ends the feed by throwing', async () => {
  service.feed.refusals.push('UNAUTHENTICATED', 'UNAUTHENTICATED');
  await expect(follow().ended).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('an outage on subscribing is waited out', async () => {
  service.feed.refusals.push('INTERNAL_SERVER_ERROR', 'DOWNSTREAM_SERVICE_ERROR');
  const { cursors } = follow();
  publish(1);
  await until(() => cursors.length === 1);
});

test('an event that cannot be read is asked for again, then passed over and reported', async () => {
  service.feed.unreadable.add('000002');
  const { cursors, states } = follow();
  publish(3);
  await until(() => cursors.length === 2);
  expect(cursors).toEqual(['000001', '000003']);
  expect(states.filter(({ name }) => name === 'PASSED_OVER')).toHaveLength(1);
  expect(service.feed.subscriptions).toEqual([null, '000001', '000001', '000001']);
});

test('a reader that is too slow loses nothing', async () => {
  const feed = connect().feed(testFeed, {}, { signal: stop.signal });
  const first = feed.next();
  await subscribed(1);
  const published = publish(3000);
  const cursors = [(await first).value?.cursor];
  await until(() => service.feed.openStreams() === 0);
  while (cursors.length < published.length) cursors.push((await feed.next()).value?.cursor);
  expect(cursors).toEqual(published);
  expect(service.feed.subscriptions.length).toBeGreaterThan(1);
});

test('the feeds of a client share one socket, which closes after the last', async () => {
  const client = connect();
  const feeds = [client.feed(testFeed, {}), client.feed(testFeed, {})];
  const reads = feeds.map((feed) => feed.next());
  await subscribed(2);
  publish(1);
  await Promise.all(reads);
  expect(service.sockets).toHaveLength(1);
  await feeds[0]?.return();
  await until(() => service.feed.openStreams() === 1);
  expect(service.openSockets()).toBe(1);
  await feeds[1]?.return();
  await until(() => service.openSockets() === 0);
});

test('aborting finishes the loop without an error and frees the service at once', async () => {
  const { ended } = follow();
  await subscribed(1);
  stop.abort();
  await ended;
  await until(() => service.feed.openStreams() === 0 && service.openSockets() === 0);
});

test('leaving the loop ends the subscription, also while next() waits', async () => {
  const feed = connect().feed(testFeed, {});
  const waiting = feed.next();
  await subscribed(1);
  await feed.return();
  expect(await waiting).toEqual({ done: true, value: undefined });
  await until(() => service.openSockets() === 0);
});

test('a service that is away is waited for', async () => {
  const { url } = service;
  await service[Symbol.asyncDispose]();
  const states: FeedState[] = [];
  const feed = connect({ url }).feed(testFeed, {}, { onState: (state) => states.push(state) });
  const first = feed.next();
  await until(() => states.filter(({ name }) => name === 'WAITING').length >= 3);
  await feed.return();
  expect(await first).toEqual({ done: true, value: undefined });
  service = await startTestService();
});
