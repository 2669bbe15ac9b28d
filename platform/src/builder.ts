import SchemaBuilder from '@pothos/core';
import ErrorsPlugin from '@pothos/plugin-errors';
import { GraphQLError, Kind, type ValueNode } from 'graphql';
import { ConflictError, InvalidInputError, NotFoundError, type InputIssue } from './errors.ts';
import { shareable } from './federation.ts';
import type { Viewer } from './viewer.ts';

/** What every resolver of every subgraph gets; a subgraph adds its own commands to it. */
export interface RequestContext {
  readonly viewer: Viewer;
  /** Given by the gateway to each request; joins its log lines and the client's error. */
  readonly requestId: string;
}

interface SubgraphTypes<Context extends RequestContext> {
  Context: Context;
  DefaultFieldNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date };
    /** Text, since a day without a zone is no moment. */
    Date: { Input: string; Output: string };
  };
}

const dateTimePattern =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** `Date` takes 30 February for 2 March. */
function isDay(day: string): boolean {
  const date = new Date(day);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function parseDateTime(value: unknown, node?: ValueNode): Date {
  const day = typeof value === 'string' ? dateTimePattern.exec(value)?.[1] : undefined;
  const date = day !== undefined && isDay(day) ? new Date(value as string) : null;
  if (date === null || Number.isNaN(date.getTime())) {
    const message = 'DateTime must be a string like 2026-01-31T12:00:00Z (RFC 3339).';
    throw new GraphQLError(message, { nodes: node ?? null });
  }
  return date;
}

function parseDate(value: unknown, node?: ValueNode): string {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && isDay(value)) return value;
  const message = 'Date must be a string like 2026-01-31 (ISO 8601).';
  throw new GraphQLError(message, { nodes: node ?? null });
}

/**
 * The Pothos builder all subgraphs start from: fields are non-null unless they say otherwise, a
 * mutation's expected failures are members of its result union, and the shared types (`DateTime`,
 * `Date`, `UserError`, the three shared errors, `PageInfo`) are the same everywhere. Only our own error
 * classes are ever listed: a bug must not become part of an answer.
 */
export function createBuilder<Context extends RequestContext>() {
  const builder = new SchemaBuilder<SubgraphTypes<Context>>({
    plugins: [ErrorsPlugin],
    defaultFieldNullability: false,
    errors: {},
  });

  builder.scalarType('DateTime', {
    description: 'A moment in RFC 3339 form, for example 2026-01-31T12:00:00.000Z.',
    serialize: (value) => value.toISOString(),
    parseValue: (value) => parseDateTime(value),
    parseLiteral: (node) => parseDateTime(node.kind === Kind.STRING ? node.value : null, node),
  });

  builder.scalarType('Date', {
    description: 'A day in ISO 8601 form, for example 2026-01-31.',
    serialize: (value) => value,
    parseValue: (value) => parseDate(value),
    parseLiteral: (node) => parseDate(node.kind === Kind.STRING ? node.value : null, node),
  });

  const userError = builder.interfaceRef<Error>('UserError').implement({
    description: 'A failure that the caller can do something about. Its type is its code.',
    fields: (t) => ({
      message: t.exposeString('message', {
        description: 'One sentence in English for a developer; never a value that was sent.',
      }),
    }),
  });

  const inputIssue = builder.objectRef<InputIssue>('InputIssue').implement({
    description: 'One thing that is wrong with an input.',
    extensions: shareable,
    fields: (t) => ({
      path: t.exposeString('path', { description: 'The field, for example position.latitude.' }),
      message: t.exposeString('message', { description: 'What is wrong with it.' }),
    }),
  });

  builder.objectType(InvalidInputError, {
    name: 'InvalidInputError',
    description: 'The input cannot be accepted; nothing was stored.',
    interfaces: [userError],
    extensions: shareable,
    fields: (t) => ({
      issues: t.field({
        type: [inputIssue],
        description: 'Everything that is wrong, each with its field.',
        resolve: (error) => [...error.issues],
      }),
    }),
  });

  builder.objectType(NotFoundError, {
    name: 'NotFoundError',
    description: 'No such thing, or not yours: the two are the same answer.',
    interfaces: [userError],
    extensions: shareable,
  });

  builder.objectType(ConflictError, {
    name: 'ConflictError',
    description: 'The act does not fit the present state.',
    interfaces: [userError],
    extensions: shareable,
  });

  const pageInfo = builder
    .objectRef<{ hasNextPage: boolean; endCursor: string | null }>('PageInfo')
    .implement({
      description: 'Where a page ends and whether there is more.',
      extensions: shareable,
      fields: (t) => ({
        hasNextPage: t.exposeBoolean('hasNextPage', { description: 'Whether more follow.' }),
        endCursor: t.exposeString('endCursor', {
          nullable: true,
          description: 'Pass it as `after` to go on; null on an empty page.',
        }),
      }),
    });

  /** Names of a mutation's result: `raiseAlert` → `RaiseAlertResult`, `RaiseAlertSuccess { alert }`. */
  function resultOf<Errors extends (new (...args: never[]) => Error)[]>(
    act: string,
    dataField: string,
    types: Errors,
  ) {
    const name = act[0]?.toUpperCase() + act.slice(1);
    return {
      types: types as unknown as (new (...args: unknown[]) => Error)[],
      union: { name: `${name}Result`, description: `What came of \`${act}\`.` },
      result: { name: `${name}Success`, description: `\`${act}\` was done.` },
      dataField: { name: dataField, description: 'What the act was done to, as it is now.' },
    };
  }

  return { builder, pageInfo, userError, resultOf };
}
