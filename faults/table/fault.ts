import type { Journal } from '../load/journal.ts';
import type { Pressing } from '../load/pressing.ts';
import type { World } from '../world/world.ts';

/** What a fault may touch. */
export interface Scene {
  readonly world: World;
  readonly pressing: Pressing;
  /** Where a fault writes down what it did that has to show afterwards. */
  readonly journal: Journal;
}

/** One row: how something breaks, and how it is mended. */
export interface Fault {
  /** As numbered in the project's list of faults to survive. */
  readonly number: `F${number}`;
  readonly name: string;
  /** How long it stays broken, at least and at most. */
  readonly seconds: readonly [number, number];
  /** Whether a press still becomes an alert on a screen meanwhile; that is tried, then. */
  readonly isHarmless?: true;
  /** Whether the short form has it. */
  readonly isInShortForm?: true;
  /** @returns how it is mended. */
  readonly inject: (scene: Scene) => Promise<() => Promise<unknown> | unknown>;
}
