/** What a producer appends, inside the transaction of the act that caused it. */
export interface NewEvent {
  readonly id: string;
  readonly kind: string;
  /** The thing it happened to; events of one subject keep their order. */
  readonly subjectId: string;
  /** Version of the subject after the event. */
  readonly version: number;
  /** Names of the feeds it belongs to, for example `desk:…`. */
  readonly feeds: readonly string[];
  /** Facts as they were then; immutable, nothing personal, nothing exact. */
  readonly payload: object;
}

/** An event with its place in the log. */
export interface LoggedEvent extends Omit<NewEvent, 'feeds'> {
  /** Dense and increasing, given after COMMIT; the only cursor there is. */
  readonly position: number;
  readonly at: Date;
}

/** A hint that feeds have something new up to `position`; read the log for what it is. */
export interface Hint {
  readonly position: number;
  readonly feeds: readonly string[];
}

/** An event that has been given its position. */
export interface Placed {
  readonly id: string;
  readonly position: number;
}

/**
 * Calls `wake` whenever positions may have been given, and whenever it may have missed that.
 * Resolves once aborted; until then it keeps trying, whatever breaks.
 */
export type Listen = (wake: () => void, signal: AbortSignal) => Promise<void>;

/**
 * How the processes around one log tell one another that positions were given: what the adapters
 * of the log differ in. A reason to look, never the truth: all of it may be lost, since every
 * reader reads the log itself from its own cursor, and polls.
 */
export interface WakeUps {
  /** Tells of events that this process has just placed. Neither throws nor waits. */
  readonly send: (placed: readonly Placed[]) => void;
  readonly listen: Listen;
}

/**
 * The log of one producer. Appending is a statement in the caller's own transaction
 * (`appendEvent`); a position is given right after its COMMIT. A reader that has seen position n
 * never finds anything new at or below n.
 */
export interface EventLog extends AsyncDisposable {
  /** Call after COMMIT: gives new events their positions. Safe to forget: a poll catches up. */
  announce(): void;
  /** Hints in order of position, from the one after `after`, for as long as the caller wants. */
  hints(after: number, signal: AbortSignal): AsyncIterable<readonly Hint[]>;
  /** The highest position given so far; 0 when there is none. */
  head(): Promise<number>;
}

/** Reads another producer's log and acts on it; the cursor moves in the transaction of the effect. */
export interface Consumer extends AsyncDisposable {
  /** Resolves once everything that was in the log at the time of the call has taken effect. */
  caughtUp(): Promise<void>;
}
