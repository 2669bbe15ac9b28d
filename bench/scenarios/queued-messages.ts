import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Environment } from '@alert-button/platform/env.ts';
import { createLocalKeyProvider, createSealer } from '@alert-button/platform/keys.ts';
import { enqueueMessage, readQueueDepth } from '@alert-button/platform/messages/queue.ts';
import pg from 'pg';
import { startBenchSystem, type BenchSystem } from '../system/bench-system.ts';
import { measurePresses, type PressResult } from './press.ts';

/*
 * Whether families who wait to be told slow down a press: presses with nothing queued, and again
 * with ten thousand messages before a provider that takes two seconds for each. By itself:
 * `node bench/scenarios/queued-messages.ts`. The figure is the ratio of the two in one run.
 */

const queuedMessages = 10_000;
const providerMilliseconds = 2_000;

export interface QueuedMessagesResult {
  readonly without: PressResult;
  readonly queued: PressResult;
  /** How many still waited when the presses were done. */
  readonly waitingAfter: number;
  /** Of the time until a press is received, with the queue to without it. */
  readonly ratioP50: number;
  readonly ratioP99: number;
}

/** A provider of text messages that is slow for a long while. */
async function startSlowProvider() {
  const server = createServer((request, response) => {
    request.resume();
    setTimeout(() => response.writeHead(201).end(), providerMilliseconds);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function queueMessages(pool: pg.Pool, keyEncryptionKey: string): Promise<void> {
  const key = new Environment({ KEY: keyEncryptionKey }).namedKey('KEY');
  const sealer = createSealer(createLocalKeyProvider([key]));
  const client = await pool.connect();
  try {
    await client.query('begin');
    for (let count = 0; count < queuedMessages; count += 1) {
      const id = randomUUID();
      await enqueueMessage((text, values) => client.query(text, [...values]), sealer, {
        id,
        subject: randomUUID(),
        recipient: randomUUID(),
        onceKey: id,
        content: { language: 'es', subject: 'Aviso', text: 'Hay un aviso.', link: null },
        addresses: [{ kind: 'SMS', phone: '+525512345678' }],
        nextAfterSeconds: null,
        isMuted: false,
      });
    }
    await client.query('commit');
  } finally {
    client.release();
  }
}

export async function measureQueuedMessages(
  system: BenchSystem,
  load = { clients: 16, seconds: 8 },
): Promise<QueuedMessagesResult> {
  const pool = new pg.Pool({ connectionString: system.databases.people.app, max: 2 });
  try {
    const [without] = await measurePresses(system, [load]);
    await queueMessages(pool, system.secrets.personKeyEncryptionKey);
    const [queued] = await measurePresses(system, [load]);
    if (without === undefined || queued === undefined) throw new Error('A load has its result');
    const { waiting } = await readQueueDepth(pool);
    return {
      without,
      queued,
      waitingAfter: waiting,
      ratioP50: queued.received.p50 / without.received.p50,
      ratioP99: queued.received.p99 / without.received.p99,
    };
  } finally {
    await pool.end();
  }
}

if (import.meta.main) {
  await using provider = await startSlowProvider();
  await using system = await startBenchSystem({
    people: {
      SMS_URL: provider.url,
      SMS_TOKEN: 'bench',
      SMS_FROM: '+15550100',
    },
  });
  console.log(JSON.stringify(await measureQueuedMessages(system), null, 2));
}
