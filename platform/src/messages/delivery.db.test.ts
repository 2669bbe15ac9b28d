import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createLocalKeyProvider, createSealer } from '../keys.ts';
import { createLog, describeError, type Log } from '../log.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { until } from '../testing/until.ts';
import type { Channel, ChannelKind, Delivery, OutgoingMessage } from './channel.ts';
import { deliverMessages, type MessageDeliveryOptions } from './delivery.ts';
import { claimMessages, purgeMessages } from './claims.ts';
import {
  enqueueMessage,
  readDeadLetters,
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
    isMuted: false,
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
function recorder(
  kind: ChannelKind,
  ...answers: (Delivery | Promise<Delivery> | 'HANG')[]
): Recorder {
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
  const given = { pool, sealer, channels, log: silent, graceMilliseconds: 0, ...options };
  return closing.use(deliverMessages(given));
}

/** A log that keeps its lines as they would be written. */
function listen(): { readonly log: Log; readonly lines: string[] } {
  const lines: string[] = [];
  const keep: Log['error'] = (text, { error, ...fields } = {}) => {
    lines.push(
      JSON.stringify({
        text,
        ...fields,
        ...(error === undefined ? {} : { error: describeError(error) }),
      }),
    );
  };
  return { lines, log: { debug: keep, info: keep, warn: keep, error: keep } };
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
      isMuted: false,
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
    const [claim] = await claimMessages(pool, { kind: 'EMAIL', most: 1, leaseSeconds: 3600 });
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

  test('to a provider that only fails is tried now and then, however many wait', async () => {
    for (let count = 0; count < 60; count += 1) await enqueue();
    const sick = recorder('EMAIL', { kind: 'FAILED', reason: 'SMTP_451' });
    const well = recorder('SMS');
    const hour = 3_600_000;
    const delivery = deliver([sick, well], { sickPauseMilliseconds: hour });
    await until(() => sick.got.length >= 20, 'the provider to count as sick');
    const other = await enqueue({ addresses: [toSms] });
    delivery.wake();
    await until(hasStatus(other, 'SENT'), 'another kind to be sent meanwhile');
    // Those that were under way when the last of twenty had failed.
    expect(sick.got.length).toBeLessThan(20 + 8);
  });

  test('goes out as fast as ever once a provider that only failed has taken one', async () => {
    const ids = [];
    for (let count = 0; count < 60; count += 1) ids.push(await enqueue());
    const failures = Array.from({ length: 25 }, () => ({ kind: 'FAILED', reason: 'X' }) as const);
    deliver([recorder('EMAIL', ...failures, { kind: 'ACCEPTED' })], { sickPauseMilliseconds: 1 });
    await until(async () => {
      await hurry();
      const { rows } = await pool.query(`select from message where status <> 'SENT'`);
      return rows.length === 0;
    }, 'all of them to be sent');
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

  test('shows neither words nor addresses in the database, in its log or in ours (P10)', async () => {
    const throwing: Recorder = {
      got: [],
      channel: {
        kind: 'EMAIL',
        send: ({ email }, { text }) => Promise.reject(new Error(`${text} for ${email}`)),
      },
    };
    const { log, lines } = listen();
    const id = await enqueue({ addresses: [toEmail, toSms] });
    const dump = async () => {
      const { rows } = await owner.query(
        `select to_jsonb(message)::text, to_jsonb(attempt)::text as attempt
         from message left join delivery_attempt as attempt on message_id = id`,
      );
      return JSON.stringify(rows);
    };
    const artefacts = [await dump()];
    deliver([throwing], { log });
    await until(() => lines.length > 0, 'the failure is logged');
    const [waiting] = await readMessages(pool, 'an-alert');
    artefacts.push(await dump(), lines.join(), JSON.stringify(waiting));
    await owner.query(`update message set queued_at = queued_at - interval '2 days'`);
    await until(async () => {
      await hurry();
      return hasStatus(id, 'DEAD')();
    }, 'it is given up');
    artefacts.push(await dump(), lines.join());
    for (const canary of ['canary', '5555550123', 'Aviso']) {
      expect(artefacts.join()).not.toContain(canary);
    }
  });

  test('that reached nobody is named once in the log, and read with its attempts', async () => {
    const refusing = recorder('EMAIL', { kind: 'REFUSED', reason: 'NO_SUCH_MAILBOX' });
    const { log, lines } = listen();
    const id = await enqueue();
    deliver([refusing], { log });
    await until(hasStatus(id, 'DEAD'), 'it is dead');
    await until(() => lines.length > 0, 'it is named');
    const dead = await readDeadLetters(pool, 10);
    expect(dead).toMatchObject([{ id, attempts: [{ reason: 'NO_SUCH_MAILBOX' }] }]);
    expect(lines.filter((line) => line.includes(id))).toHaveLength(1);
  });

  test('that is settled while a provider refuses it is no dead letter', async () => {
    const answering = Promise.withResolvers<Delivery>();
    const slow = recorder('EMAIL', answering.promise);
    const { log, lines } = listen();
    const id = await enqueue();
    const delivery = deliver([slow], { log, graceMilliseconds: 10_000 });
    await until(() => slow.got.length > 0, 'it is under way');
    await settleMessages(run, 'an-alert');
    answering.resolve({ kind: 'REFUSED', reason: 'NO_SUCH_MAILBOX' });
    await delivery[Symbol.asyncDispose]();
    expect(await statusOf(id)).toEqual({ status: 'SETTLED', sealed: null });
    const [message] = await readMessages(pool, 'an-alert');
    expect(message?.attempts).toMatchObject([{ outcome: 'REFUSED' }]);
    expect(lines).toEqual([]);
  });

  test('that is under way when its process is told to end is noted if it ends in time', async () => {
    const answering = Promise.withResolvers<Delivery>();
    const slow = recorder('EMAIL', answering.promise);
    const id = await enqueue();
    const delivery = deliver([slow], { graceMilliseconds: 10_000 });
    await until(() => slow.got.length > 0, 'it is under way');
    const ending = delivery[Symbol.asyncDispose]();
    answering.resolve({ kind: 'ACCEPTED' });
    await ending;
    expect((await statusOf(id))?.status).toBe('SENT');
  });

  test('that hangs when its process ends is left to the lease, not counted as failed', async () => {
    const hanging = recorder('EMAIL', 'HANG');
    const id = await enqueue({ addresses: [toEmail, toSms] });
    const delivery = deliver([hanging]);
    await until(() => hanging.got.length > 0, 'it is under way');
    await delivery[Symbol.asyncDispose]();
    const sms = recorder('SMS');
    const email = recorder('EMAIL');
    deliver([email, sms]);
    await hurry();
    await until(hasStatus(id, 'SENT'), 'it is sent');
    expect([email.got.length, sms.got.length]).toEqual([1, 0]);
  });

  test('is found without reading the thousands that wait for another provider', async () => {
    await owner.query(
      `insert into message (id, subject, recipient, once_key, channels, due_at)
       select gen_random_uuid(), 'mass', n, n, '{EMAIL}', clock_timestamp()
       from generate_series(1, 10000) as n`,
    );
    await enqueue({ addresses: [toSms] });
    await owner.query('analyze message');
    const { rows } = await owner.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
      `explain (analyze, buffers, format json)
       select id from message where due_at <= clock_timestamp() and channels[place + 1] = 'SMS'
       order by due_at limit 8 for update skip locked`,
    );
    const plan = rows[0]?.['QUERY PLAN'][0].Plan ?? {};
    expect(plan['Actual Rows']).toBe(1);
    expect((plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0)).toBeLessThan(20);
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
