import { GraphQLRequestError, TransportError, UserError } from '@alert-button/sdk';
import { StartError } from '../start-error.ts';

/** The command line was not understood: told in one line, with where to look. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Nobody but an administrator gets another answer to any act of administration. */
const refusedToAll = 'That was not found.';

/** One line for a person; undefined for a fault of ours, which is shown whole. */
export function describeFailure(error: unknown): string | undefined {
  if (error instanceof UsageError) return `${error.message} (see: npm run admin -- help)`;
  if (error instanceof StartError) return error.message;
  if (error instanceof UserError) return withHint(error.message);
  if (error instanceof GraphQLRequestError) {
    if (error.code === 'UNAUTHENTICATED') return 'The service does not accept the token.';
    const request = error.requestId === null ? '' : ` (request ${error.requestId})`;
    return withHint(`${error.message}${request}`);
  }
  if (error instanceof TransportError) return error.message;
  return undefined;
}

function withHint(message: string): string {
  const line = message.replaceAll(/\s+/g, ' ');
  if (!line.startsWith(refusedToAll)) return line;
  return `${line} Only a token with the role ADMINISTRATOR finds it.`;
}
