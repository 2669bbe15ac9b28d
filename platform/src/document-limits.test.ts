import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  getIntrospectionQuery,
  GraphQLError,
  Kind,
  parse,
  print,
  separateOperations,
} from 'graphql';
import { clientLimits, gatewayLimits, limitCodes, parseWithin } from './document-limits.ts';

function refusalOf(text: string, limits = clientLimits): unknown {
  try {
    parseWithin(text, limits);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return error.extensions['code'];
  }
  return null;
}

const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_none, index) => make(index)).join(' ');
const nested = (depth: number) => `${'{ f '.repeat(depth)}${'}'.repeat(depth)}`;

/** Each fragment spreads the next one twice: every level doubles what is selected. */
const bomb = (levels: number, on = 'P') =>
  `{ ...F0 } ${times(levels, (at) => `fragment F${at} on ${on} { a: f { ...F${at + 1} } b: f { ...F${at + 1} } }`)}
   fragment F${levels} on ${on} { x }`;
/** The same without a field between the levels, so without depth and aliases. */
const flatBomb = (levels: number) =>
  `{ ...F0 } ${times(levels, (at) => `fragment F${at} on P { ...F${at + 1} ... { ...F${at + 1} } }`)}
   fragment F${levels} on P { x }`;
const mutations = (count: number) => `mutation { ${times(count, (at) => `m${at}: f`)} }`;

describe('a document from a client', () => {
  test.each([
    ['A1: depth', nested(11), 'DEPTH_LIMIT'],
    [
      'A1: depth through fragments',
      times(11, (at) => `fragment F${at} on P { f { ...F${at + 1} } }`) +
        '{ ...F0 } fragment F11 on P { x }',
      'DEPTH_LIMIT',
    ],
    ['A3: aliases', `{ ${times(21, (at) => `a${at}: f`)} }`, 'ALIAS_LIMIT'],
    [
      'A3: aliases through a fragment',
      `{ a { ...A } b { ...A } } fragment A on P { ${times(11, (at) => `a${at}: f`)} }`,
      'ALIAS_LIMIT',
    ],
    ['A6: a fragment bomb', bomb(18), 'DEPTH_LIMIT'],
    ['A6: a fragment bomb without depth', flatBomb(18), 'COST_LIMIT'],
    ['A6: a bomb of 2^60 selections', flatBomb(60), 'COST_LIMIT'],
    ['A7: unknown directives', `{ __typename ${'@a '.repeat(31)} }`, 'DIRECTIVE_LIMIT'],
    [
      'A7: directives of GraphQL',
      `{ f ${'@include(if: true) '.repeat(31)} { id } }`,
      'DIRECTIVE_LIMIT',
    ],
    ['A7: directives of the operation', `query ${'@a '.repeat(31)} { f }`, 'DIRECTIVE_LIMIT'],
    ['A8: fields written again and again', `{ f { ${'id '.repeat(102)} } }`, 'ALIAS_LIMIT'],
    ['A8: ten thousand of them', `{ f { ${'id '.repeat(10_000)} } }`, 'TOKEN_LIMIT'],
    ['A20: two mutations in one', mutations(2), 'MUTATION_LIMIT'],
    [
      'A20: two mutations in a fragment',
      'mutation { ...M } fragment M on Mutation { a ... { b } }',
      'MUTATION_LIMIT',
    ],
    [
      'A20: one mutation, spread twice',
      'mutation { ...M ... { ...M } } fragment M on Mutation { a }',
      'MUTATION_LIMIT',
    ],
    ['the second operation', `query A { f } query B ${nested(11)}`, 'DEPTH_LIMIT'],
  ])('%s is refused', (_name, text, code) => {
    expect(refusalOf(text)).toBe(code);
    expect(limitCodes).toContain(code);
  });

  test.each([
    ['ten levels', nested(10)],
    ['twenty aliases', `{ ${times(20, (at) => `a${at}: f`)} }`],
    ['one mutation, with its type', 'mutation { __typename f }'],
    ['fragments in a circle, which validation refuses', '{ ...A } fragment A on P { f { ...A } }'],
    ['a fragment that is not there', '{ ...A }'],
    [
      'what introspection nests',
      getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true }),
    ],
  ])('%s pass', (_name, text) => {
    expect(refusalOf(text)).toBeNull();
  });

  test('every operation of the SDK passes', () => {
    const folder = new URL('../../sdk/operations/', import.meta.url);
    const texts = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
    const operations = Object.values(separateOperations(parse(texts.join('\n'))));
    expect(operations.length).toBeGreaterThan(30);
    for (const operation of operations) expect(refusalOf(print(operation))).toBeNull();
  });

  test('broken syntax has no code of a limit', () => {
    expect(refusalOf('{ f')).toBeUndefined();
  });

  test('is given back as it was written', () => {
    const [definition] = parseWithin('{ f }', clientLimits).definitions;
    expect(definition?.kind).toBe(Kind.OPERATION_DEFINITION);
  });
});

test('what the gateway may send a subgraph still holds no bomb', () => {
  expect(refusalOf(nested(12), gatewayLimits)).toBeNull();
  expect(refusalOf(bomb(18), gatewayLimits)).toBe('DEPTH_LIMIT');
  expect(refusalOf(bomb(14), gatewayLimits)).toBe('COST_LIMIT');
  expect(refusalOf(flatBomb(200), gatewayLimits)).toBe('COST_LIMIT');
  expect(refusalOf(mutations(2), gatewayLimits)).toBe('MUTATION_LIMIT');
});
