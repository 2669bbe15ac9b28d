import type { GatewayPlugin } from '@graphql-hive/gateway-runtime';
import { GraphQLError, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import { limitCodes } from '@alert-button/platform/document-limits.ts';
import type { Log } from '@alert-button/platform/log.ts';
import { describeRequestError } from '@alert-button/platform/request-error.ts';
import type { OperationContext } from './context.ts';
import { retryAfterOf } from './limits/rates.ts';

/** Codes under which an error's own words may reach the client. */
const ownWords: ReadonlySet<unknown> = new Set([
  ...limitCodes,
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'CONFLICT',
  'FEED_NOT_AVAILABLE',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'NOT_FOUND',
  'OPERATION_RESOLUTION_FAILURE',
  'RATE_LIMITED',
  'UNAUTHENTICATED',
]);

/** A broken document or unfit variable, noticed by GraphQL itself and not yet given a code. */
function ownCode(error: GraphQLError | GraphQLFormattedError): unknown {
  const code = error.extensions?.['code'];
  if (code !== undefined) return code;
  const original = error instanceof GraphQLError ? error.originalError : undefined;
  if (original !== undefined && !(original instanceof GraphQLError)) return undefined;
  if (/^Syntax Error/.test(error.message)) return 'GRAPHQL_PARSE_FAILED';
  return error.path === undefined ? 'BAD_USER_INPUT' : undefined;
}

/**
 * The border for errors: what the client may know passes, with its code and the request id; all
 * else is one masked sentence. Never throws.
 */
export function presentError(
  error: GraphQLError | GraphQLFormattedError,
  requestId: string,
): GraphQLFormattedError {
  const code = ownCode(error);
  const path = error.path === undefined ? {} : { path: error.path };
  if (!ownWords.has(code)) {
    const masked = { code: 'INTERNAL_SERVER_ERROR', requestId };
    return { message: 'Unexpected error.', ...path, extensions: masked };
  }
  const retryAfterSeconds = retryAfterOf(error);
  const wait = retryAfterSeconds === null ? {} : { retryAfterSeconds };
  const message = describeRequestError(error);
  return { message, ...path, extensions: { code, requestId, ...wait } };
}

/** Presents all errors of a result; what is masked outside is logged inside, with the request id. */
export function presentResult(
  result: ExecutionResult,
  requestId: string,
  log: Log,
): ExecutionResult {
  const { data, errors } = result;
  for (const error of errors ?? []) {
    const code = ownCode(error);
    if (!ownWords.has(code)) {
      log.warn('Masked error', { requestId, code, error: error.originalError ?? error });
    }
  }
  return {
    ...(errors === undefined
      ? {}
      : {
          errors: errors.map((error) => {
            const { message, ...rest } = presentError(error, requestId);
            return new GraphQLError(message, rest as object);
          }),
        }),
    ...(data === undefined ? {} : { data }),
  };
}

/** Presents errors in what is answered over HTTP; the WebSocket door presents its own. */
export const presentErrors = (log: Log): GatewayPlugin<OperationContext> => ({
  onResultProcess({ result, setResult, serverContext }) {
    if (Array.isArray(result) || Symbol.asyncIterator in (result as object)) return;
    const { requestId } = serverContext as unknown as OperationContext;
    const { errors } = result as ExecutionResult;
    const presented = presentResult(result as ExecutionResult, requestId, log);
    // The HTTP status an error asks for; the runtime takes it off before it writes the answer.
    presented.errors?.forEach(({ extensions }, index) => {
      const http = errors?.[index]?.extensions['http'];
      if (http !== undefined) extensions['http'] = http;
    });
    setResult(presented);
  },
});
