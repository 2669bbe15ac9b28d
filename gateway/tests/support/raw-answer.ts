import { expect } from '@jest/globals';

/** What came back, as it stood on the wire and as a GraphQL result. */
export interface RawAnswer {
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly RawError[];
}

export interface RawError {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

const codes = [
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
];

export function parseAnswer(text: string): RawAnswer {
  const parsed = JSON.parse(text) as Partial<RawAnswer> | readonly RawError[];
  if (Array.isArray(parsed)) return { text, data: null, errors: parsed };
  const { data = null, errors = [] } = parsed as Partial<RawAnswer>;
  return { text, data, errors };
}

/** Nothing of the inside, and nothing that was sent, stands in what goes out. */
export function expectDiscreet(text: string, sent: readonly string[] = []): void {
  expect(text).not.toMatch(
    /\bat \S+ \(|node_modules|file:\/\/|\/src\/|\.ts\b|stack|prisma|select /i,
  );
  for (const value of sent) expect(text.toLowerCase()).not.toContain(value.toLowerCase());
}

interface Refusal {
  readonly message?: string;
  readonly issues?: readonly { readonly path: string }[];
}

/**
 * The answer is a typed refusal that names the field: an issue of `InvalidInputError`, another
 * error of the result union, or a GraphQL error with a code and a request id.
 */
export function expectNames(answer: RawAnswer, field: string | RegExp): void {
  const names: string[] = [];
  for (const { message, extensions } of answer.errors) {
    expect({ message, code: extensions?.['code'] }).toEqual({
      message,
      code: expect.stringMatching(`^(${codes.join('|')})$`),
    });
    expect(extensions?.['requestId']).toMatch(/^[0-9a-f-]{36}$/);
    names.push(message);
  }
  for (const value of Object.values(answer.data ?? {})) {
    const { message, issues = [] } = (value ?? {}) as Refusal;
    names.push(...(message === undefined ? [] : [message]), ...issues.map(({ path }) => path));
  }
  const wanted = typeof field === 'string' ? new RegExp(`\\b${field}\\b`) : field;
  expect(names.join('\n') || answer.text).toMatch(wanted);
}
