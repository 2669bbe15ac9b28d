/** One that failed is asked again only after this time, unless no other is left. */
const restMilliseconds = 5_000;

/** Failures to connect: nothing has been sent. */
const connectCodes: ReadonlySet<unknown> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The process answered that it takes no work, as one does that is closing. */
export class NotServingError extends Error {
  override readonly name = 'NotServingError';
}

export interface Replicas {
  /** Where each process of each subgraph is. */
  readonly urls: Readonly<Record<string, readonly URL[]>>;
  /**
   * Does the work with one of a subgraph's processes, each in turn. When that one cannot have begun
   * (it was not reached, or the work throws NotServingError), another is asked. Any other failure
   * is the caller's: the work may have been done, and only who asked knows whether to ask again.
   */
  reach<Result>(subgraph: string, work: (url: URL) => Promise<Result>): Promise<Result>;
}

interface Failure {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
}

/** Whether the work has certainly not been begun. */
function isUnbegun(error: unknown): boolean {
  if (error instanceof NotServingError) return true;
  const { code, cause } = (error ?? {}) as Failure;
  return connectCodes.has(code) || (cause !== undefined && isUnbegun(cause));
}

/** Whether who asked went away; a timeout has another name. */
const isGivenUp = (error: unknown) => ((error ?? {}) as Failure).name === 'AbortError';

/** @param lists by subgraph: one URL, or several separated by commas. */
export function createReplicas(
  lists: Readonly<Record<string, string>>,
  now: () => number = Date.now,
): Replicas {
  const urls = Object.fromEntries(
    Object.entries(lists).map(([subgraph, list]) => [
      subgraph,
      list.split(',').map((url) => new URL(url.trim())),
    ]),
  );
  const restingUntil = new Map<URL, number>();
  const turns = new Map<string, number>();

  /** All of them, beginning with the next one in turn; those that rest come last. */
  function inTurn(subgraph: string): readonly URL[] {
    const all = urls[subgraph] ?? [];
    const turn = turns.get(subgraph) ?? 0;
    turns.set(subgraph, (turn + 1) % Math.max(all.length, 1));
    const rotated = [...all.slice(turn), ...all.slice(0, turn)];
    const isResting = (url: URL) => (restingUntil.get(url) ?? 0) > now();
    return rotated.toSorted((one, other) => Number(isResting(one)) - Number(isResting(other)));
  }

  return {
    urls,
    async reach(subgraph, work) {
      let last: unknown = new Error('Nobody knows where this subgraph is');
      for (const url of inTurn(subgraph)) {
        try {
          const result = await work(url);
          restingUntil.delete(url);
          return result;
        } catch (error) {
          if (!isGivenUp(error)) restingUntil.set(url, now() + restMilliseconds);
          if (!isUnbegun(error)) throw error;
          last = error;
        }
      }
      throw last;
    },
  };
}
