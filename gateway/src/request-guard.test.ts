import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { GraphQLError } from 'graphql';
import { guardParams } from './request-guard.ts';

const query = '{ __typename }';

function refusalOf(params: unknown): string {
  try {
    guardParams(params);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    expect(error.extensions).toEqual({ code: 'BAD_USER_INPUT' });
    return error.message;
  }
  throw new Error('Nothing was refused');
}

describe('guardParams', () => {
  test('passes an operation as it came, without what it does not know', () => {
    const variables = { input: { reason: 'Ñandú 👩🏽‍⚖️', list: [1, null, true, 'a'] } };
    const params = { query, operationName: 'A', variables, extensions: { a: 1 } };
    expect(guardParams(params)).toEqual({ query, operationName: 'A', variables });
    expect(guardParams({ query, operationName: null, variables: null })).toEqual({ query });
  });

  test.each([
    ['nothing', undefined, 'A request is one JSON object.'],
    ['null', null, 'A request is one JSON object.'],
    ['a batch', [{ query }], 'A request is one JSON object.'],
    ['no query', {}, 'query must be a string.'],
    ['a query that is a list', { query: [query] }, 'query must be a string.'],
    ['a long query', { query: ' '.repeat(16_385) }, 'query is longer than 16384 characters.'],
    ['an operation name that is a number', { query, operationName: 5 }, 'operationName must be'],
    ['a NUL in the operation name', { query, operationName: 'a\0' }, 'operationName holds a NUL'],
    ['variables as text', { query, variables: '{}' }, 'variables must be an object.'],
    ['variables as list', { query, variables: [{}] }, 'variables must be an object.'],
    ['a long text', { query, variables: { a: 'x'.repeat(8193) } }, 'a is longer than 8192'],
    ['a NUL', { query, variables: { a: { b: ['x', 'y\0'] } } }, 'a.b[1] holds a NUL character.'],
    ['a high surrogate', { query, variables: { a: { b: '\ud800' } } }, 'a.b is not well-formed'],
    ['a low surrogate', { query, variables: { a: ['\udc00'] } }, 'a[0] is not well-formed'],
    ['an odd name', { query, variables: { a: { 'b c': 1 } } }, 'a has a field with an unusable'],
    ['an escaped NUL', { query: '{ a(b: "\\u0000") }' }, 'query holds a NUL character.'],
    ['a braced NUL', { query: '{ a(b: "\\u{000}") }' }, 'query holds a NUL character.'],
    ['a raw NUL', { query: '{ a(b: "\0") }' }, 'query holds a NUL character.'],
    ['an escaped surrogate', { query: '{ a(b: "\\uD83d") }' }, 'query holds an escaped surrogate'],
    ['a raw surrogate', { query: '{ a(b: "\ud83d") }' }, 'query is not well-formed Unicode.'],
  ])('refuses %s', (_name, params, message) => {
    expect(refusalOf(params)).toContain(message);
  });

  test('refuses depth without running out of stack', () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 100_000; depth += 1) deep = { a: deep };
    expect(refusalOf({ query, variables: { a: deep } })).toMatch(/is nested too deeply\.$/);
  });

  test('keeps no text that PostgreSQL refuses, wherever it stands, and never repeats it', () => {
    const broken = fc.constantFrom('\0', '\ud800', '\udfff').map((bad) => `c4nary${bad}`);
    const nested = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        broken,
        fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
        fc.dictionary(fc.stringMatching(/^\w{1,8}$/), tie('value'), { minKeys: 1, maxKeys: 3 }),
      ),
    })).value;
    fc.assert(
      fc.property(nested, (value) => {
        expect(refusalOf({ query, variables: { input: value } })).not.toContain('c4nary');
      }),
    );
  });

  test('passes whatever JSON holds otherwise', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
    const value = fc.oneof(text, fc.double({ noNaN: true }), fc.boolean(), fc.constant(null));
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^\w{1,8}$/), value), (variables) => {
        expect(guardParams({ query, variables }).variables).toEqual(variables);
      }),
    );
  });
});
