import { expect, test } from '@jest/globals';
import { audienceOf, usesOf } from './audience.ts';

const api = `
  type Query { thing(filter: Filter, at: Place): Thing both: Both }
  type Thing { id: ID! kind: Kind inner: Thing hidden: Int }
  type Other { id: ID! }
  union Both = Thing | Other
  enum Kind { A B }
  enum Place { HERE }
  input Filter { name: String inner: Filter }
`;

const operations = [
  {
    path: 'person/things.graphql',
    text: 'query Thing($filter: Filter) { thing(filter: $filter) { ...Deep } }',
  },
  {
    path: 'mixed.graphql',
    text: `query Inner @role(for: [OFFICER, ADMINISTRATOR]) { thing { id } }
           query Place @role(for: "person") { thing(at: HERE) { id } }
           query Both { both { ... on Other { id } } }`,
  },
  { path: 'fragments.graphql', text: 'fragment Deep on Thing { inner { inner { kind } } }' },
];

const uses = usesOf({ api, operations });
const audience = (kind: string, path: string) =>
  Object.fromEntries(audienceOf({ kind, path, message: '', effect: 'BREAKING' }, uses));

test.each([
  ['FIELD_REMOVED', 'Thing.inner', { things: ['Thing'] }],
  [
    'FIELD_REMOVED',
    'Thing.id',
    { officer: ['Inner'], administrator: ['Inner'], person: ['Place'] },
  ],
  ['FIELD_REMOVED', 'Thing.hidden', {}],
  ['ENUM_VALUE_REMOVED', 'Kind.A', { things: ['Thing'] }],
  ['ENUM_VALUE_REMOVED', 'Place.HERE', { person: ['Place'] }],
  ['INPUT_FIELD_REMOVED', 'Filter.name', { things: ['Thing'] }],
  ['INPUT_FIELD_ADDED', 'Filter.new', { things: ['Thing'] }],
  ['FIELD_ARGUMENT_REMOVED', 'Query.thing.filter', { things: ['Thing'] }],
  ['FIELD_ARGUMENT_ADDED', 'Query.both.new', { mixed: ['Both'] }],
  ['UNION_MEMBER_REMOVED', 'Both', { mixed: ['Both'] }],
  ['TYPE_REMOVED', 'Other', { mixed: ['Both'] }],
])('%s of %s concerns %j', (kind, path, expected) => {
  expect(audience(kind, path)).toEqual(expected);
});

test('what concerns the schema as a whole concerns everybody', () => {
  expect(Object.values(audience('SCHEMA_QUERY_TYPE_CHANGED', '')).flat()).toHaveLength(5);
});
