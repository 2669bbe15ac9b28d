import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import WebSocket from 'ws';

export interface SocketMessage {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A socket that says exactly what it is told to. */
export interface RawSocket {
  send(message: object): void;
  sendText(text: string): void;
  sendBytes(bytes: Uint8Array): void;
  /** The next message that fits, also one that came before; each is given once. */
  message(fits: (message: SocketMessage) => boolean): Promise<SocketMessage>;
  /** The code with which the other side closed. */
  readonly closed: Promise<number>;
  readyState(): number;
  close(): void;
}

const patienceMilliseconds = 20_000;

export async function openRawSocket(
  url: string,
  protocol = 'graphql-transport-ws',
): Promise<RawSocket> {
  const socket = new WebSocket(url, protocol);
  const messages: SocketMessage[] = [];
  const patience = new AbortController();
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => {
    messages.push(JSON.parse(data.toString()) as SocketMessage);
    socket.emit('taken');
  });
  await Promise.race([
    once(socket, 'open'),
    closed.then((code) => Promise.reject(new Error(`The socket was refused (${code})`))),
  ]);
  return {
    send: (message) => socket.send(JSON.stringify(message)),
    sendText: (text) => socket.send(text),
    sendBytes: (bytes) => socket.send(bytes, { binary: true }),
    async message(fits) {
      const deadline = Date.now() + patienceMilliseconds;
      for (;;) {
        const index = messages.findIndex(fits);
        const [found] = index < 0 ? [] : messages.splice(index, 1);
        if (found !== undefined) return found;
        const isOver = socket.readyState !== WebSocket.OPEN || Date.now() > deadline;
        if (isOver) throw new Error('No such message came');
        await Promise.race([
          once(socket, 'taken', { signal: patience.signal }),
          closed,
          delay(deadline - Date.now() + 1, undefined, { ref: false }),
        ]);
      }
    },
    closed,
    readyState: () => socket.readyState,
    close: () => socket.close(),
  };
}
