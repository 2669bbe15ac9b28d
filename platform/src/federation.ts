import { entitiesResolver, printSubgraphSchema } from '@apollo/subgraph';
import {
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  isObjectType,
  lexicographicSortSchema,
  type GraphQLNamedType,
} from 'graphql';

/*
 * Apollo Federation for Pothos: the directives as GraphQL extensions, and the two root fields
 * every subgraph owes its gateway. `@pothos/plugin-federation` 4.4.2 does the same but imports
 * internals that `@apollo/subgraph` 2.15 no longer has, and the versions before 2.15 carry an
 * Elastic-2.0 dependency; this file can go when the plugin supports 2.15.
 */

const federationVersion = 'https://specs.apollo.dev/federation/v2.6';
const imports = ['@key', '@shareable', '@external', '@inaccessible'];

type ResolveReference = (reference: never, context: never, info: never) => unknown;

/**
 * Pothos `extensions` of an entity that this subgraph owns or adds fields to.
 *
 * @param pointers further keys by which it points at the entity in other subgraphs, but cannot be
 *   asked for it.
 */
export function entity(
  keys: readonly string[],
  resolveReference: ResolveReference,
  pointers: readonly string[] = [],
) {
  return {
    directives: {
      key: [
        ...keys.map((fields) => ({ fields })),
        ...pointers.map((fields) => ({ fields, resolvable: false })),
      ],
    },
    apollo: { subgraph: { resolveReference } },
  };
}

/** Pothos `extensions` of another subgraph's entity that this one only points at. */
export function entityStub(...keys: readonly string[]) {
  return { directives: { key: keys.map((fields) => ({ fields, resolvable: false })) } };
}

/** Pothos `extensions` of a field that passes between subgraphs and is hidden from clients. */
export const inaccessible = { directives: { inaccessible: {} } };

/** Pothos `extensions` of a type that several subgraphs define alike. */
export const shareable = { directives: { shareable: {} } };

function isEntity(type: GraphQLNamedType): type is GraphQLObjectType {
  const directives = type.extensions['directives'] as
    { key?: { resolvable?: boolean }[] } | undefined;
  return isObjectType(type) && (directives?.key ?? []).some((key) => key.resolvable !== false);
}

export interface SubgraphSchema {
  readonly schema: GraphQLSchema;
  /** The subgraph's contract, sorted; what `_service` answers and `schema/` keeps. */
  readonly sdl: string;
}

/** Turns a schema that Pothos built into a federated subgraph. */
export function toSubgraphSchema(built: GraphQLSchema): SubgraphSchema {
  const linked = new GraphQLSchema({
    ...built.toConfig(),
    extensions: {
      ...built.extensions,
      directives: { link: { url: federationVersion, import: imports } },
    },
  });
  const sdl = printSubgraphSchema(lexicographicSortSchema(linked));
  const config = linked.toConfig();
  const query = linked.getQueryType();
  if (query === null || query === undefined) throw new Error('A subgraph needs a Query type');
  const queryConfig = query.toConfig();
  const entities = config.types.filter(isEntity);

  const any = new GraphQLScalarType({ name: '_Any' });
  const service = new GraphQLObjectType({
    name: '_Service',
    fields: { sdl: { type: GraphQLString, resolve: () => sdl } },
  });
  const federated = new GraphQLObjectType({
    ...queryConfig,
    fields: {
      ...queryConfig.fields,
      _service: { type: new GraphQLNonNull(service), resolve: () => ({}) },
      ...(entities.length === 0
        ? {}
        : {
            _entities: {
              type: new GraphQLNonNull(
                new GraphQLList(
                  new GraphQLUnionType({
                    name: '_Entity',
                    types: entities,
                    resolveType: (value: { __typename: string }) => value.__typename,
                  }),
                ),
              ),
              args: {
                representations: {
                  type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(any))),
                },
              },
              resolve: (_source, { representations }, context, info) =>
                entitiesResolver({ representations, context, info }),
            },
          }),
    },
  });
  const types = config.types.filter((type) => type !== query);
  return { schema: new GraphQLSchema({ ...config, query: federated, types }), sdl };
}
