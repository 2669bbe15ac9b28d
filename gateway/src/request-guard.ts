import { GraphQLError } from 'graphql';
import type { OperationParams } from './context.ts';

/** The longest operation and the longest single text that clients of ours have a use for. */
const longestQuery = 16 * 1024;
const longestWords = 8 * 1024;
/** Of a variable with a document in it, whatever the variable is called. */
const documentPath = /^\w+\.content$/;
const deepestVariables = 12;

const bad = (message: string) =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

function checkValue(value: unknown, path: string, depth: number, longestDocument: number): void {
  if (depth > deepestVariables) throw bad(`${path} is nested too deeply.`);
  if (typeof value === 'string') {
    const longest = documentPath.test(path) ? longestDocument : longestWords;
    if (value.length > longest) throw bad(`${path} is longer than ${longest} characters.`);
    if (value.includes('\0')) throw bad(`${path} holds a NUL character.`);
    if (!value.isWellFormed()) throw bad(`${path} is not well-formed Unicode.`);
  } else if (Array.isArray(value)) {
    value.forEach((item, index) =>
      checkValue(item, `${path}[${index}]`, depth + 1, longestDocument),
    );
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, field] of Object.entries(value)) {
      if (!/^\w{1,64}$/.test(name)) throw bad(`${path} has a field with an unusable name.`);
      checkValue(field, `${path}.${name}`, depth + 1, longestDocument);
    }
  }
}

/**
 * What no operation may hold, on whichever transport: text that PostgreSQL or a log cannot keep,
 * and sizes nobody needs. Refused before anything is parsed; the message names the field.
 *
 * @param longestDocument in characters, for who may send one.
 * @throws GraphQLError with code BAD_USER_INPUT
 */
export function guardParams(params: unknown, longestDocument = longestWords): OperationParams {
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    throw bad('A request is one JSON object.');
  }
  const { query, operationName, variables } = params as Record<string, unknown>;
  if (typeof query !== 'string') throw bad('query must be a string.');
  if (query.length > longestQuery) throw bad(`query is longer than ${longestQuery} characters.`);
  checkValue(query, 'query', 0, longestWords);
  // An escape in a string literal is text too.
  if (/\\u0000|\\u\{0+\}/i.test(query)) throw bad('query holds a NUL character.');
  if (/\\u[dD][89a-fA-F][0-9a-fA-F]{2}/.test(query)) {
    throw bad('query holds an escaped surrogate; write the character or pass a variable.');
  }
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') {
    throw bad('operationName must be a string.');
  }
  checkValue(operationName, 'operationName', 0, longestWords);
  const isMissing = variables === undefined || variables === null;
  if (!isMissing && (typeof variables !== 'object' || Array.isArray(variables))) {
    throw bad('variables must be an object.');
  }
  for (const [name, value] of Object.entries(variables ?? {}))
    checkValue(value, name, 0, longestDocument);
  return {
    query,
    ...(typeof operationName === 'string' ? { operationName } : {}),
    ...(variables ? { variables: variables as Record<string, unknown> } : {}),
  };
}
