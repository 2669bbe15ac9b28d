import WebSocket from 'ws';
import { deskFeed } from '../../sdk/src/_generated/operations.ts';
import { documentOf } from '../../sdk/src/operation.ts';

export interface ScreenOptions {
  readonly url: string;
  readonly token: string;
  readonly deskId: string;
  /** Whether several events may come as one frame, as the SDK lets them; by default they may. */
  readonly mayCoalesce?: boolean;
  /** Called for every event, with the moment it was here by `performance.now()`. */
  readonly onEvent: (alertId: string, now: number, kind: string) => void;
  /** Called for every frame that brought events. */
  readonly onFrame?: () => void;
}

/** A desk's live screen, read as plainly as can be: its own cost is not what is measured. */
export interface DeskScreen {
  /** Opens a socket and resolves when the feed is live; goes on from the last cursor it had. */
  connect(): Promise<void>;
  /** Cuts the line without a farewell. */
  cut(): void;
}

const eventPattern = /"cursor":"([^"]+)","alertId":"([0-9a-f-]{36})","kind":"([A-Z_]+)"/g;
const cursorPattern = /"cursor":"([^"]+)"/;
const operationName = deskFeed.name;
const together = documentOf(deskFeed);
const apart = together.replace('coalesce:true', 'coalesce:false');

export function createDeskScreen(options: ScreenOptions): DeskScreen {
  const { url, token, deskId, mayCoalesce = true, onEvent, onFrame } = options;
  const query = mayCoalesce ? together : apart;
  let socket: WebSocket | undefined;
  let after: string | undefined;

  function connect(): Promise<void> {
    const { promise: live, resolve, reject } = Promise.withResolvers<void>();
    const opened = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false });
    socket = opened;
    const send = (message: object) => opened.send(JSON.stringify(message));
    opened.on('error', reject);
    opened.on('close', (code) => reject(new Error(`The screen was closed: ${code}`)));
    opened.on('open', () =>
      send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }),
    );
    opened.on('message', (data: Buffer) => {
      const now = performance.now();
      const text = data.toString();
      let hasEvents = false;
      for (const [, cursor, alertId = '', kind = ''] of text.matchAll(eventPattern)) {
        hasEvents = true;
        after = cursor;
        onEvent(alertId, now, kind);
      }
      if (hasEvents) {
        onFrame?.();
        resolve();
        return;
      }
      const { type, payload } = JSON.parse(text) as { type: string; payload?: unknown };
      switch (type) {
        case 'connection_ack': {
          const variables = { deskId, after };
          send({ id: '1', type: 'subscribe', payload: { operationName, query, variables } });
          return;
        }
        case 'ping':
          send({ type: 'pong' });
          return;
        case 'next':
          after = cursorPattern.exec(text)?.[1] ?? after;
          resolve();
          return;
        case 'error':
          reject(new Error(JSON.stringify(payload)));
      }
    });
    return live;
  }

  return {
    connect,
    cut() {
      socket?.removeAllListeners();
      socket?.on('error', () => undefined);
      socket?.terminate();
    },
  };
}
