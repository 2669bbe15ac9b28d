import type { TestSystem } from '@alert-button/dev/testing/test-system.ts';
import type { Credential } from '@alert-button/sdk';

export interface Answer {
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly AnswerError[];
}

export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  /** Without the request's id, which is never the same. */
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** One raw request over HTTP, for what the SDK would not send or would not show. */
export async function ask(
  system: TestSystem,
  asker: { readonly credential?: Credential },
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  const authorization = await asker.credential?.authorization({
    now: new Date(),
    wasRefused: false,
  });
  const response = await fetch(system.graphqlUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data = null, errors = [] } = (await response.json()) as Partial<Answer>;
  return {
    status: response.status,
    data,
    errors: errors.map(({ extensions: { requestId: _own, ...extensions }, ...error }) => ({
      ...error,
      extensions,
    })),
  };
}
