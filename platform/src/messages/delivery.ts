import type { Pool } from 'pg';
import { Bell } from '../event-log/bell.ts';
import type { Sealer } from '../keys.ts';
import type { Log } from '../log.ts';
import {
  channelKinds,
  type Address,
  type Channel,
  type Delivery,
  type OutgoingMessage,
} from './channel.ts';
import { claimMessages, purgeMessages, recordAttempt, type Claim } from './claims.ts';
import { nextAfter } from './course.ts';
import { openLetter } from './sealed-letter.ts';

/** How many of one kind are under way at once: a provider that hangs holds up its own kind alone. */
const mostAtOnce = 8;
const attemptMilliseconds = 10_000;
/** Longer than any attempt takes, or two processes would send the same. */
const leaseSeconds = 30;
const pollMilliseconds = 1_000;
const purgeEveryMilliseconds = 3_600_000;
const defaultRetentionDays = 30;

export interface MessageDeliveryOptions {
  readonly pool: Pool;
  readonly sealer: Sealer;
  /** One of each kind that can be sent by. An address of another kind counts as refused. */
  readonly channels: readonly Channel[];
  readonly log: Log;
  /** How long the log of what ended is kept. Default: 30. */
  readonly retentionDays?: number;
  /** Longest time for one attempt. Default: 10,000. */
  readonly attemptMilliseconds?: number;
}

type Sending = [address: Address, message: OutgoingMessage, signal: AbortSignal];

export interface MessageDelivery extends AsyncDisposable {
  /** Call after COMMIT: something was queued. Safe to forget: a poll finds it within a second. */
  wake(): void;
}

/**
 * Sends what is queued until disposed. Any number of processes share the work. An attempt happens
 * outside of any transaction, on a lease: a provider that hangs holds no lock and no connection.
 * Each attempt is made once, but for one case: a process that dies after a provider took a message
 * and before it could note that leaves it to be sent again, under the same id.
 */
export function deliverMessages(options: MessageDeliveryOptions): MessageDelivery {
  const { pool, sealer, log, retentionDays = defaultRetentionDays } = options;
  const longest = options.attemptMilliseconds ?? attemptMilliseconds;
  const channels = new Map(options.channels.map((channel) => [channel.kind, channel]));
  const closing = new AbortController();
  const bell = new Bell();

  async function send(claim: Claim): Promise<Delivery> {
    const channel = channels.get(claim.channel);
    if (channel === undefined) return { kind: 'REFUSED', reason: 'NOT_CONFIGURED' };
    const letter = await openLetter(sealer, claim.id, claim.sealed);
    const address: Address | undefined = letter.addresses[claim.place];
    if (address?.kind !== claim.channel) return { kind: 'REFUSED', reason: 'UNREADABLE' };
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(longest)]);
    const message = { ...letter.content, id: claim.id };
    return within(sendBy(channel, address, message, signal), signal);
  }

  async function attempt(claim: Claim): Promise<void> {
    const delivery = await send(claim).catch((error: unknown): Delivery => {
      log.warn('A message could not be sent', { error });
      return { kind: 'FAILED', reason: 'FAULT' };
    });
    const next = nextAfter(claim, delivery, Math.random());
    await recordAttempt(pool, claim, delivery, next);
    if (next.kind === 'END' && next.status === 'DEAD') {
      log.error('A message reached nobody and is given up', { code: claim.id });
    }
    // Its next address may be due at once, of another kind.
    bell.ring();
  }

  /** Keeps as many under way as there is room for. */
  async function run(kind: Channel['kind']): Promise<void> {
    const underWay = new Set<Promise<void>>();
    while (!closing.signal.aborted) {
      const woken = bell.wait(closing.signal, pollMilliseconds);
      const room = mostAtOnce - underWay.size;
      try {
        const kinds = [kind];
        const claims =
          room > 0 ? await claimMessages(pool, { kinds, most: room, leaseSeconds }) : [];
        for (const claim of claims) {
          const working = attempt(claim)
            // The lease ends by itself and the attempt is made again.
            .catch((error: unknown) => log.warn('An attempt could not be noted', { error }))
            .finally(() => underWay.delete(working));
          underWay.add(working);
        }
      } catch (error) {
        log.warn('Cannot look for messages to send; trying again', { error });
      }
      await woken;
    }
    await Promise.all(underWay);
  }

  async function keepPurging(): Promise<void> {
    const never = new Bell();
    while (!closing.signal.aborted) {
      await purgeMessages(pool, retentionDays).catch((error: unknown) =>
        log.warn('Cannot purge old messages; trying again', { error }),
      );
      await never.wait(closing.signal, purgeEveryMilliseconds);
    }
  }

  const running = Promise.all([...channelKinds.map(run), keepPurging()]);
  return {
    wake: () => bell.ring(),
    async [Symbol.asyncDispose]() {
      closing.abort();
      await running;
    },
  };
}

/** Their kinds have been compared. */
const sendBy = (channel: Channel, ...[address, message, signal]: Sending): Promise<Delivery> =>
  (channel.send as (...sending: Sending) => Promise<Delivery>)(address, message, signal);

/** A channel that does not heed the signal is not waited for either. */
function within(sending: Promise<Delivery>, signal: AbortSignal): Promise<Delivery> {
  return new Promise((resolve, reject) => {
    const late = () => resolve({ kind: 'FAILED', reason: 'TIMEOUT' });
    if (signal.aborted) late();
    signal.addEventListener('abort', late, { once: true });
    sending.then(resolve, reject).finally(() => signal.removeEventListener('abort', late));
  });
}
