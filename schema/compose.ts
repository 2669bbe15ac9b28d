import {
  composeServices,
  transformSupergraphToPublicSchema,
} from '@theguild/federation-composition';
import { lexicographicSortSchema, parse, print, printSchema, buildASTSchema } from 'graphql';
import { placeholderUrl, subgraphNames, type SubgraphName } from './subgraphs.ts';

export interface Composed {
  /** What the gateway runs: the whole graph with where each field comes from. */
  readonly supergraph: string;
  /** What clients see. */
  readonly api: string;
}

/**
 * Composes the subgraphs' contracts.
 *
 * @throws With every reason when they do not fit together.
 */
export function compose(contracts: Readonly<Record<SubgraphName, string>>): Composed {
  const result = composeServices(
    subgraphNames.map((name) => ({
      name,
      url: placeholderUrl(name),
      typeDefs: parse(contracts[name]),
    })),
  );
  if (result.errors !== undefined) {
    const reasons = result.errors.map((error) => error.message).join('\n');
    throw new Error(`The subgraphs do not compose:\n${reasons}`);
  }
  const schema = buildASTSchema(transformSupergraphToPublicSchema(parse(result.supergraphSdl)), {
    assumeValidSDL: true,
  });
  return {
    supergraph: print(parse(result.supergraphSdl)),
    api: printSchema(lexicographicSortSchema(schema)),
  };
}
