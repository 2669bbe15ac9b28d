import { afterEach, describe, expect, test } from '@jest/globals';
import { GraphQLError, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import { waitFor } from '../../tests/support/wait-for.ts';
import { nobody } from '../auth/credential.ts';
import type { FeedQuery } from './feed-query.ts';
import { cursorAlias, pageAlias, typeAlias } from './rewrite.ts';
import { FeedGroup } from './group.ts';
import type { FeedSink } from './hub.ts';
import type { FeedFrame } from './page.ts';

const feed: FeedQuery = {
  feed: 'desk:a',
  responseKey: 'deskFeed',
  query: 'query',
  variables: { _feedId: 'a' },
  after: null,
  isPersonal: false,
};

/** A log in memory, asked as the graph would be; cursors are positions. */
class Log {
  head = 0;
  readonly asked: { after: string | null; first: number }[] = [];
  /** What to answer instead, once each. */
  readonly failures: (ExecutionResult | Error)[] = [];
  /** Holds answers back while set. */
  gate: Promise<void> | null = null;

  readonly execute = async ({ variables = {} }: { variables?: object | undefined }) => {
    const { _feedAfter: after, _feedFirst: first } = variables as {
      _feedAfter: string | null;
      _feedFirst: number;
    };
    this.asked.push({ after, first });
    const [failure] = this.failures.splice(0, 1);
    const answer = failure ?? this.#page(after, first);
    await this.gate;
    if (answer instanceof Error) throw answer;
    return answer;
  };

  #page(after: string | null, first: number): ExecutionResult {
    const from = after === null ? this.head : Number(after);
    const to = Math.min(this.head, from + first);
    const events = Array.from({ length: to - from }, (_, index) => this.#item(from + index + 1));
    const hasMore = first > 0 && events.length === first;
    const endCursor = String(to);
    const isQuiet = events.length === 0;
    const items = isQuiet ? [this.#item(to, 'FeedHeartbeat')] : events;
    return { data: { [pageAlias]: { items, endCursor, hasMore } } };
  }

  #item(position: number, type = 'AlertEvent') {
    return { [typeAlias]: type, [cursorAlias]: String(position) };
  }
}

class Reader implements FeedSink {
  readonly frames: FeedFrame[] = [];
  refusal: GraphQLFormattedError | null = null;
  isEnded = false;
  /** Set to read slowly: what is sent next is taken when it resolves. */
  pace: Promise<void> | undefined;

  send(frames: readonly FeedFrame[]): Promise<void> | undefined {
    this.frames.push(...frames);
    const { pace } = this;
    this.pace = undefined;
    return pace;
  }

  refuse(error: GraphQLFormattedError): void {
    this.refusal = error;
  }

  end(): void {
    this.isEnded = true;
  }

  get events(): (string | null)[] {
    return this.frames.filter(({ isHeartbeat }) => !isHeartbeat).map(({ cursor }) => cursor);
  }
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => String(index + 1));

let groups: FeedGroup[] = [];
let emptied = 0;
function groupOn(log: Log): FeedGroup {
  const group = new FeedGroup(feed, log.execute, () => (emptied += 1));
  groups.push(group);
  return group;
}
afterEach(async () => {
  await Promise.all(groups.map((group) => group.close()));
  groups = [];
  emptied = 0;
});

describe('FeedGroup', () => {
  test('a busy desk costs its many screens few looks, and none of them an event', async () => {
    const log = new Log();
    const group = groupOn(log);
    const readers = Array.from({ length: 125 }, () => new Reader());
    for (const reader of readers) group.join('0', nobody, reader);
    await waitFor(() => readers.every(({ frames }) => frames.length === 1), 'all heartbeats');
    for (let event = 1; event <= 200; event += 1) {
      log.head = event;
      group.look();
      await new Promise(setImmediate);
    }
    await waitFor(() => readers.every(({ events }) => events.length === 200), 'all events');
    for (const reader of readers) expect(reader.events).toEqual(upTo(200));
    expect(log.asked.length).toBeLessThan(20);
  });

  test('starts now without a cursor: asks where now is, says so, brings only what follows', async () => {
    const [log, reader] = [new Log(), new Reader()];
    log.head = 40;
    groupOn(log).join(null, nobody, reader);
    await waitFor(() => reader.frames.length === 1, 'the heartbeat');
    expect(log.asked[0]).toEqual({ after: null, first: 0 });
    expect(reader.frames[0]).toMatchObject({ cursor: '40', isHeartbeat: true });
    log.head = 41;
    groups[0]?.look();
    await waitFor(() => reader.events.length === 1, 'the event');
    expect(reader.events).toEqual(['41']);
  });

  test('readers at one cursor cost one query and get the very same text', async () => {
    const log = new Log();
    const group = groupOn(log);
    const readers = Array.from({ length: 125 }, () => new Reader());
    for (const reader of readers) group.join('0', nobody, reader);
    await waitFor(() => readers.every(({ frames }) => frames.length === 1), 'all heartbeats');
    const before = log.asked.length;
    log.head = 3;
    group.look();
    await waitFor(() => readers.every(({ events }) => events.length === 3), 'all events');
    expect(log.asked.length - before).toBe(1);
    const [first] = readers;
    for (const { frames } of readers) {
      for (const index of [1, 2, 3]) expect(frames[index]).toBe(first?.frames[index]);
    }
  });

  test('readers at different cursors each go on from their own', async () => {
    const log = new Log();
    log.head = 20;
    const group = groupOn(log);
    const readers = Array.from({ length: 20 }, () => new Reader());
    readers.forEach((reader, index) => group.join(String(index), nobody, reader));
    await waitFor(() => readers.every(({ events }) => events.at(-1) === '20'), 'all to catch up');
    readers.forEach(({ events }, index) => expect(events).toEqual(upTo(20).slice(index)));
  });

  test('a long way back is read in pages, each event once and in order', async () => {
    const [log, reader] = [new Log(), new Reader()];
    log.head = 450;
    groupOn(log).join('0', nobody, reader);
    await waitFor(() => reader.events.length >= 450, 'all events');
    expect(reader.events).toEqual(upTo(450));
    expect(log.asked.map(({ after }) => after).slice(0, 5)).toEqual([
      '0',
      '100',
      '200',
      '300',
      '400',
    ]);
  });

  test('a slow reader gets nothing more until it has taken what it has, and misses nothing', async () => {
    const [log, slow, fast] = [new Log(), new Reader(), new Reader()];
    log.head = 1;
    const taken = Promise.withResolvers<void>();
    slow.pace = taken.promise;
    const group = groupOn(log);
    group.join('0', nobody, slow);
    group.join('0', nobody, fast);
    await waitFor(() => fast.events.length === 1, 'the first event');
    for (let head = 2; head <= 250; head += 1) {
      log.head = head;
      group.look();
      await Promise.resolve();
    }
    await waitFor(() => fast.events.length === 250, 'the fast one to have all');
    expect(slow.events).toEqual(['1']);
    taken.resolve();
    await waitFor(() => slow.events.length === 250, 'the slow one to have all');
    expect(slow.events).toEqual(upTo(250));
    expect(fast.events).toEqual(upTo(250));
  });

  test('a hint during a look is not lost', async () => {
    const [log, reader] = [new Log(), new Reader()];
    const gate = Promise.withResolvers<void>();
    log.gate = gate.promise;
    const group = groupOn(log);
    group.join('0', nobody, reader);
    await waitFor(() => log.asked.length === 1, 'the look');
    log.head = 1;
    group.look();
    log.gate = null;
    gate.resolve();
    await waitFor(() => reader.events.length === 1, 'the event');
  });

  test('an outage delays and loses nothing, whatever it looks like', async () => {
    const [log, reader] = [new Log(), new Reader()];
    log.head = 2;
    const masked = new GraphQLError('x', { originalError: new Error('x') });
    log.failures.push(new Error('x'), { data: null, errors: [masked] });
    groupOn(log).join('0', nobody, reader);
    await waitFor(() => reader.events.length === 2, 'the events');
    expect(reader.events).toEqual(['1', '2']);
    expect(log.asked.map(({ after }) => after).slice(0, 3)).toEqual(['0', '0', '0']);
    expect(reader.refusal).toBeNull();
  });

  test('a refusal ends the feed of those who asked from there, and of nobody else', async () => {
    const [log, refused, other] = [new Log(), new Reader(), new Reader()];
    const group = groupOn(log);
    group.join('0', nobody, other);
    await waitFor(() => other.frames.length === 1, 'the heartbeat');
    const { execute } = log;
    const bad = new GraphQLError('after: no', { extensions: { code: 'BAD_USER_INPUT' } });
    const guarded = new FeedGroup(
      feed,
      async (params) =>
        (params.variables as Record<string, unknown>)['_feedAfter'] === 'wrong'
          ? { data: null, errors: [bad] }
          : execute(params),
      () => (emptied += 1),
    );
    groups.push(guarded);
    const beside = new Reader();
    guarded.join('wrong', nobody, refused);
    guarded.join('0', nobody, beside);
    await waitFor(() => refused.refusal, 'the refusal');
    expect(refused.refusal).toMatchObject({ message: 'after: no' });
    log.head = 1;
    guarded.look();
    await waitFor(() => beside.events.length === 1, 'the event');
    expect(refused.frames).toEqual([]);
    expect(guarded.size).toBe(1);
  });

  test('quiet looks say nothing again to a reader that has heard it is current', async () => {
    const [log, reader] = [new Log(), new Reader()];
    const group = groupOn(log);
    group.join('0', nobody, reader);
    for (let looks = 2; looks < 8; looks += 1) {
      await waitFor(() => log.asked.length >= looks - 1, 'a look');
      group.look();
    }
    await waitFor(() => log.asked.length >= 4, 'the looks');
    expect(reader.frames).toHaveLength(1);
  });

  test('whoever leaves during a look gets nothing more; the last one empties the group', async () => {
    const [log, reader] = [new Log(), new Reader()];
    const gate = Promise.withResolvers<void>();
    log.gate = gate.promise;
    log.head = 1;
    const leave = groupOn(log).join('0', nobody, reader);
    await waitFor(() => log.asked.length === 1, 'the look');
    leave();
    leave();
    expect(emptied).toBe(1);
    gate.resolve();
    await groups[0]?.close();
    expect(reader.frames).toEqual([]);
  });

  test('a reader that is gone while frames are on their way leaves', async () => {
    const [log, reader] = [new Log(), new Reader()];
    log.head = 1;
    reader.pace = Promise.reject(new Error('gone'));
    groupOn(log).join('0', nobody, reader);
    await waitFor(() => emptied === 1, 'the group to be empty');
    expect(groups[0]?.size).toBe(0);
  });

  test('closing ends every reader and waits for nothing that fails', async () => {
    const log = new Log();
    log.failures.push(...Array.from({ length: 50 }, () => new Error('x')));
    const readers = [new Reader(), new Reader()];
    const group = groupOn(log);
    for (const reader of readers) group.join('0', nobody, reader);
    await waitFor(() => log.asked.length >= 2, 'a retry');
    await group.close();
    expect(readers.map(({ isEnded }) => isEnded)).toEqual([true, true]);
    expect(group.size).toBe(0);
  });
});
