import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { createLocalKeyProvider, createSealer } from '../keys.ts';
import { createLog } from '../log.ts';
import { createTestDatabase } from '../testing/database.ts';
import { until } from '../testing/until.ts';
import type { Address, Channel, ChannelKind } from './channel.ts';
import { deliverMessages } from './delivery.ts';
import {
  enqueueMessage,
  readDeadLetters,
  readMessages,
  readMutedWords,
  readQueueDepth,
  settleMessages,
  type NewMessage,
} from './queue.ts';

/* Messages of a rehearsal: the whole course, and nobody hears of it. */

const sealer = createSealer(createLocalKeyProvider([{ id: 'test', secret: Buffer.alloc(32, 7) }]));
const everywhere: readonly Address[] = [
  { kind: 'WEB_PUSH', endpoint: 'https://push.example.test/canary', p256dh: 'a', auth: 'b' },
  { kind: 'SMS', phone: '+15555550123' },
  { kind: 'EMAIL', email: 'canary@example.test' },
  { kind: 'WEBHOOK', url: 'https://canary.example.test', secret: 'canary secret' },
];
const kinds = everywhere.map(({ kind }) => kind);

let closing: AsyncDisposableStack;
let pool: pg.Pool;
let asked: ChannelKind[];

beforeEach(async () => {
  closing = new AsyncDisposableStack();
  const database = closing.use(await createTestDatabase('consulates'));
  pool = new pg.Pool({ connectionString: database.app, max: 4 });
  closing.defer(() => pool.end());
  asked = [];
});

afterEach(() => closing.disposeAsync());

const run = (text: string, values: readonly unknown[]) => pool.query(text, [...values]);

async function enqueue(message: Partial<NewMessage> = {}): Promise<string> {
  const id = randomUUID();
  const link = 'https://links.example.test/a/token';
  await enqueueMessage(run, sealer, {
    id,
    subject: 'a-drill',
    recipient: 'somebody',
    onceKey: id,
    nextAfterSeconds: 45,
    isMuted: true,
    content: { language: 'es', subject: 'Aviso', text: 'canary words', link },
    addresses: everywhere,
    ...message,
  });
  return id;
}

/** Sends by adapters that only say that they were asked. */
function deliver(set: readonly ChannelKind[] = kinds) {
  const channels = set.map((kind): Channel => {
    const send = async () => {
      asked.push(kind);
      return { kind: 'ACCEPTED' as const };
    };
    return { kind, send } as Channel;
  });
  const log = createLog('test', 'silent');
  return closing.use(deliverMessages({ pool, sealer, channels, log, graceMilliseconds: 0 }));
}

/** Until the message has ended; nobody waits for pauses here, and no lease is cut short. */
const ended = (id: string, status: string) =>
  until(async () => {
    await pool.query(
      `update message set due_at = clock_timestamp()
       where due_at > clock_timestamp() and not exists (
         select from delivery_attempt where message_id = message.id and ended_at is null)`,
    );
    const { rows } = await pool.query('select 1 from message where id = $1 and status = $2', [
      id,
      status,
    ]);
    return rows.length === 1;
  }, `it is ${status}`);

const attemptsOf = async (id: string) =>
  (await readMessages(pool, 'a-drill'))
    .find((message) => message.id === id)
    ?.attempts.map(({ channel, outcome, reason }) => [channel, outcome, reason]);

test('no muted message reaches an adapter, and its log says whom it would have reached, by what', async () => {
  const ids = await Promise.all(Array.from({ length: 10 }, () => enqueue()));
  deliver();
  deliver();
  for (const id of ids) await ended(id, 'MUTED');
  expect(asked).toEqual([]);
  for (const id of ids) {
    expect(await attemptsOf(id)).toEqual(kinds.map((kind) => [kind, 'MUTED', null]));
  }
  const [message] = await readMessages(pool, 'a-drill');
  expect(message).toMatchObject({ isMuted: true, acceptedAt: null });
  // The same adapters are asked about a real one.
  const real = await enqueue({ isMuted: false, nextAfterSeconds: null });
  await ended(real, 'SENT');
  expect(asked).toEqual(['WEB_PUSH']);
});

test('of a muted message there is no address to hand over, and the database takes none', async () => {
  const id = await enqueue();
  const { rows } = await pool.query<{ sealed: unknown; text: string }>(
    'select sealed, to_jsonb(message)::text as text from message where id = $1',
    [id],
  );
  expect(rows[0]?.sealed).toBeNull();
  expect(rows[0]?.text).not.toContain('canary');
  const smuggle = pool.query(`update message set sealed = '\\x00' where id = $1`, [id]);
  await expect(smuggle).rejects.toMatchObject({ constraint: 'message_muted' });
});

test('what is not set up is refused as in earnest, and where nothing is, nobody would be reached', async () => {
  deliver(['EMAIL']);
  const id = await enqueue({ nextAfterSeconds: null });
  await ended(id, 'MUTED');
  expect(await attemptsOf(id)).toEqual([
    ['WEB_PUSH', 'REFUSED', 'NOT_CONFIGURED'],
    ['SMS', 'REFUSED', 'NOT_CONFIGURED'],
    ['EMAIL', 'MUTED', null],
  ]);
  const mute = { kind: 'SMS', phone: '+15555550123' } as const;
  await ended(await enqueue({ addresses: [mute] }), 'DEAD');
  await ended(await enqueue({ addresses: [] }), 'DEAD');
  // A rehearsal that reaches nobody is no message that was lost.
  expect(await readDeadLetters(pool, 10)).toEqual([]);
  expect(await readQueueDepth(pool)).toEqual({ waiting: 0, dead: 0 });
  const behind = await enqueue({ addresses: [everywhere[2] ?? mute, mute] });
  await ended(behind, 'MUTED');
  expect(asked).toEqual([]);
});

test('an answer settles it: muted once its turn had come, settled before', async () => {
  const before = await enqueue();
  await settleMessages(run, 'a-drill');
  await ended(before, 'SETTLED');
  deliver();
  const id = await enqueue();
  await until(async () => (await attemptsOf(id))?.[0]?.[1] === 'MUTED', 'its first turn');
  await settleMessages(run, 'a-drill');
  await ended(id, 'MUTED');
  expect(asked).toEqual([]);
});

test('its words can be read for whoever it would have reached, those of a real one never', async () => {
  const words = await readMutedWords(pool, sealer, await enqueue());
  expect(words).toMatchObject({ text: 'canary words', link: 'https://links.example.test/a/token' });
  expect(await readMutedWords(pool, sealer, await enqueue({ isMuted: false }))).toBeNull();
});
