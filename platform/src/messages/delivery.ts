import type { Pool } from 'pg';
import { Bell } from '../event-log/bell.ts';
import type { Sealer } from '../keys.ts';
import type { Log } from '../log.ts';
import {
  channelKinds,
  type Address,
  type Channel,
  type ChannelKind,
  type Delivery,
  type Outcome,
  type OutgoingMessage,
} from './channel.ts';
import { claimMessages, purgeMessages, recordAttempt, type Claim } from './claims.ts';
import { nextAfter } from './course.ts';
import { openLetter } from './sealed-letter.ts';

/**
 * How many of one kind are under way at once: a provider that hangs holds up its own kind alone.
 * More where the address is somebody's own URL: a few that hang on purpose must not fill it.
 */
const mostAtOnce: Readonly<Record<ChannelKind, number>> = {
  EMAIL: 8,
  SMS: 8,
  WEB_PUSH: 32,
  WEBHOOK: 32,
};
const attemptMilliseconds = 10_000;
/** Longer than any attempt takes, or two processes would send the same. */
const leaseSeconds = 30;
/** How long what is under way may still take once this process is told to end. */
const graceMilliseconds = 5_000;
const pollMilliseconds = 1_000;
/** After so many failures in a row it is not the messages: the provider is sick. */
const sickAfter = 20;
/**
 * Then it is asked so often until it takes or refuses something. With thousands that wait, trying as
 * fast as it fails would cost the database what presses need.
 */
const sickPauseMilliseconds = 500;
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
  /** Longest time for what is under way when it is disposed. Default: 5,000. */
  readonly graceMilliseconds?: number;
  /** How long a provider that only fails is left alone between two attempts. Default: 500. */
  readonly sickPauseMilliseconds?: number;
}

type Sending = [address: Address, message: OutgoingMessage, signal: AbortSignal];

export interface MessageDelivery extends AsyncDisposable {
  /** Call after COMMIT: something was queued. Safe to forget: a poll finds it within a second. */
  wake(): void;
}

/**
 * Sends what is queued until disposed. Any number of processes share the work. An attempt happens
 * outside of any transaction, on a lease: a provider that hangs holds no lock and no connection.
 * What a provider took is sent again, under the same id, only when that could not be noted: the
 * process died, or was cut off, or the provider said so too late.
 */
export function deliverMessages(options: MessageDeliveryOptions): MessageDelivery {
  const { pool, sealer, log, retentionDays = defaultRetentionDays } = options;
  const longest = options.attemptMilliseconds ?? attemptMilliseconds;
  const grace = options.graceMilliseconds ?? graceMilliseconds;
  const sickPause = options.sickPauseMilliseconds ?? sickPauseMilliseconds;
  const channels = new Map(options.channels.map((channel) => [channel.kind, channel]));
  /** No more is taken. */
  const closing = new AbortController();
  /** Nothing that is under way is waited for any more. */
  const cutting = new AbortController();
  const bells = Object.fromEntries(channelKinds.map((kind) => [kind, new Bell()])) as Record<
    ChannelKind,
    Bell
  >;
  const ringAll = () => channelKinds.forEach((kind) => bells[kind].ring());

  /**
   * The only way to an adapter. Here a muted message ends, whoever queued it; and there would be
   * nothing to hand over either, since the database keeps no address of one.
   */
  async function send(claim: Claim, signal: AbortSignal): Promise<Outcome> {
    const channel = channels.get(claim.channel);
    if (channel === undefined) return { kind: 'REFUSED', reason: 'NOT_CONFIGURED' };
    if (claim.isMuted) return { kind: 'MUTED' };
    if (claim.sealed === null) return { kind: 'REFUSED', reason: 'UNREADABLE' };
    const letter = await openLetter(sealer, claim.id, claim.sealed);
    // Opening may have taken longer than the lease: then it is another's to send.
    if (signal.aborted) return late;
    const address: Address | undefined = letter.addresses[claim.place];
    if (address?.kind !== claim.channel) return { kind: 'REFUSED', reason: 'UNREADABLE' };
    return sendBy(channel, address, { ...letter.content, id: claim.id }, signal);
  }

  async function attempt(claim: Claim): Promise<Outcome> {
    const signal = AbortSignal.any([cutting.signal, AbortSignal.timeout(longest)]);
    const outcome = await within(send(claim, signal), signal).catch((error: unknown): Outcome => {
      log.warn('A message could not be sent', { error });
      return { kind: 'FAILED', reason: 'FAULT' };
    });
    // Cut off, it may have been taken or not: for the lease to end, as after a crash.
    if (cutting.signal.aborted && outcome.kind === 'FAILED') return outcome;
    const next = nextAfter(claim, outcome, Math.random());
    const isEnd = await recordAttempt(pool, claim, outcome, next);
    // That a rehearsal would have reached nobody is for who rehearses.
    if (isEnd && next.kind === 'END' && next.status === 'DEAD' && !claim.isMuted) {
      log.error('A message reached nobody and is given up', { code: claim.id });
    }
    // Its next address may be of another kind.
    if (next.kind === 'TRY' && next.afterSeconds === 0) ringAll();
    return outcome;
  }

  /** Keeps as many under way as there is room for, and fewer while the provider only fails. */
  async function run(kind: ChannelKind): Promise<void> {
    const underWay = new Set<Promise<void>>();
    const never = new Bell();
    let failuresInARow = 0;
    const isSick = () => failuresInARow >= sickAfter;
    while (!closing.signal.aborted) {
      const woken = bells[kind].wait(closing.signal, pollMilliseconds);
      const room = mostAtOnce[kind] - underWay.size;
      const most = isSick() ? Math.min(1, room) : room;
      try {
        const claims = most > 0 ? await claimMessages(pool, { kind, most, leaseSeconds }) : [];
        for (const claim of claims) {
          const working = attempt(claim)
            .then(({ kind: outcome }) => {
              failuresInARow = outcome === 'FAILED' ? failuresInARow + 1 : 0;
            })
            // The lease ends by itself and the attempt is made again.
            .catch((error: unknown) => log.warn('An attempt could not be noted', { error }))
            .finally(() => {
              underWay.delete(working);
              // There is room for another.
              bells[kind].ring();
            });
          underWay.add(working);
        }
      } catch (error) {
        log.warn('Cannot look for messages to send; trying again', { error });
      }
      await (isSick() ? never.wait(closing.signal, sickPause) : woken);
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
    wake: ringAll,
    async [Symbol.asyncDispose]() {
      closing.abort();
      const cut = setTimeout(() => cutting.abort(), grace);
      await running;
      clearTimeout(cut);
    },
  };
}

/** Their kinds have been compared. */
const sendBy = (channel: Channel, ...[address, message, signal]: Sending): Promise<Delivery> =>
  (channel.send as (...sending: Sending) => Promise<Delivery>)(address, message, signal);

const late: Delivery = { kind: 'FAILED', reason: 'TIMEOUT' };

/** A channel that does not heed the signal is not waited for either. */
function within(sending: Promise<Outcome>, signal: AbortSignal): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const giveUp = () => resolve(late);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    sending.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
