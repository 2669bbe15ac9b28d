/**
 * Exponential backoff with full jitter: somewhere between nothing and the ceiling of that attempt,
 * so that many clients cut at once do not come back at once.
 *
 * @param attempt - 1 for the first wait.
 * @returns Milliseconds.
 */
export function fullJitter(
  attempt: number,
  { firstMilliseconds, capMilliseconds }: Backoff,
  random: () => number = Math.random,
): number {
  const ceiling = Math.min(capMilliseconds, firstMilliseconds * 2 ** Math.min(attempt - 1, 30));
  return Math.floor(random() * ceiling);
}

export interface Backoff {
  /** Ceiling of the first wait. */
  readonly firstMilliseconds: number;
  /** Ceiling of every wait. */
  readonly capMilliseconds: number;
}

/** Resolves after that time, or at once when the signal aborts. Leaves no timer behind. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    signal.addEventListener('abort', finish);
  });
}

/** Aborts when any of them does. */
export function anyOf(...signals: readonly (AbortSignal | undefined)[]): AbortSignal {
  return AbortSignal.any(signals.filter((signal) => signal !== undefined));
}
