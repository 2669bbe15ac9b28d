import { describe, expect, test } from '@jest/globals';
import { graphql, parse } from 'graphql';
import { createBuilder, type RequestContext } from './builder.ts';
import { entity, entityStub, toSubgraphSchema } from './federation.ts';
import { anonymous } from './viewer.ts';

const { builder } = createBuilder<RequestContext>();
const Country = builder.objectRef<{ code: string }>('Country').implement({
  extensions: entityStub('code'),
  fields: (t) => ({ code: t.exposeString('code') }),
});
const cities = new Map([['1', { id: '1', name: 'Tucson' }]]);
builder.objectRef<{ id: string; name: string }>('City').implement({
  extensions: entity(['id', 'name'], async ({ id, name }: { id?: string; name?: string }) => {
    if (id === 'bug') throw new Error('A bug');
    return [...cities.values()].find((city) => city.id === id || city.name === name) ?? null;
  }),
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    country: t.field({ type: Country, nullable: true, resolve: () => ({ code: 'US' }) }),
  }),
});
builder.queryType({ fields: (t) => ({ here: t.string({ resolve: () => 'here' }) }) });
const subgraph = toSubgraphSchema(builder.toSchema());

async function ask(source: string, variableValues: Record<string, unknown> = {}) {
  const contextValue: RequestContext = { viewer: anonymous, requestId: 'request' };
  const result = await graphql({ schema: subgraph.schema, source, variableValues, contextValue });
  return JSON.parse(JSON.stringify(result)) as { data: unknown; errors?: unknown[] };
}

const entities = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename ... on City { id name country { code } }
  }
}`;

describe('a subgraph', () => {
  test('keeps its own fields', async () => {
    expect(await ask('{ here }')).toEqual({ data: { here: 'here' } });
  });

  test('tells its contract, as it was printed', async () => {
    expect(await ask('{ _service { sdl } }')).toEqual({
      data: { _service: { sdl: subgraph.sdl } },
    });
  });

  test('marks its entities and its stubs, links to the specification and hides the machinery', () => {
    expect(() => parse(subgraph.sdl)).not.toThrow();
    expect(subgraph.sdl).toContain('type City @key(fields: "id") @key(fields: "name") {');
    expect(subgraph.sdl).toContain('type Country @key(fields: "code", resolvable: false) {');
    expect(subgraph.sdl).toContain('@link(url: "https://specs.apollo.dev/federation/v2.6"');
    expect(subgraph.sdl).toContain('type InvalidInputError implements UserError @shareable {');
    expect(subgraph.sdl).not.toMatch(/_entities|_service|_Any/);
  });

  test('prints the same whatever the order of definition', () => {
    expect(toSubgraphSchema(builder.toSchema()).sdl).toBe(subgraph.sdl);
  });
});

describe('an entity', () => {
  test('is found by any of its keys, and null when it is not there', async () => {
    const representations = [
      { __typename: 'City', id: '1' },
      { __typename: 'City', name: 'Tucson' },
      { __typename: 'City', id: 'nowhere' },
    ];
    const tucson = { __typename: 'City', id: '1', name: 'Tucson', country: { code: 'US' } };
    expect(await ask(entities, { representations })).toEqual({
      data: { _entities: [tucson, tucson, null] },
    });
  });

  test('is not taken from what the asker claims of it', async () => {
    const representations = [{ __typename: 'City', id: '1', name: 'Elsewhere' }];
    const { data } = await ask(entities, { representations });
    expect(data).toMatchObject({ _entities: [{ id: '1', name: 'Tucson' }] });
  });

  test.each([['Nothing'], ['Query'], ['String'], ['InputIssue']])(
    'of type %s, which is none, is an error and nothing more',
    async (typename) => {
      const { data, errors } = await ask(entities, { representations: [{ __typename: typename }] });
      expect((data as { _entities: unknown[] } | null)?._entities[0] ?? null).toBeNull();
      expect(errors).toHaveLength(1);
    },
  );

  test('that fails leaves the others whole', async () => {
    const representations = ['bug', '1'].map((id) => ({ __typename: 'City', id }));
    const { data, errors } = await ask(entities, { representations });
    expect(data).toMatchObject({ _entities: [null, { id: '1' }] });
    expect(errors).toHaveLength(1);
  });
});

test('a subgraph without entities offers none', async () => {
  const plain = createBuilder<RequestContext>().builder;
  plain.queryType({ fields: (t) => ({ here: t.string({ resolve: () => 'here' }) }) });
  const { schema } = toSubgraphSchema(plain.toSchema());
  expect(Object.keys(schema.getQueryType()?.getFields() ?? {}).sort()).toEqual([
    '_service',
    'here',
  ]);
});
