import { readDates } from './dates.ts';
import {
  GraphQLRequestError,
  isRefusal,
  toError,
  TransportError,
  type AlertButtonError,
} from './errors.ts';
import type { Operation } from './operation.ts';
import type { ResponseBody } from './response.ts';
import type { SubscriptionEnd } from './socket.ts';

/** The two sides do not speak the same protocol; trying again will not teach them. */
const fatalCloseCodes: ReadonlySet<number> = new Set([4400, 4401, 4406, 4409, 4429]);
const forbiddenCloseCode = 4403;
// A token expires while a socket is open, so one refusal is no news. A close says it of the socket,
// an answer of this very subscription.
const maxRefusalsByAnswer = 2;
const maxRefusalsByClose = 5;

export type Verdict = 'RETRY' | 'REFUSED' | 'FINAL';

/** What a feed does after that failure; `refusals` counts those in a row before this one. */
export function judge(failure: AlertButtonError, refusals: number): Verdict {
  const isForbidden = failure instanceof TransportError && failure.status === forbiddenCloseCode;
  if (isForbidden) return refusals + 1 < maxRefusalsByClose ? 'REFUSED' : 'FINAL';
  if (isRefusal(failure)) return refusals + 1 < maxRefusalsByAnswer ? 'REFUSED' : 'FINAL';
  return failure.isRetryable ? 'RETRY' : 'FINAL';
}

/**
 * The items in one message of a subscription, in order: one, or the events of a batch. Where one
 * cannot be read, why.
 */
export function readItems<Item, Variables>(
  body: ResponseBody,
  operation: Operation<Item, Variables>,
): readonly (Item | AlertButtonError)[] {
  const unread = () =>
    new GraphQLRequestError(body.errors ?? [{ message: 'The message holds no item.' }]);
  const item = body.data?.[operation.root];
  if (item == null) return [unread()];
  const dated = readDates(item, operation.dates) as Item | EventBatch<Item>;
  return isBatch(dated) ? dated.events.map((event) => event ?? unread()) : [dated];
}

interface EventBatch<Item> {
  readonly __typename: 'AlertEventBatch';
  readonly events: readonly (Item | null)[];
}

const isBatch = <Item>(item: Item | EventBatch<Item>): item is EventBatch<Item> =>
  (item as Partial<EventBatch<Item>>).__typename === 'AlertEventBatch';

export function toFailure(end: SubscriptionEnd): AlertButtonError {
  switch (end.kind) {
    case 'COMPLETE':
      return dropped('The service ended the stream.');
    case 'CLOSED':
      return new TransportError(`The socket was closed: ${end.code} ${end.reason}`.trimEnd(), {
        isRetryable: !fatalCloseCodes.has(end.code),
        status: end.code,
        retryWithinMilliseconds: readRetryWithin(end.reason),
      });
    case 'REFUSED':
      return new GraphQLRequestError(end.errors);
    case 'FAILED':
      return dropped('The socket could not be opened.', toError(end.cause));
  }
}

/** What a service that closes many sockets asks of each. */
function readRetryWithin(reason: string): number | null {
  const text = /\bretryWithinMilliseconds=(\d{1,9})\b/.exec(reason)?.[1];
  return text === undefined ? null : Number(text);
}

export const silence = () => dropped('The service fell silent.');
export const overflow = () => dropped('Events came faster than they were read.');
export const stopped = () => dropped('The feed was ended here.');

function dropped(message: string, cause?: Error): TransportError {
  return new TransportError(message, { isRetryable: true, cause });
}
