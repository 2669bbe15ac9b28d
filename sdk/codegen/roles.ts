import { Kind, type OperationDefinitionNode, type ValueNode } from 'graphql';

const directive = 'client';
const everybody = 'EVERYBODY';

/** Each has a client and an entry point: the values of `ClientRole` but EVERYBODY. */
export const roles = [
  'PERSON',
  'ORGANISATION',
  'OFFICER',
  'OPERATOR',
  'ADMINISTRATOR',
  'FOLLOWER',
  'TEXTS',
] as const;

export type Role = (typeof roles)[number];

/** Whose client has the operation, by its tag. Throws when it has none. */
export function rolesOf(operation: OperationDefinitionNode): ReadonlySet<string> {
  const tag = operation.directives?.find(({ name }) => name.value === directive);
  const named = valuesOf(tag?.arguments?.find(({ name }) => name.value === 'of')?.value);
  const unknown = named.filter((role) => role !== everybody && !roles.some((it) => it === role));
  if (named.length === 0 || unknown.length > 0) {
    const name = operation.name?.value ?? '';
    throw new Error(
      `Operation "${name}" must say whose it is: @client(of: …) with ${everybody} or some of ${roles.join(', ')}.`,
    );
  }
  return new Set(named.includes(everybody) ? roles : named);
}

/** GraphQL takes one value for a list of one. */
function valuesOf(node: ValueNode | undefined): string[] {
  if (node?.kind === Kind.LIST) return node.values.flatMap(valuesOf);
  return node?.kind === Kind.ENUM ? [node.value] : [];
}

/** The operation as the service is to get it. */
export function untagged(operation: OperationDefinitionNode): OperationDefinitionNode {
  const directives = operation.directives?.filter(({ name }) => name.value !== directive) ?? [];
  return { ...operation, directives };
}
