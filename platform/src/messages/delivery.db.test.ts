import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createLocalKeyProvider, createSealer } from '../keys.ts';
import { createLog } from '../log.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { until } from '../testing/until.ts';
import type { Channel, ChannelKind, Delivery, OutgoingMessage } from './channel.ts';
import { deliverMessages, type MessageDeliveryOptions } from './delivery.ts';
import { claimMessages, purgeMessages } from './claims.ts';
import {
  enqueueMessage,
  readMessages,
  readQueueDepth,
  settleMessages,
  type NewMessage,
} from './queue.ts';

/*
 * The channels here are not providers but recorders of what the queue asks of one; providers have
 * a test of their own, with real peers.
 */

const sealer = createSealer(createLocalKeyProvider([{ id: 'test', secret: Buffer.alloc(32, 7) }]));
const silent = createLog('test', 'silent');

let closing: AsyncDisposableStack;
let database: TestDatabase;
let pool: pg.Pool;
let owner: pg.Pool;

beforeEach(async () => {
  closing = new AsyncDisposableStack();
  database = closing.use(await createTestDatabase('consulates'));
  pool = openPool(database.app);
  owner = openPool(database.owner);
});

afterEach(() => closing.disposeAsync());

function openPool(connectionString: string): pg.Pool {
  const opened = new pg.Pool({ connectionString, max: 4 });
  opened.on('error', () => undefined);
  closing.defer(() => opened.end());
  return opened;
}

const run = (text: string, values: readonly unknown[]) => pool.query(text, [...values]);

const toEmail = { kind: 'EMAIL', email: 'canary@example.test' } as const;
const toSms = { kind: 'SMS', phone: '+15555550123' } as const;

async function enqueue(message: Partial<NewMessage> = {}): Promise<string> {
  const id = randomUUID();
  await enqueueMessage(run, sealer, {
    id,
    subject: 'an-alert',
    recipient: 'somebody',
    onceKey: id,
    nextAfterSeconds: null,
    content: { language: 'es', subject: 'Aviso', text: 'canary words', link: null },
    addresses: [toEmail],
    ...message,
  });
  return id;
}

interface Recorder {
  readonly channel: Channel;
  readonly got: OutgoingMessage[];
}

/** A channel that answers what it is told to, the last answer again and again. */
function recorder(kind: ChannelKind, ...answers: (Delivery | 'HANG')[]): Recorder {
  const got: OutgoingMessage[] = [];
  const send = async (_address: unknown, message: OutgoingMessage): Promise<Delivery> => {
    got.push(message);
    const answer = answers[Math.min(got.length, answers.length) - 1] ?? { kind: 'ACCEPTED' };
    return answer === 'HANG' ? new Promise<Delivery>(() => undefined) : answer;
  };
  return { got, channel: { kind, send } as Channel };
}

function deliver(recorders: readonly Recorder[], options: Partial<MessageDeliveryOptions> = {}) {
  const channels = recorders.map(({ channel }) => channel);
  return closing.use(deliverMessages({ pool, sealer, channels, log: silent, ...options }));
}

const statusOf = async (id: string) => {
  const { rows } = await pool.query<{ status: string; sealed: Buffer | null }>(
    'select status, sealed from message where id = $1',
    [id],
  );
  return rows[0];
};
const hasStatus = (id: string, status: string) => async () =>
  (await statusOf(id))?.status === status;

/** What waits is due now: nobody waits for pauses here. */
const hurry = () =>
  owner.query('update message set due_at = clock_timestamp() where due_at is not null');

