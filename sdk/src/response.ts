import { readDates } from './dates.ts';
import { GraphQLRequestError, isBusy, TransportError, type GraphQLErrorEntry } from './errors.ts';
import type { Operation } from './operation.ts';

/** The body of a GraphQL response, over HTTP or as one message of a subscription. */
export interface ResponseBody {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphQLErrorEntry[];
}

/**
 * The value of the operation's root field. Errors beside a value that is there (one sick part of
 * the service blanks only its own fields) go to `onPartialResult`.
 *
 * @throws `TransportError` when this is not the service's answer, `GraphQLRequestError` when it is
 *   and the root field could not be had.
 */
export async function readResponse<Result, Variables>(
  response: Response,
  operation: Operation<Result, Variables>,
  onPartialResult?: (error: GraphQLRequestError) => void,
): Promise<Result> {
  const body = parseBody(await response.text());
  const { status, headers } = response;
  const facts = {
    status,
    retryAfterMilliseconds: readRetryAfter(headers),
    requestId: headers.get('x-request-id'),
  };
  if (body === null) {
    throw new TransportError(`What answered was not the service (HTTP status ${status}).`, {
      ...facts,
      // A success that is not GraphQL comes from something in between, such as a captive portal.
      isRetryable: isBusy(status) || response.ok,
    });
  }
  const hasErrors = body.errors !== undefined && body.errors.length > 0;
  const error = hasErrors ? new GraphQLRequestError(body.errors, facts) : null;
  const value = body.data?.[operation.root];
  if (error !== null && value == null) throw error;
  if (value === undefined) {
    throw new TransportError('The answer lacks the root field.', { ...facts, isRetryable: false });
  }
  if (error !== null) onPartialResult?.(error);
  return readDates(value, operation.dates) as Result;
}

function parseBody(text: string): ResponseBody | null {
  try {
    const body: unknown = JSON.parse(text);
    const isResponse =
      typeof body === 'object' && body !== null && ('data' in body || 'errors' in body);
    return isResponse ? (body as ResponseBody) : null;
  } catch {
    return null;
  }
}

/** `Retry-After` in either of its forms, seconds or a date. */
function readRetryAfter(headers: Headers): number | null {
  const value = headers.get('retry-after');
  if (value === null) return null;
  const seconds = Number(value);
  const milliseconds = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1000;
  return Number.isNaN(milliseconds) ? null : Math.max(0, milliseconds);
}
