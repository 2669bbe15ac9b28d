import type { IncomingMessage } from 'node:http';
import { largestBody, largestDocumentBody } from '@alert-button/platform/body-limits.ts';
import type { Principal } from './auth/credential.ts';

/* What an HTTP request brings, read and checked before GraphQL sees it. */

/** How much of a refused body is still taken off the line before the line is cut. */
const thrownAwayBytes = 8 * 1024 * 1024;

/** A request that is refused before GraphQL sees it. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Whoever is known to work with documents may send one; everybody else has nothing as large to say. */
export const largestBodyOf = ({ viewer }: Principal): number =>
  viewer.kind === 'OFFICER' || viewer.kind === 'ORGANISATION' ? largestDocumentBody : largestBody;

/** In characters; undefined for who has none to send. */
export const longestDocumentOf = (principal: Principal): number | undefined => {
  const largest = largestBodyOf(principal);
  return largest > largestBody ? largest : undefined;
};

/**
 * Reads a body of bounded size. What is too large is refused at once but read to its end and thrown
 * away: a client that is still writing when the connection closes never sees the answer.
 */
export function readBody(request: IncomingMessage, largestBodyBytes: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let size = 0;
  const refuse = () =>
    reject(new Refusal(413, 'BAD_REQUEST', `A request has at most ${largestBodyBytes} bytes.`));
  if (Number(request.headers['content-length'] ?? 0) > largestBodyBytes) refuse();
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= largestBodyBytes) chunks.push(chunk);
    else if (size <= thrownAwayBytes) refuse();
    else request.destroy();
  });
  request.once('end', () => resolve(Buffer.concat(chunks)));
  request.once('close', () => {
    if (!request.readableEnded) reject(new Refusal(400, 'BAD_REQUEST', 'The request was cut.'));
  });
  request.once('error', reject);
  return promise;
}

export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body),
    ) as unknown;
  } catch {
    throw new Refusal(400, 'BAD_REQUEST', 'The body must be JSON in UTF-8.');
  }
}

/** An operation in the address, as GET sends it; null when there is none. */
export function queryParams({ searchParams }: URL): unknown {
  const query = searchParams.get('query');
  if (query === null) return null;
  const variables = searchParams.get('variables');
  return {
    query,
    operationName: searchParams.get('operationName'),
    variables: variables === null ? null : parseJson(Buffer.from(variables)),
  };
}

/** Only JSON: a form or plain text could be sent by any web page without asking. */
export function requireJson(request: IncomingMessage): void {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new Refusal(415, 'BAD_REQUEST', 'content-type must be application/json.');
  }
}

export const accepts = (request: IncomingMessage, type: string): boolean =>
  (request.headers.accept ?? '').toLowerCase().includes(type);

const answerTypes = ['application/graphql-response+json', 'application/json'] as const;

/** The type the client wants most, if it names one of ours first. */
export function firstAccepted(request: IncomingMessage): (typeof answerTypes)[number] | null {
  const first = request.headers.accept?.split(',')[0]?.trim().toLowerCase();
  return answerTypes.find((type) => type === first) ?? null;
}
