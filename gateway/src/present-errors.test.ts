import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, execute, GraphQLError, parse, validate, type ExecutionResult } from 'graphql';
import type { Log } from '@alert-button/platform/log.ts';
import { inputPositions, operationsWith } from '../tests/support/raw-positions.ts';
import type { RawOperation } from '../tests/support/raw-doors.ts';
import { presentError, presentResult } from './present-errors.ts';

const schema = buildSchema(
  readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'),
);
const positions = inputPositions(schema);
const canary = 'c4nary';
const requestId = 'request-1';

/** Everything that GraphQL says about an operation, as far as it gets. */
async function errorsOf({ query, variables }: RawOperation): Promise<readonly GraphQLError[]> {
  try {
    const document = parse(query);
    const invalid = validate(schema, document);
    if (invalid.length > 0) return invalid;
    const values = variables as Record<string, unknown> | undefined;
    const result = await execute({ schema, document, variableValues: values ?? {} });
    return result.errors ?? [];
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

/** Parts of GraphQL's own sentences: a value made of them must not pass for one. */
const decoy = fc.constantFrom(
  ' at "input',
  '" at "input.position"; ',
  '; Field "',
  '" of required type "Float!" was not provided.',
  '" is not defined by type "',
  '; Expected type ',
  'Expected type "Float". ',
  ' Did you mean "',
  '" does not exist in "',
  'Enum "AlertChannel" cannot represent ',
  'Syntax Error: ',
  '". ',
  '\\',
  '\n',
  '{',
  ']',
  '',
);
const text = fc
  .tuple(fc.array(decoy, { maxLength: 4 }), fc.array(decoy, { maxLength: 4 }))
  .map(([before, after]) => `${before.join('')}${canary}${after.join('')}`);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.array(tie('value'), { minLength: 1, maxLength: 2 }),
    tie('value').map((value) => ({ [`a_${canary}`]: value, text: value })),
  ),
})).value;

