import { setTimeout as delay } from 'node:timers/promises';

/** The other side sends a comment every few seconds; silence for this long is a dead line. */
const silenceMilliseconds = 15_000;

export interface ServerSentEvent {
  /** Empty when the stream does not name it. */
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

export interface InternalStreamOptions {
  /** Where it is to be had; after each break the next one is tried. */
  readonly urls: readonly string[];
  readonly token: string;
  /** Pause before the next attempt. */
  readonly reconnectMilliseconds: number;
  /** Asked at each attempt: the id to go on from, or an empty text. */
  readonly lastId?: () => string;
  readonly onOpen?: () => void;
  /** What it throws ends the connection, and the stream begins anew. */
  readonly onEvent: (event: ServerSentEvent) => void;
  /** The connection broke or could not be made; the next attempt follows. */
  readonly onBreak: (error: unknown) => void;
}

export interface InternalStream extends AsyncDisposable {
  isConnected(): boolean;
}

/** The events of a stream of server-sent events, without its comments. */
async function* serverSentEvents(
  body: AsyncIterable<Uint8Array>,
  heard: () => void,
): AsyncGenerator<ServerSentEvent> {
  const decoder = new TextDecoder();
  let buffered = '';
  for await (const chunk of body) {
    heard();
    buffered += decoder.decode(chunk, { stream: true });
    const blocks = buffered.split('\n\n');
    buffered = blocks.pop() ?? '';
    for (const block of blocks) {
      const value = (name: string) =>
        block
          .split('\n')
          .find((line) => line.startsWith(`${name}: `))
          ?.slice(name.length + 2);
      const data = value('data');
      if (data !== undefined) {
        yield { id: value('id') ?? '', event: value('event') ?? 'message', data };
      }
    }
  }
}

/** Follows a subgraph's internal stream of server-sent events for as long as the process lives. */
export function followInternalStream(options: InternalStreamOptions): InternalStream {
  const { urls, token, reconnectMilliseconds, lastId, onOpen, onEvent, onBreak } = options;
  const closing = new AbortController();
  let isConnected = false;

  async function listen(url: string): Promise<void> {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), silenceMilliseconds);
    const heard = () => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), silenceMilliseconds);
    };
    const from = lastId?.() ?? '';
    try {
      const response = await fetch(url, {
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'text/event-stream',
          ...(from === '' ? {} : { 'last-event-id': from }),
        },
        signal: AbortSignal.any([closing.signal, silence.signal]),
      });
      if (!response.ok || response.body === null) {
        throw new Error(`The stream was refused (${response.status})`);
      }
      isConnected = true;
      onOpen?.();
      for await (const event of serverSentEvents(response.body, heard)) onEvent(event);
    } finally {
      isConnected = false;
      clearTimeout(timer);
    }
  }

  const running = (async () => {
    for (let attempt = 0; !closing.signal.aborted; attempt += 1) {
      const error: unknown = await listen(urls[attempt % urls.length] ?? '').then(
        () => new Error('The stream ended'),
        (reason: unknown) => reason,
      );
      if (closing.signal.aborted) return;
      onBreak(error);
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
