import {
  getVariableValues,
  Kind,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import type { OperationParams } from '../context.ts';
import { feedKinds } from './catalogue.ts';
import { refused, requireValid } from './client-document.ts';
import { afterVariable, firstVariable, idVariable, writePageQuery } from './rewrite.ts';

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
  requireValid(schema, document);
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

  const page = writePageQuery(schema, document, operation, kind, roots);
  return {
    feed: kind.feedName(String(id)),
    responseKey,
    query: page.text,
    variables: {
      ...Object.fromEntries(Object.entries(coerced).filter(([name]) => page.variables.has(name))),
      [idVariable]: String(id),
    },
    after,
    isPersonal: page.isPersonal,
  };
}

/** The variables of one page. */
export function pageVariables(
  feed: FeedQuery,
  after: string | null,
  first: number,
): Record<string, unknown> {
  return { ...feed.variables, [afterVariable]: after, [firstVariable]: first };
}