/** The same in a document; names are printed as names. */
function literalOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literalOf).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.values(value)
    .map((item, index) => `f${index}: ${literalOf(item)}`)
    .join(', ')}}`;
}

describe('presentError', () => {
  test('never repeats a value, whatever it is and wherever it stands', async () => {
    const position = fc.constantFrom(...positions);
    const leaf = fc.oneof(
      json.map((value) => ({ json: value, literal: literalOf(value) })),
      // Not a text: a name, a broken escape, an unfinished string.
      fc
        .constantFrom(canary, `"\\u{${canary}}"`, `"\\${canary}"`, `"${canary}`, `"""${canary}`)
        .map((literal) => ({ json: canary, literal })),
    );
    await fc.assert(
      fc.asyncProperty(position, leaf, async (at, value) => {
        const { asVariable, asLiteral } = operationsWith(at, value);
        for (const operation of [asVariable, asLiteral]) {
          for (const error of await errorsOf(operation)) {
            const shown = presentError(error, requestId);
            expect(JSON.stringify(shown).toLowerCase()).not.toContain(canary);
            // Shown once more on its way from a subgraph, it stays as it is.
            expect(presentError(shown, requestId)).toEqual(shown);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('does not take a value for the reason why it is refused', async () => {
    const query = 'mutation($i: UpdatePersonInput!) { updatePerson(input: $i) { __typename } }';
    for (const kind of [
      `; Expected type ${canary} at "input`,
      `"; Field "${canary}" is not defined`,
    ]) {
      const [error] = await errorsOf({
        query,
        variables: { i: { document: { kind, number: 'x' } } },
      });
      if (error === undefined) throw new Error('Nothing was refused');
      expect(presentError(error, requestId).message).toBe('i.document.kind has an invalid value.');
    }
  });

  test('never repeats what stands beside a variable that does not fit at last', async () => {
    const query = `mutation($x: Float = 1) { raiseAlert(input: {
      idempotencyKey: "${canary}", position: {latitude: $x, longitude: 1} }) { __typename } }`;
    const [error] = await errorsOf({ query, variables: { x: null } });
    if (error === undefined) throw new Error('Nothing was refused');
    expect(error.message).toContain(canary);
    const answered = { message: error.message, extensions: { code: 'BAD_USER_INPUT' } };
    expect(presentError(answered, requestId).message).toBe('input has an invalid value.');
  });

  const raise = (input: string, variables?: object): RawOperation =>
    variables === undefined
      ? { query: `mutation { raiseAlert(input: ${input}) { __typename } }` }
      : {
          query: `mutation($input: RaiseAlertInput!) { raiseAlert(input: $input) { __typename } }`,
          variables: { input: variables },
        };

  test.each([
    [
      raise('{idempotencyKey: "a", position: {latitude: NaN, longitude: 1}}'),
      'input.position.latitude: Float cannot represent non numeric value.',
    ],
    [
      raise('{idempotencyKey: "a", position: {longitude: 1}}'),
      'Field "AlertPositionInput.latitude" of required type "Float!" was not provided.',
    ],
    [
      raise('{idempotencyKey: "a", position: 5}'),
      'input.position: Expected value of type "AlertPositionInput".',
    ],
    [
      raise('{idempotencyKey: "a", channel: FAX}'),
      'input.channel: Not a value of the enum AlertChannel.',
    ],
    [
      raise('{idempotencyKey: "a", channel: "APP"}'),
      'input.channel: Not a value of the enum AlertChannel.',
    ],
    [
      raise('', { idempotencyKey: 'a', position: { longitude: 1 } }),
      'input.position.latitude is required.',
    ],
    [
      raise('', { idempotencyKey: 'a', position: { latitude: 'x', longitude: 1 } }),
      'input.position.latitude has an invalid value.',
    ],
    [
      raise('', { idempotencyKey: 'a', position: 'x' }),
      'input.position has an invalid value; expected AlertPositionInput.',
    ],
    [
      raise('', { idempotencyKey: 'a', place: 'x' }),
      'input has a field that RaiseAlertInput does not have.',
    ],
    [raise('', { idempotencyKey: 'a', drill: null }), 'input.drill has an invalid value.'],
    [{ query: '{ consulates { nmae } }' }, 'Cannot query field "nmae" on type "Consulate".'],
    [{ query: '{ consulates { id } "a"' }, 'Syntax Error: Expected Name, found String.'],
  ])('names the field: %#', async (operation, message) => {
    const errors = await errorsOf(operation);
    expect(errors.map((error) => presentError(error, requestId).message)).toContain(message);
  });

  test('masks what is not meant for the client, with the request id and nothing else', () => {
    const secret = 'connect ECONNREFUSED 10.0.0.7:5432';
    for (const error of [
      new GraphQLError(secret, { originalError: new Error(secret) }),
      new GraphQLError(secret, { extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', secret } }),
      new GraphQLError(secret, { path: ['alert'] }),
      { message: secret, extensions: { code: 'INTERNAL_SERVER_ERROR', stacktrace: [secret] } },
    ]) {
      const shown = presentError(error, requestId);
      expect(JSON.stringify(shown)).not.toContain(secret);
      expect(shown).toMatchObject({
        message: 'Unexpected error.',
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
      });
    }
  });

  test('lets an expected failure speak, with code, path and request id only', () => {
    const extensions = { code: 'NOT_FOUND', stacktrace: ['at secret'], service: 'alerts' };
    const error = new GraphQLError('That was not found.', { path: ['a', 0], extensions });
    expect(presentError(error, requestId)).toEqual({
      message: 'That was not found.',
      path: ['a', 0],
      extensions: { code: 'NOT_FOUND', requestId },
    });
  });
});

test('presentResult logs what it masks, keeps the data, and never writes messages to the log', () => {
  const logged: unknown[] = [];
  const note = (...entry: unknown[]) => void logged.push(entry);
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const error = new GraphQLError('secret', { originalError: new Error('secret') });
  const result: ExecutionResult = { data: { a: null, b: 1 }, errors: [error] };
  const shown = presentResult(result, requestId, log);
  expect(shown.data).toBe(result.data);
  expect(shown.errors?.[0]).toMatchObject({ message: 'Unexpected error.' });
  expect(logged).toHaveLength(1);
});
