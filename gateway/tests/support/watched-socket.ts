import WebSocket from 'ws';

interface Frame {
  readonly id?: string;
  readonly type: string;
  readonly payload?: { readonly data?: Readonly<Record<string, FeedValue>> | null };
}

interface FeedValue {
  readonly __typename: string;
  readonly cursor: string;
  readonly events?: readonly ({ readonly cursor: string } | null)[];
}

/** What one operation on one socket brought, in the order of the wire. */
export type WireCursors = readonly string[];

export interface WatchedSockets {
  /** Hand this to the SDK as its WebSocket. */
  readonly WebSocket: typeof globalThis.WebSocket;
  /** Cuts the line without a farewell, as a tunnel or a dead battery does; false if there is none. */
  cut(): boolean;
  /** Cursors of events, per socket and operation. */
  wire(): readonly WireCursors[];
  /** How many messages carried events. */
  frames(): number;
  /** Codes with which sockets were closed. */
  closeCodes(): readonly number[];
}

/** Sockets that can be cut and whose traffic is written down. */
export function watchSockets(): WatchedSockets {
  const open = new Set<WebSocket>();
  const operations: string[][] = [];
  const codes: number[] = [];
  let frames = 0;

  class Watched extends WebSocket {
    constructor(url: string, protocols?: string | string[]) {
      super(url, protocols);
      const own = new Map<string, string[]>();
      this.on('open', () => open.add(this));
      this.on('close', (code) => {
        open.delete(this);
        codes.push(code);
      });
      this.on('error', () => undefined);
      this.on('message', (data: Buffer) => {
        const frame = JSON.parse(data.toString()) as Frame;
        if (frame.type !== 'next' || frame.id === undefined) return;
        const known = own.get(frame.id);
        const cursors = known ?? [];
        if (known === undefined) {
          own.set(frame.id, cursors);
          operations.push(cursors);
        }
        for (const value of Object.values(frame.payload?.data ?? {})) {
          const before = cursors.length;
          if (value?.__typename === 'AlertEvent') cursors.push(value.cursor);
          if (value?.__typename === 'AlertEventBatch') {
            cursors.push(...(value.events ?? []).flatMap((event) => event?.cursor ?? []));
          }
          if (cursors.length > before) frames += 1;
        }
      });
    }
  }

  return {
    WebSocket: Watched as unknown as typeof globalThis.WebSocket,
    cut() {
      const [socket] = open;
      socket?.terminate();
      return socket !== undefined;
    },
    wire: () => operations,
    frames: () => frames,
    closeCodes: () => codes,
  };
}
