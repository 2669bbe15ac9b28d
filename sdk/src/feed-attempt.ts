import type { AlertButtonError } from './errors.ts';
import { overflow, silence, stopped, toFailure } from './feed-judgement.ts';
import { createMailbox } from './mailbox.ts';
import { documentOf, type Operation } from './operation.ts';
import type { ResponseBody } from './response.ts';
import type { SharedSocket } from './socket.ts';

export interface AttemptSettings {
  readonly socket: SharedSocket;
  /** Nothing for that long, not even a heartbeat: the socket is dead. */
  readonly silenceMilliseconds: number;
}

// After so many messages that nobody has read, the attempt lets go; the feed resumes from there.
const fullMailbox = 1000;

/**
 * One subscription, until whatever ends it: the service, the network, silence, a reader too slow
 * for it, or the signal. Closes everything it opened; nothing is thrown.
 */
export function openAttempt<Result, Variables extends object>(
  settings: AttemptSettings,
  operation: Operation<Result, Variables>,
  variables: Variables,
  signal: AbortSignal,
) {
  const mailbox = createMailbox<ResponseBody, AlertButtonError>();
  const subscription = settings.socket.subscribe(
    {
      query: documentOf(operation),
      operationName: operation.name,
      variables: variables as Record<string, unknown>,
    },
    {
      next: (body) => {
        mailbox.push(body);
        if (mailbox.size >= fullMailbox) finish(overflow());
        else watch();
      },
      end: (end) => finish(toFailure(end)),
    },
  );

  let watchdog: ReturnType<typeof setTimeout> | undefined;
  const stop = () => finish(stopped());
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  else watch();

  function watch(): void {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => {
      subscription.drop();
      finish(silence());
    }, settings.silenceMilliseconds);
  }

  function finish(failure: AlertButtonError): void {
    clearTimeout(watchdog);
    signal.removeEventListener('abort', stop);
    mailbox.end(failure);
    subscription.unsubscribe();
  }

  return {
    take: mailbox.take,
    close: stop,
    /** Lets the next attempt open a socket of its own, with a fresh credential. */
    retire: subscription.retire,
  };
}
