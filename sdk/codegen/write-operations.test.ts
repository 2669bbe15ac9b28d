import { expect, test } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { readActs } from './acts.ts';
import { writeClient } from './write-client.ts';
import { writeOperations } from './write-operations.ts';

const schema = buildSchema(/* GraphQL */ `
  scalar DateTime
  type Query {
    "All of them."
    things(first: Int! = 3, code: String): [Thing!]!
    thing: Thing
    found: Found
  }
  union Found = Thing | Mark
  type Mark {
    at: DateTime!
    text: String
  }
  type Thing {
    id: ID!
    madeAt: DateTime
    inner: Thing
    marks: [Mark!]!
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

const read = (documents: readonly string[]) =>
  readActs(
    schema,
    documents.map((document) => ({ document: parse(document) })),
  );
const write = (...documents: string[]) => writeOperations(read(documents)).replaceAll(/\s+/g, ' ');
const clientOf = (role: Parameters<typeof writeClient>[1], ...documents: string[]) =>
  writeClient(read(documents), role).replaceAll(/\s+/g, ' ');

test('a query becomes a constant, without its tag', () => {
  const text = write(
    'query Things($first: Int! = 3) @client(of: EVERYBODY) { things(first: $first) { id } }',
  );
  expect(text).toContain(
    "export const things = /* @__PURE__ */ operation<types.ThingsQuery['things'], types.ThingsQueryVariables, 'query'>",
  );
  expect(text).toContain('("query Things($first:Int!=3){things(first:$first){id}}")');
});

test('a client has what is tagged with its role, documented by the root field', () => {
  const documents = [
    'query Things @client(of: [PERSON, OFFICER]) { things { id } }',
    'query Thing @client(of: ADMINISTRATOR) { thing { id } }',
    'query Found @client(of: EVERYBODY) { found { __typename } }',
  ];
  const person = clientOf('PERSON', ...documents);
  expect(person).toContain('/** All of them. */ readonly things: typeof operations.things;');
  expect(person).toContain('found: operations.found,');
  expect(person).not.toContain('operations.thing,');
  expect(clientOf('ADMINISTRATOR', ...documents)).toContain('thing: operations.thing,');
});

test.each([
  'query Thing { thing { id } }',
  'query Thing @client(of: []) { thing { id } }',
  'query Thing @client(of: [PERSON, SOMEBODY]) { thing { id } }',
])('%s is refused: nobody knows whose it is', (document) => {
  expect(() => write(document)).toThrow('Operation "Thing" must say whose it is');
});

test('an operation may not hide what every client has', () => {
  const document = 'query Close @client(of: PERSON) { thing { id } }';
  expect(() => write(document)).toThrow('"Close" must have another name');
});

test('a mutation is repeatable only if its input carries an idempotency key', () => {
  const text = write(
    'mutation Save($input: SaveInput!) @client(of: PERSON) { save(input: $input) { id } }',
    'mutation Drop($input: DropInput!) @client(of: PERSON) { drop(input: $input) { id } }',
  );
  expect(text).toContain('{save(input:$input){id}}", {isRepeatable: true,}');
  expect(text).toContain('{drop(input:$input){id}}");');
});

test('an act is written as its name and what is selected of its success', () => {
  const acting = buildSchema(/* GraphQL */ `
    type Query {
      thing: ID
    }
    type SaveThingSuccess {
      id: ID
    }
    type NoError {
      message: String
    }
    union SaveThingResult = SaveThingSuccess | NoError
    input SaveThingInput {
      id: ID
    }
    type Mutation {
      saveThing(input: SaveThingInput!): SaveThingResult
    }
  `);
  const act = (selection: string) =>
    writeOperations(
      readActs(acting, [
        {
          document: parse(`mutation SaveThing($input: SaveThingInput!) @client(of: PERSON) {
            saveThing(input: $input) { ${selection} } }
            fragment UserErrorSummary on NoError { message }`),
        },
      ]),
    ).replaceAll(/\s+/g, ' ');
  expect(act('__typename ... on SaveThingSuccess { id } ...UserErrorSummary')).toContain(
    `act<types.SaveThingMutation['saveThing'], types.SaveThingMutationVariables>('SaveThing', "{id}");`,
  );
  expect(act('...UserErrorSummary')).toContain('/* @__PURE__ */ operation<');
});

test('what its text does not show is refused', () => {
  const document =
    'mutation Save($input: SaveInput! = {idempotencyKey: "1"}) @client(of: PERSON) { save(input: $input) { id } }';
  expect(() => write(document)).toThrow('"Save" does not show what its root field is');
});

test('an operation carries each fragment it needs once, nested ones too', () => {
  const text = write(
    'query Thing @client(of: PERSON) { thing { ...Outer inner { ...Inner } } }',
    'fragment Outer on Thing { id inner { ...Inner } }',
    'fragment Inner on Thing { id }',
    'fragment Unused on Thing { id }',
  );
  expect(text).toMatch(/fragments: \[outerFragment, innerFragment\],/);
});

test('it knows where moments stand: in lists, fragments and members of unions, by their aliases', () => {
  const text = write(
    `query Found @client(of: PERSON) {
      found { __typename ... on Thing { ...Whole inner { made: madeAt } } ... on Mark { at text } }
    }`,
    'fragment Whole on Thing { id madeAt marks { at } }',
  );
  expect(text).toContain('dates: ["madeAt","marks.at","inner.made","at"]');
});

test('the order of the files does not change the order of the operations', () => {
  const first = 'query Thing @client(of: PERSON) { thing { id } }';
  const second = 'query Things @client(of: PERSON) { things { id } }';
  expect(write(first, second)).toBe(write(second, first));
});

test.each([
  'query Two @client(of: PERSON) { thing { id } things { id } }',
  'query @client(of: PERSON) { thing { id } }',
  'query Spread @client(of: PERSON) { ...Root } fragment Root on Query { thing { id } }',
])('%s is refused: a method has one result', (document) => {
  expect(() => write(document)).toThrow('exactly one root field');
});
