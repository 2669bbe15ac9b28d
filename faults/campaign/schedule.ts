import type { Fault } from '../table/fault.ts';
import { releaseFaults } from '../table/releases.ts';
import { faults } from '../table/faults.ts';
import type { WorldOptions } from '../world/world.ts';

/** How much is broken. */
export interface Extent {
  readonly rows: readonly Fault[];
  /** How often each row's turn comes. */
  readonly rounds: number;
  readonly carrier: WorldOptions['carrier'];
  /** Presses go on until so many have been acknowledged. */
  readonly alerts: number;
  /** Rows keep their order, since each goes on from what the one before has left. */
  readonly isInOrder?: true;
}

export const extents = {
  full: { rows: faults, rounds: 2, carrier: 'NATS', alerts: 2_000 },
  short: {
    rows: faults.filter(({ isInShortForm }) => isInShortForm),
    rounds: 1,
    carrier: 'POSTGRESQL',
    alerts: 300,
  },
  /** From the release before to this one. */
  releases: { rows: releaseFaults, rounds: 1, carrier: 'POSTGRESQL', alerts: 300, isInOrder: true },
} as const satisfies Record<string, Extent>;

/** All rows in an order that only the seed decides, then all again in another; unless told. */
export function schedule(
  { rows, rounds, isInOrder }: Extent,
  random: () => number,
): readonly Fault[] {
  if (isInOrder) return rows;
  return Array.from({ length: rounds }, () => shuffled(rows, random)).flat();
}

function shuffled<Entry>(entries: readonly Entry[], random: () => number): Entry[] {
  const left = [...entries];
  return entries.flatMap(() => left.splice(Math.floor(random() * left.length), 1));
}
