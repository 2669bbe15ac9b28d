import { describe, expect, test } from '@jest/globals';
import { graphql, lexicographicSortSchema, printSchema } from 'graphql';
import { createBuilder, type RequestContext } from './builder.ts';
import { InvalidInputError } from './errors.ts';
import { anonymous } from './viewer.ts';

const { builder, resultOf } = createBuilder<RequestContext>();
const Thing = builder.objectRef<{ name: string }>('Thing').implement({
  fields: (t) => ({ name: t.exposeString('name') }),
});
const RenameInput = builder.inputType('RenameThingInput', {
  fields: (t) => ({ name: t.string({ required: true }) }),
});
builder.queryType({
  fields: (t) => ({
    echo: t.field({
      type: 'DateTime',
      args: { at: t.arg({ type: 'DateTime', required: true }) },
      resolve: (_root, { at }) => at,
    }),
    echoDay: t.field({
      type: 'Date',
      args: { on: t.arg({ type: 'Date', required: true }) },
      resolve: (_root, { on }) => on,
    }),
  }),
});
builder.mutationType({
  fields: (t) => ({
    renameThing: t.field({
      type: Thing,
      errors: resultOf('renameThing', 'thing', [InvalidInputError]),
      args: { input: t.arg({ type: RenameInput, required: true }) },
      resolve(_root, { input: { name } }) {
        if (name === 'bug') throw new Error('A bug that quotes María');
        if (name === '') throw new InvalidInputError([{ path: 'name', message: 'is empty' }]);
        return { name };
      },
    }),
  }),
});
const schema = builder.toSchema();

async function ask(source: string, variableValues: object = {}) {
  const contextValue: RequestContext = { viewer: anonymous, requestId: 'request' };
  const result = await graphql({
    schema,
    source,
    variableValues: variableValues as Record<string, unknown>,
    contextValue,
  });
  return JSON.parse(JSON.stringify(result)) as { data?: unknown; errors?: { message: string }[] };
}

describe('Date', () => {
  const byVariable = 'query ($on: Date!) { echoDay(on: $on) }';

  test.each(['2026-11-21', '2028-02-29'])(
    'reads %s, in a variable and in the query',
    async (on) => {
      expect(await ask(byVariable, { on })).toEqual({ data: { echoDay: on } });
      expect(await ask(`{ echoDay(on: "${on}") }`)).toEqual({ data: { echoDay: on } });
    },
  );

  test.each(['', '2026-11', '2026-02-30', '2026-13-01', '2026-11-21T00:00:00Z', 20261121])(
    'refuses %s and says what it wants',
    async (on) => {
      expect((await ask(byVariable, { on })).errors?.[0]?.message).toContain(
        'Date must be a string like 2026-01-31',
      );
      expect((await ask(`{ echoDay(on: ${JSON.stringify(on)}) }`)).errors).toHaveLength(1);
    },
  );
});

describe('DateTime', () => {
  const byVariable = 'query ($at: DateTime!) { echo(at: $at) }';

  test.each([
    ['2026-11-21T12:00:00Z', '2026-11-21T12:00:00.000Z'],
    ['2026-11-21T12:00:00.5Z', '2026-11-21T12:00:00.500Z'],
    ['2026-11-21T12:00:00.123456789Z', '2026-11-21T12:00:00.123Z'],
    ['2026-11-21T12:00:00-06:00', '2026-11-21T18:00:00.000Z'],
    ['2028-02-29T23:59:59Z', '2028-02-29T23:59:59.000Z'],
  ])('reads %s, in a variable and in the query', async (given, expected) => {
    expect(await ask(byVariable, { at: given })).toEqual({ data: { echo: expected } });
    expect(await ask(`{ echo(at: "${given}") }`)).toEqual({ data: { echo: expected } });
  });

  test.each([
    '',
    'yesterday',
    '2026-11-21',
    '2026-11-21T12:00:00',
    '2026-11-21 12:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2027-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T12:60:00Z',
    '2026-01-01T12:00:00+25:00',
    '12026-01-01T12:00:00Z',
    '2026-11-21T12:00:00Z\n',
    '2026-11-21T12:00:00Z\u0000',
  ])('refuses %j, in a variable and in the query', async (given) => {
    for (const { data, errors } of [
      await ask(byVariable, { at: given }),
      await ask(`{ echo(at: ${JSON.stringify(given)}) }`),
    ]) {
      expect(data).toBeUndefined();
      expect(errors?.[0]?.message).toContain('RFC 3339');
    }
  });

  test.each([[1_700_000_000], [true], [{}], [['2026-11-21T12:00:00Z']]])(
    'refuses %j, which is no string',
    async (at) => {
      expect((await ask(byVariable, { at })).errors?.[0]?.message).toContain('RFC 3339');
      expect((await ask('{ echo(at: 5) }')).errors?.[0]?.message).toContain('RFC 3339');
    },
  );
});

describe('a mutation', () => {
  const rename = (name: string) =>
    ask(
      `mutation ($input: RenameThingInput!) {
        renameThing(input: $input) {
          __typename
          ... on RenameThingSuccess { thing { name } }
          ... on UserError { message }
          ... on InvalidInputError { issues { path message } }
        }
      }`,
      { input: { name } },
    );

  test('answers with what it did', async () => {
    expect(await rename('new')).toEqual({
      data: { renameThing: { __typename: 'RenameThingSuccess', thing: { name: 'new' } } },
    });
  });

  test('answers with an expected failure as data', async () => {
    expect(await rename('')).toEqual({
      data: {
        renameThing: {
          __typename: 'InvalidInputError',
          message: 'name: is empty',
          issues: [{ path: 'name', message: 'is empty' }],
        },
      },
    });
  });

  test('never makes a bug part of its answer', async () => {
    const { data, errors } = await rename('bug');
    expect(data).toBeNull();
    expect(errors).toHaveLength(1);
  });
});

test('what all subgraphs share looks like this', () => {
  const printed = printSchema(lexicographicSortSchema(schema)).split('\n\n');
  const shared = printed.filter((part) => !/Thing|Query|Mutation/.test(part));
  expect(shared.map((part) => part.replace(/ *"""[^"]*"""\n/g, '')).join('\n\n'))
    .toMatchInlineSnapshot(`
   "type ConflictError implements UserError {
     message: String!
   }

   scalar Date

   scalar DateTime

   type InputIssue {
     message: String!

     path: String!
   }

   type InvalidInputError implements UserError {
     issues: [InputIssue!]!

     message: String!
   }

   type NotFoundError implements UserError {
     message: String!
   }

   type PageInfo {
     endCursor: String

     hasNextPage: Boolean!
   }

   interface UserError {
     message: String!
   }"
  `);
});
