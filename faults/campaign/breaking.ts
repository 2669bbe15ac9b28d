import { setTimeout as delay } from 'node:timers/promises';
import { findings, type Finding } from '../oracle/finding.ts';
import type { Fault, Scene } from '../table/fault.ts';
import { comesTrue } from './patience.ts';
import { gotThrough } from './through.ts';

/** A press during a harmless fault; and after any fault, the first that gets through again. */
const harmlessMilliseconds = 10_000;
const recoveryMilliseconds = 30_000;

export interface BreakingOptions {
  readonly scene: Scene;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

export interface Broken {
  readonly fault: Fault;
  /** From the mending to the first new press on a screen. */
  readonly recoveryMilliseconds: number;
  readonly findings: readonly Finding[];
}

/** Breaks one thing, mends it, and waits until presses get through again. */
export async function breakOnce(
  fault: Fault,
  { scene, random, signal }: BreakingOptions,
): Promise<Broken> {
  const since = performance.now();
  const found: Finding[] = [];
  const passes = (moment: number, milliseconds: number) =>
    comesTrue(() => gotThrough(scene.journal, moment), milliseconds, signal);
  const mend = await fault.inject(scene);
  try {
    const [least, most] = fault.seconds;
    await delay((least + random() * (most - least)) * 1000, undefined, { signal });
    if (fault.isHarmless && !(await passes(since, harmlessMilliseconds))) {
      found.push(...findings('STALLED', [`while ${fault.name}`]));
    }
  } finally {
    await mend();
  }
  const mended = performance.now();
  if (!(await passes(mended, recoveryMilliseconds))) {
    found.push(...findings('STALLED', [`after ${fault.name}`]));
  }
  return { fault, recoveryMilliseconds: performance.now() - mended, findings: found };
}
