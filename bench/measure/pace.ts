import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

export interface Pace {
  readonly perSecond: number;
  readonly seconds: number;
}

/** One arrival that was answered; moments by the timer. */
export interface Arrival {
  /** When it was due, whether or not the generator was late. */
  readonly scheduled: number;
  readonly answered: number;
}

export interface Paced {
  /** The moment of the first arrival. */
  readonly begin: number;
  readonly offered: number;
  readonly arrivals: readonly Arrival[];
  readonly failed: number;
}

export interface Timer {
  now(): number;
  sleep(milliseconds: number): Promise<unknown>;
}

const realTimer: Timer = {
  now: () => performance.now(),
  sleep: (milliseconds) => delay(milliseconds),
};

/**
 * An open loop: things arrive by the clock, whatever has become of those before, as people do who
 * do not know of one another. The time of each runs from the moment it was due, so a stall counts
 * for everybody who would have come during it (no coordinated omission).
 *
 * @param send resolves when the answer is there whole, and rejects when there is none to come.
 */
export async function pace(
  { perSecond, seconds }: Pace,
  send: (index: number, scheduled: number) => Promise<unknown>,
  timer: Timer = realTimer,
): Promise<Paced> {
  const offered = Math.round(perSecond * seconds);
  const arrivals: Arrival[] = [];
  let failed = 0;
  const begin = timer.now();
  const momentOf = (index: number) => begin + (index * 1000) / perSecond;
  async function arrive(index: number): Promise<void> {
    const scheduled = momentOf(index);
    try {
      await send(index, scheduled);
      arrivals.push({ scheduled, answered: timer.now() });
    } catch {
      failed += 1;
    }
  }
  const under: Promise<void>[] = [];
  while (under.length < offered) {
    while (under.length < offered && momentOf(under.length) <= timer.now()) {
      under.push(arrive(under.length));
    }
    await timer.sleep(Math.max(1, momentOf(under.length) - timer.now()));
  }
  await Promise.all(under);
  return { begin, offered, arrivals, failed };
}

/** How long each took, from the moment it was due. */
export function timesOf(arrivals: readonly Arrival[]): number[] {
  return arrivals.map(({ scheduled, answered }) => answered - scheduled);
}

/** How many were answered in each second since then. */
export function answeredBySecond({ begin, arrivals }: Pick<Paced, 'begin' | 'arrivals'>): number[] {
  const counts: number[] = [];
  for (const { answered } of arrivals) {
    const second = Math.floor((answered - begin) / 1000);
    counts[second] = (counts[second] ?? 0) + 1;
  }
  return Array.from(counts, (count) => count ?? 0);
}
