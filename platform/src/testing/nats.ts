import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { openBroker } from '../event-log/broker.ts';
import { lastPosition } from '../event-log/stream.ts';
import { createLog } from '../log.ts';

export interface TestBroker extends AsyncDisposable {
  /** Stays the same however often the server is started. */
  readonly url: string;
  start(): Promise<void>;
  /** SIGKILL: nothing is tidied up. */
  kill(): Promise<void>;
  /** How far it has been told of a subgraph's log; 0 when it knows nothing. */
  toldOf(subgraph: string): Promise<number>;
  /** Kills it, removes everything that JetStream has stored, and starts it again. */
  wipe(): Promise<void>;
}

/** Runs `nats-server` and waits until it is ready. Returns the process and its port. */
async function run(port: number, store: string, more: readonly string[]) {
  const args = ['--addr', '127.0.0.1', '--port', String(port), '--jetstream', '--store_dir', store];
  const server = spawn('nats-server', [...args, ...more], { stdio: ['ignore', 'ignore', 'pipe'] });
  const unavailable = once(server, 'error').then(([cause]) => {
    throw new Error('These tests need nats-server on the PATH (apt-get install nats-server)', {
      cause,
    });
  });
  const ready = async () => {
    let listening = port;
    for await (const line of createInterface({ input: server.stderr })) {
      const found = /client connections on [^ ]*:(\d+)/.exec(line)?.[1];
      if (found !== undefined) listening = Number(found);
      if (line.includes('Server is ready')) return listening;
    }
    throw new Error('nats-server ended while starting');
  };
  const listening = await Promise.race([unavailable, ready()]);
  // What it writes from now on is read by nobody, and must not hold it up.
  server.stderr.resume();
  return { server, port: listening };
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
}

/**
 * A real NATS server with JetStream, on a free port and with a store of its own; gone when
 * disposed.
 *
 * @param more further arguments of `nats-server`.
 */
export async function startTestBroker(...more: string[]): Promise<TestBroker> {
  const store = await mkdtemp(join(tmpdir(), 'alert-button-nats-'));
  const free = -1;
  let { server, port } = await run(free, store, more);
  const url = `nats://127.0.0.1:${port}`;
  const start = async () => void ({ server, port } = await run(port, store, more));
  const kill = () => end(server);
  return {
    url,
    start,
    kill,
    async toldOf(subgraph) {
      await using broker = openBroker(url, createLog('test', 'silent'));
      const connected = Promise.withResolvers<NatsConnection>();
      broker?.attach(connected.resolve);
      const manager = await jetstreamManager(await connected.promise);
      return await lastPosition(manager, subgraph).catch(() => 0);
    },
    async wipe() {
      await kill();
      await rm(join(store, 'jetstream'), { recursive: true, force: true });
      await start();
    },
    async [Symbol.asyncDispose]() {
      await kill();
      await rm(store, { recursive: true, force: true });
    },
  };
}
