import {
  getOperationAST,
  GraphQLError,
  SingleFieldSubscriptionsRule,
  specifiedRules,
  validate,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { clientLimits, limitCodes, parseWithin } from '@alert-button/platform/document-limits.ts';
import { createMemory } from '@alert-button/platform/remember.ts';
import { ownPrefix } from './rewrite.ts';

/** All but one, which knows no variables yet and so throws at `@include(if: $variable)`. */
const rules = specifiedRules.filter((rule) => rule !== SingleFieldSubscriptionsRule);

const mostRemembered = 500;

export const refused = (message: string, code = 'BAD_USER_INPUT') =>
  new GraphQLError(message, { extensions: { code } });

const remember = createMemory<DocumentNode>(mostRemembered);

const isBeyondLimits = (error: unknown): boolean =>
  error instanceof GraphQLError && limitCodes.includes(String(error.extensions['code']));

/**
 * Parses what a client sent; the same text is the same document, as long as it is remembered, and
 * its limits are checked once. What the parser quotes of it is taken out where errors leave.
 *
 * @throws GraphQLError when it is broken or beyond a limit.
 */
export function parseQuery(query: string): DocumentNode {
  try {
    return remember(query, () => parseWithin(query, clientLimits));
  } catch (error) {
    if (isBeyondLimits(error)) throw error;
    const message = error instanceof GraphQLError ? error.message : 'Syntax error.';
    throw refused(message, 'GRAPHQL_PARSE_FAILED');
  }
}

/**
 * Parses what came over HTTP; null when it is broken, which GraphQL over HTTP tells each client in
 * its own form.
 *
 * @throws GraphQLError when it is beyond a limit.
 */
export function parseUnlessBroken(query: string): DocumentNode | null {
  try {
    return parseQuery(query);
  } catch (error) {
    if (isBeyondLimits(error)) throw error;
    return null;
  }
}

/** The operation of a document that is a subscription; null for queries and mutations. */
export function findSubscription(
  document: DocumentNode,
  operationName: string | undefined,
): OperationDefinitionNode | null {
  const operation = getOperationAST(document, operationName);
  if (operation == null) throw refused('Cannot tell which operation to run.');
  return operation.operation === 'subscription' ? operation : null;
}

/** Documents found valid, for each schema: a thousand screens that come back ask for the same. */
const validated = new WeakMap<GraphQLSchema, WeakSet<DocumentNode>>();

/** @throws GraphQLError when the document is not valid, or uses names of the gateway's own. */
export function requireValid(schema: GraphQLSchema, document: DocumentNode): void {
  const known = validated.get(schema) ?? new WeakSet();
  validated.set(schema, known);
  if (known.has(document)) return;
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
  known.add(document);
}
