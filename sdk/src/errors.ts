/** Base of everything the SDK throws, apart from the reason of an aborted signal. */
export abstract class AlertButtonError extends Error {
  abstract override readonly name: string;
  /** Whether the same call may well succeed later. */
  abstract readonly isRetryable: boolean;
  /** How long the service asked to wait; null if it did not say. */
  readonly retryAfterMilliseconds: number | null = null;
  /** It sends many away at once and asks each to come back at some time within this; null if not. */
  readonly retryWithinMilliseconds: number | null = null;
}

/** What came with a failed answer besides its body. */
export interface AnswerFacts {
  readonly status?: number | null;
  readonly retryAfterMilliseconds?: number | null;
  readonly retryWithinMilliseconds?: number | null;
  readonly requestId?: string | null;
}

/** The service was not reached, or what answered was not the service (a captive portal). */
export class TransportError extends AlertButtonError {
  readonly name = 'TransportError';
  readonly isRetryable: boolean;
  /** HTTP status, or the close code of a WebSocket; null without an answer. */
  readonly status: number | null;
  override readonly retryAfterMilliseconds: number | null;
  override readonly retryWithinMilliseconds: number | null;

  constructor(
    message: string,
    facts: AnswerFacts & { readonly isRetryable: boolean; readonly cause?: unknown },
  ) {
    super(message, { cause: facts.cause });
    this.isRetryable = facts.isRetryable;
    this.status = facts.status ?? null;
    this.retryAfterMilliseconds = facts.retryAfterMilliseconds ?? null;
    this.retryWithinMilliseconds = facts.retryWithinMilliseconds ?? null;
  }
}

/** One entry of a response's top-level `errors`. */
export interface GraphQLErrorEntry {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** These answers stay the same however often the same thing is asked. */
const finalCodes: ReadonlySet<string> = new Set([
  'ALIAS_LIMIT',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'CONFLICT',
  'COST_LIMIT',
  'DEPTH_LIMIT',
  'DIRECTIVE_LIMIT',
  'FEED_NOT_AVAILABLE',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'MUTATION_LIMIT',
  'NOT_FOUND',
  'OPERATION_RESOLUTION_FAILURE',
  'TOKEN_LIMIT',
  'UNAUTHENTICATED',
]);

/** The service answered with top-level errors: a refusal of the request, an outage or a bug. */
export class GraphQLRequestError extends AlertButtonError {
  readonly name = 'GraphQLRequestError';
  /** `extensions.code` of the first error; `UNKNOWN` without one. */
  readonly code: string;
  /** Tell it to whoever runs the service: it finds the log lines. */
  readonly requestId: string | null;
  readonly errors: readonly GraphQLErrorEntry[];
  readonly isRetryable: boolean;
  override readonly retryAfterMilliseconds: number | null;

  constructor(errors: readonly GraphQLErrorEntry[], facts: AnswerFacts = {}) {
    super(errors[0]?.message ?? 'The request failed.');
    const { code, requestId, retryAfterSeconds } = errors[0]?.extensions ?? {};
    const asked = typeof retryAfterSeconds === 'number' ? retryAfterSeconds * 1000 : null;
    const status = facts.status ?? 200;
    this.errors = errors;
    this.code = typeof code === 'string' ? code : 'UNKNOWN';
    this.requestId = typeof requestId === 'string' ? requestId : (facts.requestId ?? null);
    this.retryAfterMilliseconds = facts.retryAfterMilliseconds ?? asked;
    this.isRetryable = isBusy(status) || (status < 400 && !finalCodes.has(this.code));
  }
}

/** HTTP statuses that say: not now. */
export function isBusy(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

/** The service does not accept the credential as it is now. */
export function isRefusal(error: unknown): boolean {
  return error instanceof GraphQLRequestError
    ? error.code === 'UNAUTHENTICATED'
    : error instanceof TransportError && error.status === 401;
}

/** The service refused it before doing anything, so that any operation may be sent again. */
export function isUndone(error: unknown): boolean {
  return error instanceof GraphQLRequestError && error.code === 'RATE_LIMITED';
}

export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
}
