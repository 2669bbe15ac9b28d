import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { createSoleFinder, type FindSole } from './sole-subgraph.ts';

const folder = join(import.meta.dirname, '..', '..', 'schema');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

let schema: GraphQLSchema;
let findSole: FindSole;
beforeAll(() => {
  schema = buildSchema(read('api.graphql'));
  findSole = createSoleFinder(read('supergraph.graphql'), schema);
});

const id = { id: '9d3f6a52-7a3f-4b1a-8a53-3f1f0e3f5f10' };

describe('an operation of one subgraph goes there whole', () => {
  test.each([
    [
      'alerts',
      'query ($id: ID!) { alert(id: $id) { status desk { id code } consulate { code } } }',
    ],
    ['alerts', 'query ($id: ID!) { a: alert(id: $id) { ...F } } fragment F on Alert { id status }'],
    ['consulates', '{ consulates { name desk { id kind } } desks { code } }'],
    ['people', '{ viewer { __typename } }'],
  ])('%s: %s', (subgraph, query) => {
    expect(findSole({ query, variables: id })?.subgraph).toBe(subgraph);
  });

  test('and the key of another subgraph’s entity does not need that subgraph', () => {
    const query = 'query ($id: ID!) { alert(id: $id) { consulate { id code } desk { id code } } }';
    expect(findSole({ query, variables: id })?.subgraph).toBe('alerts');
  });

  test('only the operation that is meant is sent, with its own fragments', () => {
    const query = `
      query One { consulates { ...Name } }
      query Two($id: ID!) { alert(id: $id) { status } }
      fragment Name on Consulate { name }`;
    expect(findSole({ query, operationName: 'Two', variables: id })).toEqual({
      subgraph: 'alerts',
      query: 'query Two($id:ID!){alert(id:$id){status}}',
      roots: [{ responseKey: 'alert', isNullable: true }],
    });
  });
});

describe('everything else is left to the planner', () => {
  test.each([
    ['a field of another subgraph', 'query ($id: ID!) { alert(id: $id) { consulate { name } } }'],
    ['two subgraphs side by side', 'query ($id: ID!) { alert(id: $id) { id } consulates { id } }'],
    ['a fragment that needs another', `{ viewer { ... on Officer { desk { id kind } } } }`],
    ['introspection', '{ __schema { queryType { name } } consulates { id } }'],
    ['nothing but a type name', '{ __typename }'],
    ['fragments at the root', 'query ($id: ID!) { ... { alert(id: $id) { id } } }'],
    ['a field that does not exist', '{ consulates { nothing } }'],
    ['a field that is not for clients', '{ _service { sdl } }'],
    ['a document that is none', '{ consulates { '],
    ['no operation', 'fragment Name on Consulate { name }'],
    ['several operations and no name', 'query A { consulates { id } } query B { desks { id } }'],
  ])('%s', (_name, query) => {
    expect(findSole({ query, variables: id })).toBeNull();
  });

  test('a name that no operation has', () => {
    const query = 'query A { consulates { id } }';
    expect(findSole({ query, operationName: 'B' })).toBeNull();
  });

  test('variables that do not fit, each time they come', () => {
    const query = 'query ($id: ID!) { alert(id: $id) { id } }';
    expect(findSole({ query, variables: {} })).toBeNull();
    expect(findSole({ query, variables: id })).not.toBeNull();
    expect(findSole({ query, variables: { id: { a: 1 } } })).toBeNull();
  });
});

test('an operation that was pushed out of memory is found again', () => {
  const query = '{ consulates { id } }';
  const first = findSole({ query });
  for (let index = 0; index < 600; index += 1)
    findSole({ query: `{ a${index}: consulates { id } }` });
  expect(findSole({ query })).toEqual(first);
});
