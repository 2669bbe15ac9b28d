import { once } from 'node:events';
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
  /** How the other side closed. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readyState(): number;
  close(): void;
}

const patienceMilliseconds = 20_000;

export async function openRawSocket(
  url: string,
  protocol = 'graphql-transport-ws',
  options: WebSocket.ClientOptions = {},
): Promise<RawSocket> {
  const socket = new WebSocket(url, protocol, options);
  const messages: SocketMessage[] = [];
  const watchers = new Set<() => void>();
  const look = () => watchers.forEach((watcher) => watcher());
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => {
    messages.push(JSON.parse(data.toString()) as SocketMessage);
    look();
  });
  const closed: RawSocket['closed'] = new Promise((resolve) =>
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() })),
  );
  void closed.then(look);
  await Promise.race([
    once(socket, 'open'),
    closed.then(({ code }) => Promise.reject(new Error(`The socket was refused (${code})`))),
  ]);

  const take = (fits: (message: SocketMessage) => boolean): SocketMessage | undefined => {
    const index = messages.findIndex(fits);
    return index < 0 ? undefined : messages.splice(index, 1)[0];
  };
  return {
    send: (message) => socket.send(JSON.stringify(message)),
    sendText: (text) => socket.send(text),
    sendBytes: (bytes) => socket.send(bytes, { binary: true }),
    message: (fits) =>
      new Promise((resolve, reject) => {
        const settle = (end: () => void) => {
          clearTimeout(fuse);
          watchers.delete(watcher);
          end();
        };
        const none = () => settle(() => reject(new Error('No such message came')));
        const watcher = () => {
          const found = take(fits);
          if (found !== undefined) settle(() => resolve(found));
          else if (socket.readyState === WebSocket.CLOSED) none();
        };
        const fuse = setTimeout(none, patienceMilliseconds);
        watchers.add(watcher);
        watcher();
      }),
    closed,
    readyState: () => socket.readyState,
    close: () => socket.close(),
  };
}
