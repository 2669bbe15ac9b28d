import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { clear, type Flow } from './flows.ts';

/** What happens to the bytes on their way there and on their way back. */
export interface Weather {
  readonly there?: Flow;
  readonly back?: Flow;
}

/** A line between two processes that can be made worse, as networks are. */
export interface Proxy extends AsyncDisposable {
  readonly port: number;
  /** From now on, for lines that are open and for new ones. */
  spoil(weather: Weather): void;
  /** All is well again; lines that have lost something break now. */
  heal(): void;
  /** Breaks all lines at once, without a farewell. Returns how many there were. */
  cut(): number;
}

interface Line {
  readonly sockets: readonly [Socket, Socket];
  hasLost: boolean;
}

/** Listens on a free port of this machine and passes everything on to `target`. */
export async function openProxy(target: number): Promise<Proxy> {
  const lines = new Set<Line>();
  let weather: Weather = {};
  let healing = Promise.withResolvers<void>();

  function breakLine(line: Line): void {
    lines.delete(line);
    // A reset, as from a machine that has forgotten the line: no farewell in good order.
    for (const socket of line.sockets) socket.resetAndDestroy();
  }

  async function pump(line: Line, from: Socket, to: Socket, way: keyof Weather): Promise<void> {
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        let passed = 0;
        for await (const part of (weather[way] ?? clear)(chunk, healing.promise)) {
          passed += part.length;
          if (!to.write(part)) await once(to, 'drain');
        }
        if (passed < chunk.length) line.hasLost = true;
      }
      // One side has said its farewell; it is passed on unless the line swallows what it is told.
      if (!line.hasLost) to.end();
    } catch {
      breakLine(line);
    }
  }

  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    const line: Line = { sockets: [client, upstream], hasLost: false };
    lines.add(line);
    for (const socket of line.sockets) {
      socket.setNoDelay(true);
      socket.on('error', () => breakLine(line));
    }
    void pump(line, client, upstream, 'there');
    void pump(line, upstream, client, 'back');
    upstream.once('close', () => {
      if (client.destroyed) lines.delete(line);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    spoil: (next) => (weather = next),
    heal() {
      weather = {};
      healing.resolve();
      healing = Promise.withResolvers();
      for (const line of lines) if (line.hasLost) breakLine(line);
    },
    cut() {
      const count = lines.size;
      for (const line of lines) breakLine(line);
      return count;
    },
    async [Symbol.asyncDispose]() {
      for (const line of lines) breakLine(line);
      server.close();
      await once(server, 'close');
    },
  };
}
