import { performance } from 'node:perf_hooks';

export interface Load {
  /** So many requests are under way at any moment; each client waits for its answer. */
  readonly clients: number;
  readonly seconds: number;
}

export interface Driven {
  readonly perSecond: number;
  /** Milliseconds of every answer within the measured time. */
  readonly answered: readonly number[];
  readonly failed: number;
}

/**
 * A closed loop: each client sends its next request when the last is answered. The time runs from
 * the first request to the last answer. Ends early when `next` has nothing more to send.
 *
 * @param send resolves when the answer is there whole, and rejects when it is not the wanted one.
 */
export async function drive<Request>(
  { clients, seconds }: Load,
  next: () => Request | undefined,
  send: (request: Request) => Promise<unknown>,
): Promise<Driven> {
  const answered: number[] = [];
  let failed = 0;
  const begin = performance.now();
  const end = begin + seconds * 1000;
  async function client(): Promise<void> {
    while (performance.now() < end) {
      const request = next();
      if (request === undefined) return;
      const sent = performance.now();
      try {
        await send(request);
        answered.push(performance.now() - sent);
      } catch {
        failed += 1;
      }
    }
  }
  await Promise.all(Array.from({ length: clients }, client));
  const elapsed = (performance.now() - begin) / 1000;
  return { perSecond: answered.length / elapsed, answered, failed };
}
