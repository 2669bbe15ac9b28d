import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '@alert-button/platform/log.ts';

/** The alerts subgraph sends a comment every few seconds; silence for this long is a dead line. */
const silenceMilliseconds = 15_000;
const reconnectMilliseconds = 250;

export interface HintListener {
  /** These feeds have something new. */
  wake(feeds: readonly string[]): void;
  /** Hints may have been missed: look everywhere. */
  wakeAll(): void;
}

export interface HintsOptions {
  readonly url: string;
  readonly token: string;
  readonly listener: HintListener;
  readonly log: Log;
}

/** The parts of a stream of server-sent events that matter here: `id` and `data`. */
async function* serverSentEvents(
  body: AsyncIterable<Uint8Array>,
  heard: () => void,
): AsyncGenerator<{ id: string; data: string }> {
  const decoder = new TextDecoder();
  let buffered = '';
  for await (const chunk of body) {
    heard();
    buffered += decoder.decode(chunk, { stream: true });
    const events = buffered.split('\n\n');
    buffered = events.pop() ?? '';
    for (const event of events) {
      const value = (name: string) =>
        event
          .split('\n')
          .find((line) => line.startsWith(`${name}: `))
          ?.slice(name.length + 2);
      const data = value('data');
      if (data !== undefined) yield { id: value('id') ?? '', data };
    }
  }
}

/**
 * The one stream of hints this process has, whatever the number of clients. It may break at any
 * time: a hint is only a reason to look, and after every break all feeds look by themselves.
 */
export function listenForHints(
  options: HintsOptions,
): AsyncDisposable & { isConnected(): boolean } {
  const { url, token, listener, log } = options;
  const closing = new AbortController();
  let lastId = '';
  let isConnected = false;

  async function listen(): Promise<void> {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), silenceMilliseconds);
    const heard = () => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), silenceMilliseconds);
    };
    try {
      const response = await fetch(url, {
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'text/event-stream',
          ...(lastId === '' ? {} : { 'last-event-id': lastId }),
        },
        signal: AbortSignal.any([closing.signal, silence.signal]),
      });
      if (!response.ok || response.body === null) throw new Error('The hint stream was refused');
      isConnected = true;
      listener.wakeAll();
      for await (const { id, data } of serverSentEvents(response.body, heard)) {
        lastId = id;
        listener.wake(JSON.parse(data) as string[]);
      }
    } finally {
      isConnected = false;
      clearTimeout(timer);
    }
  }

  const running = (async () => {
    while (!closing.signal.aborted) {
      try {
        await listen();
      } catch (error) {
        if (!closing.signal.aborted) log.warn('No hints; trying again', { error });
      }
      await delay(reconnectMilliseconds, undefined, { signal: closing.signal }).catch(
        () => undefined,
      );
    }
  })();

  return {
    isConnected: () => isConnected,
    async [Symbol.asyncDispose]() {
      closing.abort();
      await running;
    },
  };
}
