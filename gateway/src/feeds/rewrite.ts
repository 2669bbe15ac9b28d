import {
  Kind,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { personalFields, type FeedKind } from './catalogue.ts';

/** Begins every name the gateway adds; clients use others. */
export const ownPrefix = '_feed';
/** Aliases the gateway adds to read a page; taken off again before the client sees it. */
export const pageAlias = '_feedPage';
export const typeAlias = '_feedItemType';
export const cursorAlias = '_feedItemCursor';
/** The variables of a page, beside those of the client. */
export const afterVariable = '_feedAfter';
export const firstVariable = '_feedFirst';

export const idVariable = '_feedId';

const field = (name: string, alias?: string, selectionSet?: SelectionSetNode): FieldNode => ({
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: name },
  ...(alias === undefined ? {} : { alias: { kind: Kind.NAME, value: alias } }),
  ...(selectionSet === undefined ? {} : { selectionSet }),
});

const selectionSet = (selections: readonly SelectionNode[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections,
});

const onType = (type: string, selections: readonly SelectionNode[]): SelectionNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
  selectionSet: selectionSet(selections),
});

const variableDefinition = (name: string, type: string) =>
  ({
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } },
    type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
  }) as const;

const variable = (name: string) =>
  ({ kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } }) as const;

const argument = (name: string, value: ReturnType<typeof variable>) =>
  ({ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value }) as const;

/**
 * Every item type has a cursor; each is asked for it under our own name. Batches only where they
 * were asked for: a subgraph of the release before does not know them.
 */
const bookkeeping = ({ itemTypes }: FeedKind, isCoalescing: boolean): readonly SelectionNode[] => [
  field('__typename', typeAlias),
  ...[...itemTypes, ...(isCoalescing ? ['AlertEventBatch'] : [])].map((type) =>
    onType(type, [field('cursor', cursorAlias)]),
  ),
];

function readsPersonalFields(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema);
  let found = false;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const parent = types.getParentType();
        if (parent && personalFields[parent.name]?.includes(node.name.value)) found = true;
      },
    }),
  );
  return found;
}

/** Drops fragments and variables the query no longer uses; a validator would refuse them. */
function pruned(
  definitions: readonly FragmentDefinitionNode[],
  operation: OperationDefinitionNode,
): DocumentNode {
  const byName = new Map(definitions.map((fragment) => [fragment.name.value, fragment]));
  const used = new Set<string>();
  const variables = new Set<string>();
  const collect = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      VariableDefinition: () => false,
      Variable: ({ name }) => void variables.add(name.value),
      FragmentSpread({ name }) {
        const fragment = byName.get(name.value);
        if (fragment === undefined || used.has(name.value)) return;
        used.add(name.value);
        collect(fragment);
      },
    });
  };
  collect(operation);
  return {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        ...operation,
        variableDefinitions: (operation.variableDefinitions ?? []).filter((definition) =>
          variables.has(definition.variable.name.value),
        ),
      },
      ...definitions.filter((fragment) => used.has(fragment.name.value)),
    ],
  };
}

function withNonNull<Node extends { variable: { name: { value: string } }; type: unknown }>(
  definition: Node,
  names: readonly string[],
): Node {
  if (!names.includes(definition.variable.name.value)) return definition;
  return { ...definition, type: { kind: Kind.NON_NULL_TYPE, type: definition.type } };
}

/** The query that answers pages of a feed. */
export interface PageQuery {
  readonly text: string;
  /** Names of the client's variables that it uses, and of ours. */
  readonly variables: ReadonlySet<string>;
  /** Whether it reads what is recorded for each viewer. */
  readonly isPersonal: boolean;
}

const written = new WeakMap<
  GraphQLSchema,
  WeakMap<OperationDefinitionNode, Map<string, PageQuery>>
>();

/**
 * Writes the query once for each set of root fields that `@skip` and `@include` can leave of a
 * subscription.
 *
 * @param roots the root fields that are left, all of them this kind of feed.
 */
export function writePageQuery(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  kind: FeedKind,
  roots: readonly FieldNode[],
): PageQuery {
  const ofSchema =
    written.get(schema) ?? new WeakMap<OperationDefinitionNode, Map<string, PageQuery>>();
  written.set(schema, ofSchema);
  const known = ofSchema.get(operation) ?? new Map<string, PageQuery>();
  ofSchema.set(operation, known);
  const key = roots.map(({ loc }) => loc?.start).join();
  const query = known.get(key) ?? write(schema, document, operation, kind, roots);
  known.set(key, query);
  return query;
}

function write(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  kind: FeedKind,
  roots: readonly FieldNode[],
): PageQuery {
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  // Those of one response key have the same arguments, or the document would not be valid.
  const own = [kind.idArgument, 'after'];
  const passedOn = (roots[0]?.arguments ?? []).filter(({ name }) => !own.includes(name.value));
  const isCoalescing = passedOn.some(({ name }) => name.value === 'coalesce');
  const selections = roots.flatMap((node) => node.selectionSet?.selections ?? []);
  const query = pruned(fragments, {
    kind: Kind.OPERATION_DEFINITION,
    operation: 'query' as OperationDefinitionNode['operation'],
    ...(operation.name === undefined ? {} : { name: operation.name }),
    variableDefinitions: [
      ...(operation.variableDefinitions ?? []),
      variableDefinition(idVariable, kind.idType),
      variableDefinition(afterVariable, 'String'),
      variableDefinition(firstVariable, 'Int'),
    ].map((definition) => withNonNull(definition, [idVariable, firstVariable])),
    selectionSet: selectionSet([
      {
        ...field(
          kind.query,
          pageAlias,
          selectionSet([
            field(
              'items',
              undefined,
              selectionSet([...bookkeeping(kind, isCoalescing), ...selections]),
            ),
            field('endCursor'),
            field('hasMore'),
          ]),
        ),
        arguments: [
          argument(kind.idArgument, variable(idVariable)),
          argument('after', variable(afterVariable)),
          argument('first', variable(firstVariable)),
          ...passedOn,
        ],
      },
    ]),
  });
  const kept = query.definitions[0] as OperationDefinitionNode;
  const names = new Set(kept.variableDefinitions?.map((node) => node.variable.name.value));
  return { text: print(query), variables: names, isPersonal: readsPersonalFields(schema, query) };
}
