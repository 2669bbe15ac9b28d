import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '@alert-button/platform/log.ts';
import { followInternalStream } from '../internal-stream.ts';
import type { Access, Revocation } from './access.ts';

const reconnectMilliseconds = 500;
const warnEveryMilliseconds = 60_000;

export interface RevocationsOptions {
  readonly url: string;
  readonly token: string;
  readonly access: Access;
  readonly log: Log;
}

export interface RevocationListener extends AsyncDisposable {
  /** Resolves when who is shut out is known for the first time, or after so long anyway. */
  known(withinMilliseconds: number): Promise<void>;
}

/**
 * Keeps `access` as people tells it. Each connection begins with everyone who is shut out, so
 * whatever was missed while it was broken is made good; until then what was known last holds.
 */
export function listenForRevocations(options: RevocationsOptions): RevocationListener {
  const { url, token, access, log } = options;
  const { promise: first, resolve: told } = Promise.withResolvers<void>();
  let brokenSince: number | null = Date.now();

  const stream = followInternalStream({
    urls: [url],
    token,
    reconnectMilliseconds,
    onEvent({ event, data }) {
      const revocations = JSON.parse(data) as readonly Revocation[];
      if (event === 'change') access.change(revocations);
      else access.replace(revocations);
      brokenSince = null;
      told();
    },
    onBreak: () => (brokenSince ??= Date.now()),
  });
  const watchman = setInterval(() => {
    const durationMs = brokenSince === null ? 0 : Date.now() - brokenSince;
    if (durationMs < warnEveryMilliseconds) return;
    log.warn('People does not tell who is shut out; going by what was known last', { durationMs });
  }, warnEveryMilliseconds);
  watchman.unref();

  return {
    async known(withinMilliseconds) {
      const waiting = new AbortController();
      const patience = delay(withinMilliseconds, undefined, { signal: waiting.signal });
      await Promise.race([first, patience.catch(() => undefined)]);
      waiting.abort();
    },
    async [Symbol.asyncDispose]() {
      clearInterval(watchman);
      await stream[Symbol.asyncDispose]();
    },
  };
}
