import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, getVariableValues, GraphQLError, Kind, parse, validate } from 'graphql';
import { findSubscription, parseQuery } from './client-document.ts';
import { pageVariables, toFeedQuery, type FeedQuery } from './feed-query.ts';

const schema = buildSchema(
  readFileSync(new URL('../../../schema/api.graphql', import.meta.url), 'utf8'),
);
const deskId = 'B8E5F1A0-0000-4000-8000-000000000001';

function feedQuery(
  query: string,
  variables?: Record<string, unknown>,
  operationName?: string,
): FeedQuery {
  const document = parseQuery(query);
  const operation = findSubscription(document, operationName);
  if (operation === null) throw new Error('Not a subscription');
  return toFeedQuery(schema, document, operation, { query, variables });
}

/** The query is one that the graph would run, with its own variables and the page's. */
function expectRuns(feed: FeedQuery): void {
  const document = parse(feed.query);
  expect(validate(schema, document)).toEqual([]);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('No operation comes first');
  const definitions = operation.variableDefinitions ?? [];
  const values = pageVariables(feed, feed.after, 100);
  expect(getVariableValues(schema, definitions, values).errors).toBeUndefined();
  const declared = definitions.map(({ variable }) => variable.name.value);
  const given = Object.keys(values);
  expect(given.filter((name) => !declared.includes(name))).toEqual([]);
}

