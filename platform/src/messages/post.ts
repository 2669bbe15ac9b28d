import { request as requestPlain, type Agent, type IncomingMessage } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import type { Delivery } from './channel.ts';

/** Nobody reads what a provider writes; more than this is not even taken in. */
const mostAnswerBytes = 64 * 1024;

/** Which hosts a request may go to. */
export interface Reach {
  readonly agentFor: (url: URL) => Agent | undefined;
  readonly mayAsk: (url: URL) => boolean;
}

/** Addresses that the operator set, wherever they are. */
export const configured: Reach = { agentFor: () => undefined, mayAsk: () => true };

/**
 * Addresses that somebody else gave: HTTPS to a name, and no private, local or reserved address,
 * asked of the address that is connected to, after every look-up (attack A26).
 *
 * @param allowsLoopback for tests and development: this machine too, and without TLS.
 * @param lookup instead of the system's, for tests.
 */
export function strangers(allowsLoopback: boolean, lookup?: LookupFunction): Reach {
  const options = {
    keepAlive: false,
    ...(lookup === undefined ? {} : { lookup }),
    ...(allowsLoopback ? { allowIPAddressList: ['127.0.0.0/8', '::1'] } : {}),
  };
  const secure = new RequestFilteringHttpsAgent(options);
  const plain = new RequestFilteringHttpAgent(options);
  return {
    agentFor: ({ protocol }) => (protocol === 'https:' ? secure : plain),
    mayAsk: ({ protocol, hostname }) =>
      allowsLoopback
        ? protocol === 'https:' || protocol === 'http:'
        : protocol === 'https:' && isIP(hostname.replace(/^\[|\]$/g, '')) === 0,
  };
}

export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  readonly reach: Reach;
  /** Statuses that say that this address will never take it. */
  readonly refusing: readonly number[];
  readonly signal: AbortSignal;
}

/**
 * One POST, judged by its status alone. No redirect is followed; an answer is read to its end only
 * up to 64 KiB. Never throws for what the other side does.
 */
export async function post({ url: address, ...options }: Post): Promise<Delivery> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !options.reach.mayAsk(url)) return { kind: 'REFUSED', reason: 'ADDRESS' };
  try {
    return judge(await exchange(url, options), options.refusing);
  } catch (error) {
    return { kind: 'FAILED', reason: options.signal.aborted ? 'TIMEOUT' : reasonOf(error) };
  }
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

function exchange(url: URL, { headers, body, reach, signal }: Omit<Post, 'url'>): Promise<Answer> {
  const send = url.protocol === 'https:' ? requestSecure : requestPlain;
  return new Promise((resolve, reject) => {
    const agent = reach.agentFor(url);
    const request = send(
      url,
      { method: 'POST', headers, signal, ...(agent === undefined ? {} : { agent }) },
      (response) => drain(response).then(resolve, reject),
    );
    request.on('error', reject);
    request.end(body);
  });
}

async function drain(response: IncomingMessage): Promise<Answer> {
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop destroys the response.
    if (size > mostAnswerBytes) break;
  }
  return { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] };
}

function judge({ status, retryAfter }: Answer, refusing: readonly number[]): Delivery {
  if (status >= 200 && status < 300) return { kind: 'ACCEPTED' };
  const reason = `HTTP_${status}`;
  if (refusing.includes(status)) return { kind: 'REFUSED', reason };
  const seconds = Number(retryAfter);
  return retryAfter !== undefined && Number.isInteger(seconds) && seconds >= 0
    ? { kind: 'FAILED', reason, retryAfterSeconds: seconds }
    : { kind: 'FAILED', reason };
}

/** A code of the system, or nothing: messages quote addresses. */
function reasonOf(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^[A-Z_0-9]{2,40}$/.test(code) ? code : 'CONNECTION';
}
