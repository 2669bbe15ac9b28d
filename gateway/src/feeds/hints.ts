import type { Log } from '@alert-button/platform/log.ts';
import { followInternalStream, type InternalStream } from '../internal-stream.ts';

const reconnectMilliseconds = 250;

export interface HintListener {
  /** These feeds have something new. */
  wake(feeds: readonly string[]): void;
  /** Hints may have been missed: look everywhere. */
  wakeAll(): void;
}

export interface HintsOptions {
  /** Where the processes of alerts tell; any of them will do. */
  readonly urls: readonly string[];
  readonly token: string;
  readonly listener: HintListener;
  readonly log: Log;
}

/**
 * The one stream of hints this process has, whatever the number of clients. It may break at any
 * time: a hint is only a reason to look, and after every break all feeds look by themselves.
 */
export function listenForHints({ urls, token, listener, log }: HintsOptions): InternalStream {
  let lastId = '';
  return followInternalStream({
    urls,
    token,
    reconnectMilliseconds,
    lastId: () => lastId,
    onOpen: () => listener.wakeAll(),
    onEvent: ({ id, data }) => {
      lastId = id;
      listener.wake(JSON.parse(data) as string[]);
    },
    onBreak: (error) => log.warn('No hints; trying again', { error }),
  });
}
