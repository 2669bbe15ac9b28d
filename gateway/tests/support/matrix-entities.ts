import { createViewerSigner, type Viewer } from '@alert-button/platform/viewer.ts';
import type { TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { parse } from 'graphql';
import type { SubgraphName } from '@alert-button/dev/paths.ts';

/** One way to point at an entity in one subgraph. */
export interface EntityKey {
  readonly subgraph: SubgraphName;
  readonly type: string;
  readonly fields: string;
}

export const entityName = ({ subgraph, type, fields }: EntityKey) =>
  `${subgraph}.${type}(${fields})`;

/** All keys of all entities of a subgraph, also those by which it only points. */
export function entityKeys(subgraph: SubgraphName, sdl: string): EntityKey[] {
  return parse(sdl).definitions.flatMap((definition) => {
    const isObject =
      definition.kind === 'ObjectTypeDefinition' || definition.kind === 'ObjectTypeExtension';
    if (!isObject) return [];
    return (definition.directives ?? [])
      .filter(({ name }) => name.value === 'key')
      .map(({ arguments: args = [] }) => {
        const fields = args.find(({ name }) => name.value === 'fields')?.value;
        if (fields?.kind !== 'StringValue') throw new Error('A key names its fields');
        return { subgraph, type: definition.name.value, fields: fields.value };
      });
  });
}

export interface SubgraphAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[];
}

/** Asks a subgraph as the gateway does for that viewer, past the front door. */
export async function askSubgraph(
  { secrets, origins }: TestSystem,
  subgraph: SubgraphName,
  viewer: Viewer,
  query: string,
  variables: object,
): Promise<SubgraphAnswer> {
  const sign = await createViewerSigner(secrets.gatewayKey);
  const response = await fetch(`${origins[subgraph]}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await sign(viewer, subgraph)}`,
    },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as SubgraphAnswer;
}
