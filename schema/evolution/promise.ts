import { Kind, visit, type ASTNode, type DirectiveNode, type DocumentNode } from 'graphql';
import { namedOf, objectsOf, rootNames, typesOf } from '../rules/sdl.ts';

/* What a release still promises on a given day: all of it but what was to go by then. */

/** Why something is deprecated, empty if nobody said; undefined for what is not. */
export function deprecationOf(directives: readonly DirectiveNode[]): string | undefined {
  const deprecated = directives.find(({ name }) => name.value === 'deprecated');
  if (deprecated === undefined) return undefined;
  const reason = deprecated.arguments?.[0]?.value;
  return reason?.kind === Kind.STRING ? reason.value : '';
}

/** The day on which something is announced to go; undefined if it is not. */
export const removalDateOf = (directives: readonly DirectiveNode[]): string | undefined =>
  /Removal on (\d{4}-\d{2}-\d{2})\.$/.exec(deprecationOf(directives) ?? '')?.[1];

/**
 * The contract without what was announced to go by today, and without types that nothing else
 * leads to: a type cannot be deprecated, it goes with the last field that used it.
 */
export function promisedOn(today: string, contract: DocumentNode): DocumentNode {
  const due = new Set<ASTNode>(
    namedOf(contract)
      .filter(({ directives }) => (removalDateOf(directives) ?? '9999') <= today)
      .map(({ node }) => node),
  );
  if (due.size === 0) return contract;
  const rest = visit(contract, { enter: (node) => (due.has(node) ? null : undefined) });
  const reachable = reachableTypes(rest);
  return {
    ...rest,
    definitions: rest.definitions.filter(
      (node) => !('name' in node) || node.name === undefined || reachable.has(node.name.value),
    ),
  };
}

function reachableTypes(contract: DocumentNode): Set<string> {
  const types = new Map(typesOf(contract).map((type) => [type.name.value, type]));
  const implementing = Map.groupBy(
    objectsOf(contract).flatMap(({ name, interfaces }) =>
      (interfaces ?? []).map((one) => ({ name: name.value, of: one.name.value })),
    ),
    ({ of }) => of,
  );
  const reached = new Set<string>();
  const reach = (name: string): void => {
    const type = types.get(name);
    if (reached.has(name) || type === undefined) return;
    reached.add(name);
    visit(type, {
      NamedType({ name: { value } }, _key, _parent, path) {
        reach(value);
        // Who is given an interface may be given any of its types; who has one, not the others.
        if (path.includes('interfaces')) return;
        for (const other of implementing.get(value) ?? []) reach(other.name);
      },
    });
  };
  rootNames.forEach(reach);
  return reached;
}
