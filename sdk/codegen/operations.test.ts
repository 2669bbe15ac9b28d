import { expect, test } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { writeOperations } from './operations.ts';

const schema = buildSchema(/* GraphQL */ `
  type Query {
    "All of them."
    things(first: Int! = 3, code: String): [Thing!]!
    thing: Thing
  }
  type Thing {
    id: ID!
    inner: Thing
  }
  input SaveInput {
    idempotencyKey: ID!
  }
  input DropInput {
    id: ID!
  }
  type Mutation {
    save(input: SaveInput!): Thing
    drop(input: DropInput!): Thing
  }
  type Subscription {
    thingFeed(after: String): Thing
  }
`);

const write = (...documents: string[]) =>
  writeOperations(
    schema,
    documents.map((document) => parse(document)),
  ).replaceAll(/\s+/g, ' ');

test('a query becomes a constant and a method documented by its field', () => {
  const text = write('query Things($first: Int! = 3) { things(first: $first) { id } }');
  expect(text).toContain("root: 'things', isRepeatable: true");
  expect(text).toContain(
    "/** All of them. */ things: (variables: types.ThingsQueryVariables = {}, options?: RequestOptions): Promise<types.ThingsQuery['things']> => runner.request(thingsOperation, variables, options),",
  );
});

test('an operation without variables takes none', () => {
  const text = write('query Thing { thing { id } }');
  expect(text).toContain('thing: ( options?: RequestOptions)');
  expect(text).toContain('runner.request(thingOperation, {}, options)');
});

test('a mutation is repeatable only if its input carries an idempotency key', () => {
  const text = write(
    'mutation Save($input: SaveInput!) { save(input: $input) { id } }',
    'mutation Drop($input: DropInput!) { drop(input: $input) { id } }',
  );
  expect(text).toContain("root: 'save', isRepeatable: true");
  expect(text).toContain("root: 'drop', isRepeatable: false");
  expect(text).toContain('save: (variables: types.SaveMutationVariables, options');
});

test('a subscription becomes a feed', () => {
  const text = write('subscription ThingFeed($after: String) { thingFeed(after: $after) { id } }');
  expect(text).toContain(
    "Feed<FeedItems<types.ThingFeedSubscription['thingFeed'], Heartbeats>> => runner.feed(thingFeedOperation, variables, options)",
  );
});

test('an operation carries each fragment it needs once, nested ones too', () => {
  const text = write(
    'query Thing { thing { ...Outer inner { ...Inner } } }',
    'fragment Outer on Thing { id inner { ...Inner } }',
    'fragment Inner on Thing { id }',
    'fragment Unused on Thing { id }',
  );
  expect(text).toMatch(/text: "query Thing[^"]*" \+ outerFragment \+ innerFragment,/);
});

test('the order of the files does not change the order of the methods', () => {
  const first = 'query Thing { thing { id } }';
  const second = 'query Things { things { id } }';
  expect(write(first, second)).toBe(write(second, first));
});

test.each([
  'query Two { thing { id } things { id } }',
  'query { thing { id } }',
  'query Spread { ...Root } fragment Root on Query { thing { id } }',
])('%s is refused: a method has one result', (document) => {
  expect(() => write(document)).toThrow('exactly one root field');
});
