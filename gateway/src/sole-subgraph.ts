import {
  BREAK,
  buildASTSchema,
  getVariableValues,
  isNonNullType,
  Kind,
  parse,
  print,
  separateOperations,
  stripIgnoredCharacters,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  type NamedTypeNode,
  type OperationDefinitionNode,
} from 'graphql';
import type { OperationParams } from './context.ts';
import { createMemory } from '@alert-button/platform/remember.ts';

/** An operation that one subgraph answers whole: nothing is planned and nothing joined. */
export interface SoleOperation {
  /** Name of the subgraph in the supergraph. */
  readonly subgraph: string;
  /** The operation and its fragments, and nothing else of the document. */
  readonly query: string;
  readonly roots: readonly RootField[];
}

export interface RootField {
  readonly responseKey: string;
  readonly isNullable: boolean;
}

export type FindSole = (params: OperationParams) => SoleOperation | null;

const mostRemembered = 500;

type Graphs = ReadonlySet<string>;

interface Found {
  readonly sole: SoleOperation;
  readonly operation: OperationDefinitionNode;
}

/**
 * Tells operations whose every field one subgraph has, by the `join__` directives of the
 * supergraph (https://specs.apollo.dev/join/v0.3). Such an operation can be handed to that
 * subgraph as it came, and its answer handed back: what a planner would come to, without planning,
 * delegating and merging. Each operation is looked at once. Whatever is not clearly such an
 * operation, invalid ones and unfit variables included, is left to the planner, which knows what
 * to say.
 *
 * @param sdl the supergraph.
 * @param schema the graph as clients see it.
 */
export function createSoleFinder(sdl: string, schema: GraphQLSchema): FindSole {
  const joined = buildASTSchema(parse(sdl, { noLocation: true }), { assumeValid: true });
  const names = graphNames(joined);
  const remember = createMemory<Found | null>(mostRemembered);

  function look({ query: text, operationName }: OperationParams): Found | null {
    let document: DocumentNode;
    try {
      document = parse(text, { noLocation: true });
    } catch {
      return null;
    }
    const operation = chooseOperation(document, operationName);
    if (operation === null || validate(schema, document).length > 0) return null;
    const own = separateOperations(document)[operation.name?.value ?? ''];
    if (own === undefined) return null;
    const [graph, ...others] = commonGraphs(joined, own);
    if (graph === undefined || others.length > 0) return null;
    const roots = rootFields(schema, operation);
    if (roots === null) return null;
    const query = stripIgnoredCharacters(print(own));
    return { sole: { subgraph: names.get(graph) ?? graph, query, roots }, operation };
  }

  return (params) => {
    const key = `${params.operationName ?? ''}\n${params.query}`;
    const found = remember(key, () => look(params));
    if (found === null) return null;
    const { variableDefinitions = [] } = found.operation;
    const { errors } = getVariableValues(schema, variableDefinitions, params.variables ?? {});
    return errors === undefined ? found.sole : null;
  };
}

/** `ALERTS` → `alerts` */
function graphNames(joined: GraphQLSchema): ReadonlyMap<string, string> {
  const values = joined.getType('join__Graph')?.astNode;
  if (values?.kind !== Kind.ENUM_TYPE_DEFINITION) throw new Error('This is no supergraph');
  return new Map(
    (values.values ?? []).map(({ name, directives }) => [
      name.value,
      argumentsOf(directives?.[0])['name'] ?? name.value,
    ]),
  );
}

/** Of those arguments that are a name, a string or a boolean: `true` becomes `'true'`. */
function argumentsOf(directive: ConstDirectiveNode | undefined): Record<string, string> {
  return Object.fromEntries(
    (directive?.arguments ?? []).flatMap(({ name, value }) =>
      'value' in value ? [[name.value, String(value.value)]] : [],
    ),
  );
}

/** Graphs that a node of the supergraph names by a directive. */
function graphsOf(
  node: { readonly directives?: readonly ConstDirectiveNode[] } | null | undefined,
  directive: string,
): Graphs {
  return new Set(
    (node?.directives ?? [])
      .filter(({ name }) => name.value === directive)
      .map(argumentsOf)
      // What is external is another subgraph's to resolve.
      .flatMap(({ graph, external }) =>
        external === 'true' || graph === undefined ? [] : [graph],
      ),
  );
}

/** Graphs in which every field and every type condition of the document stands. */
function commonGraphs(joined: GraphQLSchema, document: DocumentNode): Graphs {
  const types = new TypeInfo(joined);
  let common: Graphs | undefined;
  const meet = (graphs: Graphs) => {
    const both = [...graphs].filter((graph) => common?.has(graph) ?? true);
    common = new Set(both);
    return both.length === 0 ? BREAK : undefined;
  };
  const meetType = (condition: NamedTypeNode | undefined) =>
    condition && meet(graphsOf(joined.getType(condition.name.value)?.astNode, 'join__type'));
  visit(
    document,
    visitWithTypeInfo(types, {
      Field({ name }) {
        if (name.value === '__typename') return undefined;
        if (name.value.startsWith('__')) return meet(new Set());
        const own = types.getFieldDef()?.astNode;
        const isAssigned = own?.directives?.some((each) => each.name.value === 'join__field');
        return isAssigned
          ? meet(graphsOf(own, 'join__field'))
          : meet(graphsOf(types.getParentType()?.astNode, 'join__type'));
      },
      InlineFragment: ({ typeCondition }) => meetType(typeCondition),
      FragmentDefinition: ({ typeCondition }) => meetType(typeCondition),
    }),
  );
  return common ?? new Set();
}

/** The operation that is meant; null when that is unclear. */
function chooseOperation(
  document: DocumentNode,
  operationName: string | undefined,
): OperationDefinitionNode | null {
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const [chosen, ...others] = operations.filter(
    ({ name }) => operationName === undefined || name?.value === operationName,
  );
  return chosen === undefined || others.length > 0 ? null : chosen;
}

/** Null when they are not plainly listed. */
function rootFields(
  schema: GraphQLSchema,
  { operation, selectionSet }: OperationDefinitionNode,
): readonly RootField[] | null {
  const fields = schema.getRootType(operation)?.getFields() ?? {};
  const roots = selectionSet.selections.flatMap((selection) => {
    if (selection.kind !== Kind.FIELD) return [];
    const field = fields[selection.name.value];
    const responseKey = (selection.alias ?? selection.name).value;
    return field === undefined ? [] : [{ responseKey, isNullable: !isNonNullType(field.type) }];
  });
  return roots.length === selectionSet.selections.length ? roots : null;
}