describe('a queued message', () => {
  test('is sent once, however many processes look, and its words are gone then', async () => {
    const email = recorder('EMAIL');
    const ids = await Promise.all(Array.from({ length: 40 }, () => enqueue()));
    deliver([email]);
    deliver([email]);
    deliver([email]);
    for (const id of ids) await until(hasStatus(id, 'SENT'), 'it is sent');
    expect(email.got.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect((await statusOf(ids[0] ?? ''))?.sealed).toBeNull();
  });

  test('is queued once per key: whoever is told of a step, is told once', async () => {
    const onceKey = 'event:somebody';
    await enqueue({ onceKey });
    await enqueue({ onceKey });
    expect(await readQueueDepth(pool)).toEqual({ waiting: 1, dead: 0 });
  });

  test('is not there when the act that queued it is not', async () => {
    const client = await pool.connect();
    await client.query('begin');
    await enqueueMessage((text, values) => client.query(text, [...values]), sealer, {
      id: randomUUID(),
      subject: 'an-alert',
      recipient: 'somebody',
      onceKey: 'key',
      nextAfterSeconds: null,
      content: { language: 'en', subject: '', text: '', link: null },
      addresses: [toEmail],
    });
    await client.query('rollback');
    client.release();
    expect(await readQueueDepth(pool)).toEqual({ waiting: 0, dead: 0 });
  });

  test('goes to the next address at once when a provider fails, and every attempt is in the log', async () => {
    const email = recorder('EMAIL', { kind: 'FAILED', reason: 'CLOSED' });
    const sms = recorder('SMS');
    const id = await enqueue({ addresses: [toEmail, toSms] });
    deliver([email, sms]);
    await until(hasStatus(id, 'SENT'), 'it is sent');
    const [message] = await readMessages(pool, 'an-alert');
    expect(message?.attempts).toMatchObject([
      { number: 1, channel: 'EMAIL', outcome: 'FAILED', reason: 'CLOSED' },
      { number: 2, channel: 'SMS', outcome: 'ACCEPTED', reason: null },
    ]);
  });

  test('goes to the next address when nobody has answered the first in time', async () => {
    const email = recorder('EMAIL');
    const sms = recorder('SMS');
    const id = await enqueue({ addresses: [toEmail, toSms], nextAfterSeconds: 3600 });
    deliver([email, sms]);
    await until(
      async () => (await readMessages(pool, 'an-alert'))[0]?.acceptedAt !== null,
      'taken',
    );
    expect(sms.got).toEqual([]);
    await hurry();
    await until(hasStatus(id, 'SENT'), 'both were tried');
    expect([email.got.length, sms.got.length]).toEqual([1, 1]);
  });

  test('that is settled is not sent any more', async () => {
    const id = await enqueue();
    const other = await enqueue({ subject: 'another-alert' });
    await settleMessages(run, 'an-alert');
    const email = recorder('EMAIL');
    deliver([email]);
    await until(hasStatus(other, 'SENT'), 'the other is sent');
    expect(await statusOf(id)).toEqual({ status: 'SETTLED', sealed: null });
    expect(email.got).toHaveLength(1);
  });

  test('that was taken by a process which died is sent by another when the lease ends', async () => {
    const id = await enqueue();
    const [claim] = await claimMessages(pool, { kinds: ['EMAIL'], most: 1, leaseSeconds: 3600 });
    expect(claim?.id).toBe(id);
    const email = recorder('EMAIL');
    deliver([email]);
    await hurry();
    await until(hasStatus(id, 'SENT'), 'it is sent');
    const [message] = await readMessages(pool, 'an-alert');
    expect(message?.attempts.map(({ outcome }) => outcome)).toEqual([null, 'ACCEPTED']);
  });

  test('that every provider refuses, or that has no address, is a dead letter to be seen', async () => {
    const refusing = recorder('EMAIL', { kind: 'REFUSED', reason: 'NO_SUCH_MAILBOX' });
    const refused = await enqueue();
    const nowhere = await enqueue({ addresses: [] });
    deliver([refusing]);
    await until(hasStatus(refused, 'DEAD'), 'it is dead');
    expect(await statusOf(nowhere)).toEqual({ status: 'DEAD', sealed: null });
    expect(await readQueueDepth(pool)).toEqual({ waiting: 0, dead: 2 });
  });

  test('by a channel that is not set up goes to the next one', async () => {
    const email = recorder('EMAIL');
    const id = await enqueue({ addresses: [toSms, toEmail] });
    deliver([email]);
    await until(hasStatus(id, 'SENT'), 'it is sent');
    const [message] = await readMessages(pool, 'an-alert');
    expect(message?.attempts[0]).toMatchObject({ channel: 'SMS', reason: 'NOT_CONFIGURED' });
  });

  test('does not wait for a provider of another kind that hangs', async () => {
    const hanging = recorder('EMAIL', 'HANG');
    const sms = recorder('SMS');
    for (let count = 0; count < 50; count += 1) await enqueue();
    const id = await enqueue({ addresses: [toSms] });
    deliver([hanging, sms]);
    await until(hasStatus(id, 'SENT'), 'the text message is sent');
    expect(hanging.got.length).toBeLessThanOrEqual(8);
  });

  test('to a provider that hangs is given up as failed and not lost', async () => {
    const hanging = recorder('EMAIL', 'HANG', { kind: 'ACCEPTED' });
    const id = await enqueue();
    deliver([hanging], { attemptMilliseconds: 50 });
    await until(async () => {
      await hurry();
      return (await hasStatus(id, 'SENT')()) === true;
    }, 'it is sent');
    const [message] = await readMessages(pool, 'an-alert');
    expect(message?.attempts.at(-1)?.outcome).toBe('ACCEPTED');
  });

  test('shows neither words nor address to whoever has the database', async () => {
    await enqueue({ addresses: [toEmail, toSms] });
    const { rows } = await owner.query('select to_jsonb(message)::text as text from message');
    const text = JSON.stringify(rows);
    for (const canary of ['canary', '5555550123', 'Aviso']) expect(text).not.toContain(canary);
  });

  test('is purged with its log some days after its end, and not before', async () => {
    const id = await enqueue();
    const waiting = await enqueue();
    await settleMessages(run, 'an-alert');
    await owner.query(`update message set ended_at = null, status = 'WAITING' where id = $1`, [
      waiting,
    ]);
    expect(await purgeMessages(pool, 30)).toBe(0);
    await owner.query(`update message set ended_at = ended_at - interval '31 days'`);
    expect(await purgeMessages(pool, 30)).toBe(1);
    expect(await statusOf(id)).toBeUndefined();
  });
});
