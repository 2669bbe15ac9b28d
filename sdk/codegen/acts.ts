import {
  getNamedType,
  isInputObjectType,
  Kind,
  print,
  stripIgnoredCharacters,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { datesOf } from './dates.ts';
import { rolesOf, untagged } from './roles.ts';

/** One operation of sdk/operations, as it is written into the client. */
export interface Act {
  /** What it is called in the client. */
  readonly method: string;
  readonly operation: OperationDefinitionNode;
  /** Response key of the one root field. */
  readonly root: string;
  readonly description: string;
  readonly roles: ReadonlySet<string>;
  readonly fragments: readonly string[];
  /** Paths below the root field at which a `DateTime` stands. */
  readonly dates: readonly string[];
  /** Sending it twice has the effect of sending it once. */
  readonly isRepeatable: boolean;
}

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

export interface Acts {
  readonly acts: readonly Act[];
  readonly fragments: Fragments;
}

/** Every client has these already; a method of that name would hide them. */
const takenNames = ['request', 'feed', 'clock', 'close', 'personId', 'press'];

/** What the code generator hands to its plugins. */
export type DocumentFiles = readonly { readonly document?: DocumentNode }[];

/** All operations, sorted, whatever file they are in. Throws on an unfit one. */
export function readActs(schema: GraphQLSchema, files: DocumentFiles): Acts {
  const definitions = files.flatMap(({ document }) => document?.definitions ?? []);
  const fragments = new Map(
    definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  const acts = definitions
    .filter((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION)
    .map((node) => readAct(schema, node, fragments))
    .sort((a, b) => (a.method < b.method ? -1 : 1));
  return { acts, fragments };
}

function readAct(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
): Act {
  const name = operation.name?.value ?? '';
  const [selection, ...others] = operation.selectionSet.selections;
  if (name === '' || selection?.kind !== Kind.FIELD || others.length > 0) {
    throw new Error(`Operation "${name}" must have a name and exactly one root field.`);
  }
  if (takenNames.includes(lowerFirst(name))) {
    throw new Error(`Operation "${name}" must have another name: clients have one like it.`);
  }
  const field = schema.getRootType(operation.operation)?.getFields()[selection.name.value];
  if (field === undefined) {
    throw new Error(`Operation "${name}": the schema has no ${selection.name.value}.`);
  }
  return {
    method: lowerFirst(name),
    operation: untagged(operation),
    root: (selection.alias ?? selection.name).value,
    description: field.description ?? '',
    roles: rolesOf(operation),
    fragments: fragmentsOf(operation, fragments),
    dates: datesOf(schema, field, selection, fragments),
    isRepeatable: operation.operation === 'query' || hasIdempotencyKey(field),
  };
}

function hasIdempotencyKey(field: GraphQLField<unknown, unknown>): boolean {
  return field.args.some((argument) => {
    const type = getNamedType(argument.type);
    return isInputObjectType(type) && 'idempotencyKey' in type.getFields();
  });
}

/** Names of all fragments a definition spreads, at any depth, each once, in order of first use. */
function fragmentsOf(
  node: OperationDefinitionNode | FragmentDefinitionNode,
  fragments: Fragments,
  found: string[] = [],
): string[] {
  visit(node, {
    FragmentSpread: ({ name: { value } }) => {
      const fragment = fragments.get(value);
      if (fragment === undefined) throw new Error(`There is no fragment "${value}".`);
      if (found.includes(value)) return;
      found.push(value);
      fragmentsOf(fragment, fragments, found);
    },
  });
  return found;
}

export const lowerFirst = (name: string): string => (name[0] ?? '').toLowerCase() + name.slice(1);

/** As a literal of TypeScript, as short as can be. */
export const textOf = (node: OperationDefinitionNode | FragmentDefinitionNode): string =>
  JSON.stringify(stripIgnoredCharacters(print(node)));

/** A description as a comment on the line before. */
export const commentOf = (description: string): string =>
  description === '' ? '' : `/** ${description.replaceAll('*/', '* /')} */\n`;
