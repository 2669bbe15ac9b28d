import type { AlertChannel, AlertSummaryFragment, RaiseAlertInput } from './_generated/types.ts';
import { pause, type Backoff } from './backoff.ts';
import type { PersonOperations } from './_generated/person.ts';
import type { Client } from './client.ts';
import { AlertButtonError, toError } from './errors.ts';
import { waitBefore } from './http.ts';
import { epochSeconds, publicKeyOf, signJws } from './jws.ts';
import { toUserError } from './success.ts';

export interface Position {
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
  /** Radius that holds the true position, as the device estimates. */
  readonly accuracyMeters?: number | null;
}

export interface PressOptions {
  /** Where the person is. Left out when it makes no sense: a press is never lost over it. */
  readonly position?: Position | null;
  /** When the button was pressed. Default: now, by the service's clock. */
  readonly occurredAt?: Date;
  /** Default: `APP`. */
  readonly channel?: AlertChannel;
  /** An exercise: the whole way, but nobody is paged. Default: false. */
  readonly drill?: boolean;
  /** Identifies the press. Default: a new UUID; give the old one to go on after a restart. */
  readonly idempotencyKey?: string;
  /** Gives up; the promise rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Called before each wait, so that a screen can offer the telephone meanwhile. */
  readonly onRetry?: (error: Error, attempt: number) => void;
}

/**
 * Presses the button: signs the press with the device's key and sends it until the service has
 * stored it, for as long as that takes. Presses queue up in memory and arrive in order, each once.
 *
 * @returns The alert as it is now; one that is open already when there is one.
 * @throws A user error or a `GraphQLRequestError` that is not retryable: trying again is useless;
 *   or the signal's reason.
 */
export type Press = (options?: PressOptions) => Promise<AlertSummaryFragment>;

const backoff: Backoff = { firstMilliseconds: 250, capMilliseconds: 10_000 };

type Sender = Pick<Client<PersonOperations>, 'raiseAlert' | 'clock'>;

/** @param keys - Gives those that sign now. */
export function createPress(client: Sender, keys: () => CryptoKeyPair): Press {
  let last: Promise<unknown> = Promise.resolve();
  return (options = {}) => {
    // The moment of the press is this one, however long the queue.
    const occurredAt = options.occurredAt ?? client.clock.now();
    const signal = options.signal ?? new AbortController().signal;
    const press = last.then(() => deliver(client, keys(), { ...options, occurredAt, signal }));
    last = press.catch(() => undefined);
    return press;
  };
}

interface PreparedPress extends PressOptions {
  readonly occurredAt: Date;
  readonly signal: AbortSignal;
}

async function deliver(
  client: Sender,
  keys: CryptoKeyPair,
  press: PreparedPress,
): Promise<AlertSummaryFragment> {
  let input = await sign(client, keys, press, press.idempotencyKey ?? crypto.randomUUID());
  let corrections = 0;
  for (let attempt = 1; ; attempt++) {
    press.signal.throwIfAborted();
    try {
      const result = await client.raiseAlert({ input }, { signal: press.signal, maxAttempts: 1 });
      if (result.__typename === 'RaiseAlertSuccess') return result.alert;
      const corrected =
        result.__typename === 'InvalidInputError' ? without(input, result.issues) : null;
      corrections += 1;
      if (corrections > 2) throw toUserError(result);
      if (corrected !== null) input = corrected;
      else if (result.__typename === 'IdempotencyMismatchError') {
        // The key means another press; this one must not be swallowed.
        input = await sign(client, keys, press, crypto.randomUUID());
      } else throw toUserError(result);
    } catch (error) {
      press.signal.throwIfAborted();
      if (!(error instanceof AlertButtonError) || !isWorthRetrying(error)) throw error;
      press.onRetry?.(toError(error), attempt);
      await pause(waitBefore(attempt, backoff, error), press.signal);
    }
  }
}

/** Nothing was stored: leaves out what was found wrong; null when that is not enough. */
function without(
  input: RaiseAlertInput,
  issues: readonly { readonly path: string }[],
): RaiseAlertInput | null {
  const wrong = new Set(issues.map(({ path }) => path.replace(/^input\./, '').split('.')[0]));
  const optional = ['position', 'occurredAt', 'channel', 'signature'];
  if (wrong.size === 0 || [...wrong].some((name) => !optional.includes(name ?? ''))) return null;
  const kept = Object.entries(input).filter(([name]) => !wrong.has(name));
  return Object.fromEntries(kept) as RaiseAlertInput;
}

/** A way that is blocked may open: only what the service itself says for good is final. */
function isWorthRetrying(error: AlertButtonError): boolean {
  return error.isRetryable || error.name === 'TransportError';
}

async function sign(
  client: Sender,
  keys: CryptoKeyPair,
  { position, occurredAt, channel = 'APP', drill = false }: PreparedPress,
  idempotencyKey: string,
): Promise<RaiseAlertInput> {
  const { kty, crv, x, y } = await publicKeyOf(keys);
  const payload = {
    idempotencyKey,
    occurredAt: occurredAt.toISOString(),
    iat: epochSeconds(client.clock.now()),
  };
  const signature = await signJws(keys, 'press+jwt', payload, { jwk: { kty, crv, x, y } });
  const usable = isUsable(position) ? position : undefined;
  return { idempotencyKey, position: usable, occurredAt, channel, drill, signature };
}

function isUsable(position: Position | null | undefined): position is Position {
  return (
    position != null &&
    Math.abs(position.latitude) <= 90 &&
    Math.abs(position.longitude) <= 180 &&
    (position.accuracyMeters == null || Number.isFinite(position.accuracyMeters))
  );
}