function refusalOf(query: string, variables?: Record<string, unknown>): GraphQLError {
  try {
    feedQuery(query, variables);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}

const flat = (text: string) => text.replace(/\s+/g, ' ');

describe('toFeedQuery', () => {
  test('passes on that several events may come as one, and asks for their cursor only then', () => {
    const select = '{ ... on AlertEvent { kind } ... on AlertEventBatch { events { kind } } }';
    const coalescing = feedQuery(
      `subscription($id: ID!, $all: Boolean!) { deskFeed(deskId: $id, coalesce: $all) ${select} }`,
      { id: deskId, all: true },
    );
    expectRuns(coalescing);
    expect(coalescing.query).toContain('coalesce: $all');
    expect(flat(coalescing.query)).toContain('... on AlertEventBatch { _feedItemCursor: cursor }');
    // A subgraph of the release before would not understand it.
    const plain = feedQuery(
      'subscription { deskFeed(deskId: "d") { ... on AlertEvent { kind } } }',
    );
    expect(plain.query).not.toMatch(/coalesce|AlertEventBatch/);
  });

  test('asks for a page of the feed with the selection of the client', () => {
    const feed = feedQuery(
      `subscription($deskId: ID!, $after: String) {
        deskFeed(deskId: $deskId, after: $after) { ... on AlertEvent { kind alert { id } } }
      }`,
      { deskId, after: 'a-cursor' },
    );
    expectRuns(feed);
    expect(feed).toMatchObject({
      feed: `desk:${deskId.toLowerCase()}`,
      responseKey: 'deskFeed',
      after: 'a-cursor',
      isPersonal: false,
    });
    expect(flat(feed.query)).toContain('deskEvents(');
    expect(flat(feed.query)).toContain('... on AlertEvent { kind alert { id } }');
    expect(Object.values(feed.variables)).toEqual([deskId]);
    expect(Object.values(pageVariables(feed, 'later', 7))).toEqual([deskId, 'later', 7]);
  });

  test.each<[string, string, Record<string, unknown> | undefined, string | null]>([
    ['a literal', `subscription { alertFeed(alertId: "a", after: "c") { __typename } }`, {}, 'c'],
    ['no cursor', `subscription { alertFeed(alertId: "a") { __typename } }`, undefined, null],
    ['null', `subscription { alertFeed(alertId: "a", after: null) { __typename } }`, {}, null],
    [
      'an absent variable',
      `subscription($c: String) { alertFeed(alertId: "a", after: $c) { __typename } }`,
      {},
      null,
    ],
    [
      'a default',
      `subscription($c: String = "d") { alertFeed(alertId: "a", after: $c) { __typename } }`,
      {},
      'd',
    ],
    [
      'an empty cursor',
      `subscription { alertFeed(alertId: "a", after: "") { __typename } }`,
      {},
      '',
    ],
  ])('starts from %s', (_name, query, variables, after) => {
    const feed = feedQuery(query, variables);
    expectRuns(feed);
    expect(feed).toMatchObject({ feed: 'alert:a', after });
  });

  test('takes a number for an id, as GraphQL does', () => {
    expect(feedQuery('subscription { alertFeed(alertId: 5) { __typename } }').feed).toBe('alert:5');
    const query = 'subscription($id: ID!) { alertFeed(alertId: $id) { __typename } }';
    expect(feedQuery(query, { id: 5 }).feed).toBe('alert:5');
  });

  test('keeps aliases, of the root field and below', () => {
    const feed = feedQuery(`subscription {
      mine: deskFeed(deskId: "a") { type: __typename ... on AlertEvent { what: kind } }
    }`);
    expectRuns(feed);
    expect(feed.responseKey).toBe('mine');
    expect(flat(feed.query)).toMatch(/type: __typename ... on AlertEvent { what: kind }/);
  });

  test('follows fragments on Subscription and drops them, keeps fragments below', () => {
    const feed = feedQuery(`
      subscription { ...Root ... on Subscription { deskFeed(deskId: "a") { ...Beat } } }
      fragment Root on Subscription { ...Nested }
      fragment Nested on Subscription { deskFeed(deskId: "a") { ...Event } }
      fragment Event on AlertEvent { kind alert { ...Short } }
      fragment Short on Alert { id status }
      fragment Beat on FeedHeartbeat { at }
    `);
    expectRuns(feed);
    const names = parse(feed.query).definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [node.name.value] : [],
    );
    expect(names.toSorted()).toEqual(['Beat', 'Event', 'Short']);
  });

  test('runs the named one of several operations, without what only the others use', () => {
    const feed = feedQuery(
      `query Other($x: String!) { consulate(code: $x) { ...Place } }
       fragment Place on Consulate { city }
       subscription Live { deskFeed(deskId: "a") { __typename } }`,
      {},
      'Live',
    );
    expectRuns(feed);
    expect(feed.query).not.toContain('Place');
    expect(feed.query).toMatch(/^query Live\(/);
  });

  test('prunes variables that only the root field used, keeps those below', () => {
    const feed = feedQuery(
      `subscription($deskId: ID!, $after: String, $live: Boolean!, $deep: Boolean! = true) {
        deskFeed(deskId: $deskId, after: $after) @include(if: $live) {
          ... on AlertEvent { kind @include(if: $deep) alert @skip(if: $live) { id } }
        }
      }`,
      { deskId, live: true, unknown: 'ignored' },
    );
    expectRuns(feed);
    expect(feed.variables).toMatchObject({ live: true, deep: true });
    expect(Object.keys(feed.variables).sort()).toEqual(['_feedId', 'deep', 'live']);
  });

  test.each([
    ['@skip(if: true)', {}],
    ['@include(if: false)', {}],
    ['@include(if: $on)', { on: false }],
    ['@skip(if: $on)', { on: true }],
    ['@include(if: true) @skip(if: true)', {}],
  ])('refuses a root field left out by %s', (directives, variables) => {
    const declared = directives.includes('$on') ? '($on: Boolean!)' : '';
    const query = `subscription${declared} { deskFeed(deskId: "a") ${directives} { __typename } }`;
    expect(refusalOf(query, variables).message).toBe('The subscription selects nothing.');
  });

  test('leaves out only the fragment that is skipped', () => {
    const query = `subscription($on: Boolean!) {
      ... @include(if: $on) { deskFeed(deskId: "a") { ... on AlertEvent { kind } } }
      ... on Subscription @skip(if: $on) { deskFeed(deskId: "a") { ... on AlertEvent { at } } }
    }`;
    for (const [on, kept, left] of [
      [true, 'kind', ' at'],
      [false, ' at', 'kind'],
    ] as const) {
      const feed = feedQuery(query, { on });
      expectRuns(feed);
      expect(flat(feed.query)).toContain(kept);
      expect(flat(feed.query)).not.toContain(left);
    }
  });

  test.each([
    ['Alert.position', 'alert { position { latitude } }'],
    ['Alert.notes', 'alert { notes { text } }'],
    ['Alert.callbackPhone', 'alert { callbackPhone }'],
    ['Alert.messages', 'alert { messages { text } }'],
    ['Alert.person', 'alert { person { id } }'],
    ['an alias', 'alert { x: position { latitude } }'],
    ['a fragment', 'alert { ...Personal }'],
    ['a fragment that is left out', 'alert { ...Personal @include(if: false) }'],
    ['the long way round', 'alert { timeline { alert { person { id } } } }'],
  ])('knows a personal field behind %s', (_name, selection) => {
    const rest = selection.includes('...')
      ? 'fragment Personal on Alert { ... { position { latitude } } }'
      : '';
    const query = `subscription { deskFeed(deskId: "a") { ... on AlertEvent { ${selection} } } } ${rest}`;
    const feed = feedQuery(query);
    expectRuns(feed);
    expect(feed.isPersonal).toBe(true);
  });

  test('calls nothing personal that only has the same name', () => {
    const feed = feedQuery(`subscription { deskFeed(deskId: "a") { ... on AlertEvent {
      alert { consulate { position { latitude } notes } }
    } } }`);
    expect(feed.isPersonal).toBe(false);
  });

  test.each([
    [
      'two feeds',
      'subscription { deskFeed(deskId: "a") { __typename } alertFeed(alertId: "a") { __typename } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['only the type', 'subscription { __typename }', 'FEED_NOT_AVAILABLE'],
    ['an unknown feed', 'subscription { newsFeed { __typename } }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'an unknown field',
      'subscription { deskFeed(deskId: "a") { colour } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['no id', 'subscription { deskFeed { __typename } }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'the same feed of two desks',
      'subscription { deskFeed(deskId: "a") { __typename } deskFeed(deskId: "b") { __typename } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'fragments in a circle',
      'subscription { ...A } fragment A on Subscription { ...A }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'an id that is null',
      'subscription($id: ID!) { deskFeed(deskId: $id) { __typename } }',
      'BAD_USER_INPUT',
    ],
    [
      'two operations and no name',
      'subscription A { deskFeed(deskId: "a") { __typename } } query B { __typename }',
      'BAD_USER_INPUT',
    ],
    ['a broken text', 'subscription { deskFeed(', 'GRAPHQL_PARSE_FAILED'],
    ['text without end', `subscription { ${'a '.repeat(5000)} }`, 'TOKEN_LIMIT'],
  ])('refuses %s', (_name, query, code) => {
    expect(refusalOf(query).extensions['code']).toBe(code);
  });

  test('refuses a subscription of the graph that is not one of the feeds', () => {
    const other = buildSchema('type Query { a: Int } type Subscription { ticks: Int }');
    const query = 'subscription { ticks }';
    const document = parseQuery(query);
    const operation = findSubscription(document, undefined);
    if (operation === null) throw new Error('Not a subscription');
    expect(() => toFeedQuery(other, document, operation, { query })).toThrow(
      expect.objectContaining({ extensions: { code: 'FEED_NOT_AVAILABLE' } }),
    );
  });

  test.each([
    ['a variable', `subscription($_feedId: ID!) { deskFeed(deskId: $_feedId) { __typename } }`],
    [
      'a variable below',
      `subscription($_feedAfter: Boolean!) {
      deskFeed(deskId: "a") { ... on AlertEvent { kind @include(if: $_feedAfter) } } }`,
    ],
    [
      'an alias',
      `subscription { deskFeed(deskId: "a") { ... on AlertEvent { _feedItemCursor: kind } } }`,
    ],
  ])('refuses %s under a name of its own', (_name, query) => {
    const error = refusalOf(query, { _feedId: 'a', _feedAfter: true });
    expect(error).toMatchObject({
      message: 'Names that begin with _feed are taken.',
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  test('makes a query that runs of every way to write the same feed', () => {
    const selection = fc.constantFrom(
      '__typename',
      '... on AlertEvent { kind }',
      '... on AlertEvent { e: kind alert { s: status desk { code } } }',
      '...Event',
      '... @include(if: $yes) { ...Event }',
      '... on FeedGap @skip(if: $no) { reason at }',
    );
    const root = fc
      .tuple(
        fc.constantFrom('', 'live: '),
        fc.constantFrom('deskId: "a"', 'deskId: $id', 'after: $after, deskId: "a"'),
        fc.constantFrom('', '@include(if: $yes)', '@skip(if: false)', '@skip(if: $no)'),
        fc.array(selection, { minLength: 1, maxLength: 4 }),
      )
      .map(([alias, args, directives, selections]) => ({
        field: `${alias}deskFeed(${args}) ${directives} { ${selections.join(' ')} }`,
        alias,
      }));
    const wrapped = fc.tuple(root, fc.constantFrom('', 'inline', 'typed', 'spread', 'twice'));
    fc.assert(
      fc.property(wrapped, ([{ field, alias }, wrap]) => {
        const inside = {
          '': field,
          inline: `... { ${field} }`,
          typed: `... on Subscription @include(if: true) { ${field} }`,
          spread: '...Root',
          twice: `...Root ${field}`,
        }[wrap];
        const body = `{ ${inside} } ${/Root/.test(inside) ? `fragment Root on Subscription { ${field} }` : ''}`;
        const uses = (name: string) => body.includes(name);
        const declared = [
          ['$id', 'ID!'],
          ['$after', 'String'],
          ['$yes', 'Boolean!'],
          ['$no', 'Boolean! = false'],
        ]
          .filter(([name = '']) => uses(name))
          .map(([name, type]) => `${name}: ${type}`);
        const head =
          declared.length === 0 ? 'subscription' : `subscription(${declared.join(', ')})`;
        const fragment = body.includes('...Event')
          ? 'fragment Event on AlertEvent { version }'
          : '';
        const feed = feedQuery(`${head} ${body} ${fragment}`, { id: 'a', yes: true, after: null });
        expectRuns(feed);
        expect(feed.responseKey).toBe(alias === '' ? 'deskFeed' : 'live');
      }),
      { numRuns: 300 },
    );
  });
});

describe('the feed of a link', () => {
  const query = `subscription($token: String!, $after: String) {
    followAlert(token: $token, after: $after) {
      __typename ... on FollowedEvent { status } ... on FeedHeartbeat { at }
    }
  }`;

  test('is named after the hash of its token, and asks for nothing but what a link shows', () => {
    const feed = feedQuery(query, { token: 'a-token-of-a-link-1234', after: 'a-cursor' });
    expectRuns(feed);
    expect(feed.feed).toMatch(/^follow:[A-Za-z0-9_-]{43}$/);
    expect(feed.feed).not.toContain('a-token');
    expect(flat(feed.query)).toContain('followEvents(token: $_feedId');
    expect(flat(feed.query)).not.toContain('... on AlertEvent');
    expect(feed.isPersonal).toBe(false);
  });

  test('that selects the exact place is shared with nobody', () => {
    const selecting = query.replace('status', 'alert { position { latitude } }');
    expect(feedQuery(selecting, { token: 'a-token' }).isPersonal).toBe(true);
  });
});
