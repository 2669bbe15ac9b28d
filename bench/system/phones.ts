import { setTimeout as delay } from 'node:timers/promises';
import type { BenchSystem } from './bench-system.ts';
import { openPressClient } from './press-client.ts';
import { nowSeconds, type PreparedPress } from './presses.ts';

/** Sent so long after it was made, a token might be refused: a phone makes another. */
const freshSeconds = 90;
const retryMilliseconds = 1000;
const mostAttempts = 120;

/** Many phones: each goes on until its press is stored. */
export interface Phones extends AsyncDisposable {
  /** Gives the alert's id; rejects only when none came in two minutes of trying. */
  press(press: PreparedPress): Promise<string>;
  /** Attempts that were answered with anything but the stored alert, and made again. */
  readonly refused: number;
}

/** @param lines so many requests are under way at most; further ones wait, and their time runs. */
export function openPhones(system: BenchSystem, lines: number): Phones {
  const http = openPressClient(system, lines);
  const waiting: (() => void)[] = [];
  let free = lines;
  let refused = 0;
  async function withLine<Result>(work: () => Promise<Result>): Promise<Result> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  }
  async function attempt(press: PreparedPress): Promise<string> {
    const isFresh = nowSeconds() - press.tokenSeconds < freshSeconds;
    return http.send(isFresh ? press : await press.renewed());
  }
  return {
    async press(press) {
      for (let attempts = 1; ; attempts += 1) {
        try {
          return await withLine(() => attempt(press));
        } catch (error) {
          refused += 1;
          if (attempts === mostAttempts) throw error;
        }
        await delay(retryMilliseconds);
      }
    },
    get refused() {
      return refused;
    },
    [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
  };
}
