/** "Service restart": clients reconnect, here or elsewhere, and resume. */
export const serviceRestart = 1012;
/** "Try again later": clients reconnect and resume. */
export const tryAgainLater = 1013;

/**
 * A reason that tells the client how to spread itself: it waits for a random time within this one.
 * The SDK reads it (`sdk/src/feed-judgement.ts`); to all others it is text.
 */
export function reasonToSpread(text: string, retryWithinMilliseconds: number): string {
  return `${text}; retryWithinMilliseconds=${Math.round(retryWithinMilliseconds)}`;
}
