export interface StopRequests {
  /** Aborted by the first request: stop cleanly. */
  readonly stop: AbortSignal;
  /** Aborted by the second: stop at once. */
  readonly force: AbortSignal;
  /** Resolves with the first request. */
  readonly stopped: Promise<void>;
}

/** npm passes on a signal that the terminal has sent as well; within this time it is one request. */
const sameRequestMilliseconds = 700;

/**
 * Hears every way in which the supervisor is asked to stop: Ctrl-C, a termination, a closed
 * terminal, or the end of the launcher that started it.
 */
export function stopRequests(): StopRequests {
  const stop = new AbortController();
  const force = new AbortController();
  let first = 0;
  const request = () => {
    if (first === 0) {
      first = performance.now();
      stop.abort();
    } else if (performance.now() - first > sameRequestMilliseconds) {
      force.abort();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, request);
  process.once('disconnect', request);
  const stopped = new Promise<void>((resolve) =>
    stop.signal.addEventListener('abort', () => resolve(), { once: true }),
  );
  return { stop: stop.signal, force: force.signal, stopped };
}
