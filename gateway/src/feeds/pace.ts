/** 125 screens of one desk, four times a second. */
const deliveriesPerSecond = 500;
const widestGroup = 125;
/** So many looks of the widest group come at once before they are spread. */
const burstLooks = 5;
const longestMilliseconds = 250;

/**
 * How often a group of subscribers looks. Each look is charged by how many it delivers to; what is
 * spared up covers a burst, so the first event after a quiet moment comes at once. Beyond that a
 * look waits, at most a quarter of a second: what happens meanwhile comes with it. So a desk that is
 * called a hundred times a second costs its screens four frames, and one screen alone is never held
 * up. Nothing but delay depends on it.
 */
export class Pace {
  #credit = widestGroup * burstLooks;
  #at: number;

  /** @param now milliseconds of a clock that only runs forward. */
  constructor(now: number) {
    this.#at = now;
  }

  /** Charges a look that delivers to so many; returns for how many milliseconds it should wait. */
  charge(members: number, now: number): number {
    const earned = ((now - this.#at) / 1000) * deliveriesPerSecond;
    this.#at = now;
    this.#credit = Math.min(this.#credit + earned, widestGroup * burstLooks);
    this.#credit -= Math.min(members, widestGroup);
    if (this.#credit >= 0) return 0;
    return Math.min((-this.#credit / deliveriesPerSecond) * 1000, longestMilliseconds);
  }
}
