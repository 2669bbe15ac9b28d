import { setTimeout as delay } from 'node:timers/promises';
import { StartError } from '../start-error.ts';
import type { ProcessName, System } from '../system.ts';
import { say } from './progress.ts';

const firstPauseMilliseconds = 250;
const longestPauseMilliseconds = 10_000;
/** A service that ran this long has recovered from whatever ended it before. */
const calmAfterMilliseconds = 30_000;

/** Starts services that ended on their own again, pausing longer each time until they stay. */
export class Reviver {
  readonly #stop: AbortSignal;
  readonly #pauses = new Map<ProcessName, { readonly pause: number; readonly at: number }>();
  readonly #endedEarly = new Set<ProcessName>();
  #system: System | undefined;

  /** Does nothing any more once `stop` is aborted. */
  constructor(stop: AbortSignal) {
    this.#stop = stop;
  }

  onExit(name: ProcessName, reason: string): void {
    if (this.#stop.aborted) return;
    say(`  ! ${name} ended (${reason}), starting it again`);
    if (this.#system === undefined) this.#endedEarly.add(name);
    else void this.#revive(this.#system, name);
  }

  /** From now on, `system` is what is kept running. */
  watch(system: System): void {
    this.#system = system;
    for (const name of this.#endedEarly) void this.#revive(system, name);
  }

  async #revive(system: System, name: ProcessName): Promise<void> {
    let pause = this.#nextPause(name);
    for (;;) {
      this.#pauses.set(name, { pause, at: Date.now() });
      await delay(pause, undefined, { signal: this.#stop }).catch(() => undefined);
      if (this.#stop.aborted) return;
      try {
        await system.start(name);
        return say(`  ✓ ${name} runs again`);
      } catch (error) {
        if (this.#stop.aborted) return;
        say(`  ! ${error instanceof StartError ? error.message : String(error)}`);
        pause = Math.min(pause * 2, longestPauseMilliseconds);
      }
    }
  }

  #nextPause(name: ProcessName): number {
    const last = this.#pauses.get(name);
    if (last === undefined || Date.now() - last.at > calmAfterMilliseconds) {
      return firstPauseMilliseconds;
    }
    return Math.min(last.pause * 2, longestPauseMilliseconds);
  }
}
