import type { GatewayPlugin } from '@graphql-hive/gateway-runtime';
import { GraphQLError, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import type { Log } from '@alert-button/platform/log.ts';
import type { OperationContext } from './context.ts';

/** Codes under which an error's own words may reach the client. */
const ownWords: ReadonlySet<unknown> = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'CONFLICT',
  'FEED_NOT_AVAILABLE',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'NOT_FOUND',
  'OPERATION_RESOLUTION_FAILURE',
  'UNAUTHENTICATED',
]);

/**
 * GraphQL's own messages quote what was sent. Keeps what tells the developer which field is wrong
 * (names, paths, the type that was expected) and drops every quoted value.
 */
export function withoutValues(message: string): string {
  const variable = /^Variable "\$\w+" got invalid value [\s\S]*? at "([\w.[\]]+)"/.exec(message);
  if (variable !== null) return `${variable[1]} has an invalid value${expectation(message)}.`;
  const whole = /^Variable "\$(\w+)" got invalid value /.exec(message);
  if (whole !== null) return `${whole[1]} has an invalid value${expectation(message)}.`;
  const literal =
    /^(Expected value of type "[\w![\]]+"|\w+ cannot represent [\w\s-]*?value)\b/.exec(message);
  if (literal !== null) return `${literal[1]}.`;
  const enumValue =
    /^(Enum "\w+" cannot represent|Value [\s\S]* does not exist in "(\w+)" enum)/.exec(message);
  if (enumValue !== null) return `Not a value of the enum ${enumValue[2] ?? ''}`.trim() + '.';
  return message.replace(/ Did you mean [\s\S]*$/, '');
}

function expectation(message: string): string {
  const type = /; Expected type "?([\w![\]]+)"?/.exec(message)?.[1];
  return type === undefined ? '' : `; expected ${type}`;
}

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
  return { message: withoutValues(error.message), ...path, extensions: { code, requestId } };
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
    setResult(presentResult(result as ExecutionResult, requestId, log));
  },
});
