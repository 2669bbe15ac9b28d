import {
  getOperationAST,
  getVariableValues,
  GraphQLError,
  Kind,
  parse,
  print,
  SingleFieldSubscriptionsRule,
  specifiedRules,
  TypeInfo,
  validate,
  valueFromASTUntyped,
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
import type { OperationParams } from '../context.ts';
import { feedKinds, personalFields } from './catalogue.ts';

/** Begins every name the gateway adds; clients use others. */
const ownPrefix = '_feed';
/** Aliases the gateway adds to read a page; taken off again before the client sees it. */
export const pageAlias = '_feedPage';
export const typeAlias = '_feedItemType';
export const cursorAlias = '_feedItemCursor';
const afterVariable = '_feedAfter';
const firstVariable = '_feedFirst';

/** A subscription, turned into the query that answers its pages. */
export interface FeedQuery {
  /** The name under which hints announce the feed. */
  readonly feed: string;
  /** The key under which the client wants each item. */
  readonly responseKey: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The cursor the client starts from; null to start now. */
  readonly after: string | null;
  /** Whether it reads what is recorded for each viewer, so that nobody may share it. */
  readonly isPersonal: boolean;
}

/** All but one, which knows no variables yet and so throws at `@include(if: $variable)`. */
const rules = specifiedRules.filter((rule) => rule !== SingleFieldSubscriptionsRule);

const refused = (message: string, code = 'BAD_USER_INPUT') =>
  new GraphQLError(message, { extensions: { code } });

/** The operation of a document that is a subscription; null for queries and mutations. */
export function findSubscription(
  document: DocumentNode,
  operationName: string | undefined,
): OperationDefinitionNode | null {
  const operation = getOperationAST(document, operationName);
  if (operation == null) throw refused('Cannot tell which operation to run.');
  return operation.operation === 'subscription' ? operation : null;
}

/** Whether `@skip` and `@include` leave a selection standing. */
function isIncluded(node: SelectionNode, variables: Record<string, unknown>): boolean {
  return (node.directives ?? []).every((directive) => {
    const name = directive.name.value;
    if (name !== 'skip' && name !== 'include') return true;
    const condition = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
    const value = condition === undefined ? true : valueFromASTUntyped(condition, variables);
    return name === 'include' ? value === true : value !== true;
  });
}

/** All root fields, through inline fragments and spreads. */
function rootFields(
  selections: readonly SelectionNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Record<string, unknown>,
): FieldNode[] {
  return selections
    .filter((selection) => isIncluded(selection, variables))
    .flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection];
      const inner =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection.selectionSet
          : fragments.get(selection.name.value)?.selectionSet;
      return rootFields(inner?.selections ?? [], fragments, variables);
    });
}

const responseKeyOf = ({ alias, name }: FieldNode): string => alias?.value ?? name.value;

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

/** Every item type has a cursor; each is asked for it under our own name. */
const bookkeeping: readonly SelectionNode[] = [
  field('__typename', typeAlias),
  ...['AlertEvent', 'FeedHeartbeat', 'FeedGap'].map((type) =>
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

/**
 * Turns a client's subscription into the query that answers its pages, with the client's own
 * selection: aliases, fragments on `Subscription`, directives and variables keep their meaning.
 *
 * @throws GraphQLError when the subscription is not valid or not one of ours.
 */
export function toFeedQuery(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  params: OperationParams,
): FeedQuery {
  const [invalid] = validate(schema, document, rules);
  if (invalid !== undefined) {
    // With its nodes, from which the border tells the field.
    throw new GraphQLError(invalid.message, {
      nodes: invalid.nodes ?? null,
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
  }
  visit(document, {
    Name({ value }) {
      if (value.startsWith(ownPrefix))
        throw refused(`Names that begin with ${ownPrefix} are taken.`);
    },
  });
  const { coerced, errors } = getVariableValues(
    schema,
    operation.variableDefinitions ?? [],
    params.variables ?? {},
  );
  if (coerced === undefined) throw refused(errors?.[0]?.message ?? 'The variables do not fit.');

  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  const byName = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  const roots = rootFields(operation.selectionSet.selections, byName, coerced);
  const [root] = roots;
  if (root === undefined) throw refused('The subscription selects nothing.');
  const responseKey = responseKeyOf(root);
  if (roots.some((other) => responseKeyOf(other) !== responseKey)) {
    throw refused('A subscription selects one feed.', 'GRAPHQL_VALIDATION_FAILED');
  }
  const kind = feedKinds[root.name.value];
  if (kind === undefined) throw refused('No such feed.', 'FEED_NOT_AVAILABLE');

  const given = new Map(
    (root.arguments ?? []).map((node) => [
      node.name.value,
      valueFromASTUntyped(node.value, coerced) as unknown,
    ]),
  );
  const id = given.get(kind.idArgument);
  const after = given.get('after') ?? null;
  if (typeof id !== 'string' && typeof id !== 'number') {
    throw refused(`${kind.idArgument} must be an ID.`);
  }
  if (after !== null && typeof after !== 'string') throw refused('after must be a cursor.');

  const selections = roots.flatMap((node) => node.selectionSet?.selections ?? []);
  const idVariable = '_feedId';
  const query = pruned(fragments, {
    kind: Kind.OPERATION_DEFINITION,
    operation: 'query' as OperationDefinitionNode['operation'],
    ...(operation.name === undefined ? {} : { name: operation.name }),
    variableDefinitions: [
      ...(operation.variableDefinitions ?? []),
      variableDefinition(idVariable, 'ID'),
      variableDefinition(afterVariable, 'String'),
      variableDefinition(firstVariable, 'Int'),
    ].map((definition) => withNonNull(definition, [idVariable, firstVariable])),
    selectionSet: selectionSet([
      {
        ...field(
          kind.query,
          pageAlias,
          selectionSet([
            field('items', undefined, selectionSet([...bookkeeping, ...selections])),
            field('endCursor'),
            field('hasMore'),
          ]),
        ),
        arguments: [
          argument(kind.idArgument, variable(idVariable)),
          argument('after', variable(afterVariable)),
          argument('first', variable(firstVariable)),
        ],
      },
    ]),
  });
  const kept = query.definitions[0] as OperationDefinitionNode;
  const names = new Set(kept.variableDefinitions?.map((node) => node.variable.name.value));
  return {
    feed: kind.feedName(String(id)),
    responseKey,
    query: print(query),
    variables: {
      ...Object.fromEntries(Object.entries(coerced).filter(([name]) => names.has(name))),
      [idVariable]: String(id),
    },
    after,
    isPersonal: readsPersonalFields(schema, query),
  };
}

function withNonNull<Node extends { variable: { name: { value: string } }; type: unknown }>(
  definition: Node,
  names: readonly string[],
): Node {
  if (!names.includes(definition.variable.name.value)) return definition;
  return { ...definition, type: { kind: Kind.NON_NULL_TYPE, type: definition.type } };
}

/** The variables of one page. */
export function pageVariables(
  feed: FeedQuery,
  after: string | null,
  first: number,
): Record<string, unknown> {
  return { ...feed.variables, [afterVariable]: after, [firstVariable]: first };
}

/** Parses what a client sent. What the parser quotes of it is taken out where errors leave. */
export function parseQuery(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: 2000 });
  } catch (error) {
    const message = error instanceof GraphQLError ? error.message : 'Syntax error.';
    throw refused(message, 'GRAPHQL_PARSE_FAILED');
  }
}
