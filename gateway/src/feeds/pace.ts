/** So many looks within a second make a feed busy. */
const mostLooks = 5;
const secondMilliseconds = 1_000;
/** A busy feed looks at most so often: four frames a second for each subscriber who takes batches. */
const busyMilliseconds = 250;

/**
 * How fast a feed may look. The first looks after a quiet moment go at once; above five a second the
 * feed is busy, and looks are spread until a second passes without one. Only a matter of cost: what
 * a look does not find yet, the next one does.
 */
export interface Pace {
  /** How long to wait before the next look, if it is asked for at that moment. */
  waitMilliseconds(now: number): number;
  /** A look begins. */
  looked(now: number): void;
}

export function createPace(): Pace {
  let looks: readonly number[] = [];
  let isBusy = false;
  const last = () => looks.at(-1) ?? -Infinity;
  return {
    waitMilliseconds(now) {
      if (now - last() >= secondMilliseconds) isBusy = false;
      return isBusy ? Math.max(0, last() + busyMilliseconds - now) : 0;
    },
    looked(now) {
      looks = [...looks.filter((time) => now - time < secondMilliseconds), now];
      if (looks.length >= mostLooks) isBusy = true;
    },
  };
}
