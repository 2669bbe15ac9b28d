import { anyOf, fullJitter, pause, type Backoff } from './backoff.ts';
import type { ServerClock } from './clock.ts';
import type { Credential } from './credentials.ts';
import { writeDates } from './dates.ts';
import {
  AlertButtonError,
  isRefusal,
  isUndone,
  toError,
  TransportError,
  type GraphQLRequestError,
} from './errors.ts';
import { documentOf, type Operation, type RequestOptions } from './operation.ts';
import { readResponse } from './response.ts';

export interface HttpSettings {
  readonly url: string;
  readonly fetch: typeof fetch;
  readonly credential: Credential | undefined;
  readonly clock: ServerClock;
  readonly timeoutMilliseconds: number;
  readonly backoff: Backoff;
  /** Aborts when the client closes. */
  readonly closing: AbortSignal;
  readonly onPartialResult: ((error: GraphQLRequestError) => void) | undefined;
}

const defaultMaxAttempts = 4;
// A service that asks for more is answered with less patience: somebody may be waiting for help.
const longestRetryAfterMilliseconds = 60_000;

/**
 * Sends an operation over HTTP, again with backoff where that is safe and may help.
 *
 * @throws `TransportError`, `GraphQLRequestError`, or the reason of the caller's signal.
 */
export async function request<Result, Variables>(
  settings: HttpSettings,
  operation: Operation<Result, Variables>,
  variables: Variables,
  options: RequestOptions = {},
): Promise<Result> {
  const body = writeDates({
    query: documentOf(operation),
    operationName: operation.name,
    variables,
  });
  const signal = anyOf(options.signal, settings.closing);
  const mostAttempts = options.maxAttempts ?? defaultMaxAttempts;
  let wasRefused = false;
  for (let attempt = 1; ;) {
    signal.throwIfAborted();
    try {
      return await send(settings, operation, body, { ...options, signal }, wasRefused);
    } catch (error) {
      signal.throwIfAborted();
      // Refused means not executed, so once more with a fresh token is safe for every operation.
      if (isRefusal(error) && settings.credential !== undefined && !wasRefused) {
        wasRefused = true;
        continue;
      }
      const maxAttempts = operation.isRepeatable || isUndone(error) ? mostAttempts : 1;
      if (!(error instanceof AlertButtonError && error.isRetryable) || attempt >= maxAttempts) {
        throw error;
      }
      await pause(waitBefore(attempt, settings.backoff, error), signal);
      attempt += 1;
    }
  }
}

/**
 * How long to wait after that failure: at least as long as the service asked for, and anywhere
 * within the time over which it spreads those it sent away.
 */
export function waitBefore(
  attempt: number,
  backoff: Backoff,
  error: unknown,
  random: () => number = Math.random,
): number {
  const { retryAfterMilliseconds, retryWithinMilliseconds } =
    error instanceof AlertButtonError
      ? error
      : { retryAfterMilliseconds: null, retryWithinMilliseconds: null };
  const within = Math.min(retryWithinMilliseconds ?? 0, longestRetryAfterMilliseconds);
  const drawn = Math.max(fullJitter(attempt, backoff, random), Math.floor(random() * within));
  return Math.max(drawn, Math.min(retryAfterMilliseconds ?? 0, longestRetryAfterMilliseconds));
}

async function send<Result, Variables>(
  settings: HttpSettings,
  operation: Operation<Result, Variables>,
  body: string,
  options: RequestOptions & { readonly signal: AbortSignal },
  wasRefused: boolean,
): Promise<Result> {
  const headers: Record<string, string> = {
    accept: 'application/graphql-response+json, application/json',
    'content-type': 'application/json',
  };
  const timeout = new AbortController();
  const timer = setTimeout(
    () => timeout.abort(),
    options.timeoutMilliseconds ?? settings.timeoutMilliseconds,
  );
  try {
    const { credential, clock } = settings;
    const authorization = await credential?.authorization({ now: clock.now(), wasRefused });
    if (authorization !== undefined) headers['authorization'] = authorization;
    const sentAt = Date.now();
    const response = await settings.fetch(settings.url, {
      method: 'POST',
      headers,
      body,
      signal: anyOf(options.signal, timeout.signal),
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    clock.learn(response.headers.get('date'), sentAt, Date.now());
    return await readResponse(response, operation, settings.onPartialResult);
  } catch (error) {
    if (error instanceof AlertButtonError) throw error;
    const message = timeout.signal.aborted
      ? 'The service did not answer in time.'
      : 'The service could not be reached.';
    throw new TransportError(message, { isRetryable: true, cause: toError(error) });
  } finally {
    clearTimeout(timer);
  }
}
