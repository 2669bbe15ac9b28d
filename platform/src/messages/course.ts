import type { Outcome } from './channel.ts';

/*
 * Where a message goes next. Pure: chance and age are arguments.
 */

/** How far a message has come. */
export interface Course {
  /** How many addresses it has. */
  readonly places: number;
  /** Which address the attempt was for, from 0. */
  readonly place: number;
  /** How often all addresses have been tried in vain. */
  readonly round: number;
  /** Places that will not take it, however often. */
  readonly refused: readonly number[];
  /** A rehearsal: it has the course that the real one would have, and reaches nobody. */
  readonly isMuted: boolean;
  /** Whether a provider has taken it already; of a muted one, whether its turn had come. */
  readonly isAccepted: boolean;
  /** After an acceptance that nobody answers, the next address after so long; null: one is enough. */
  readonly nextAfterSeconds: number | null;
  readonly ageSeconds: number;
}

export type Next =
  | {
      readonly kind: 'TRY';
      readonly place: number;
      readonly round: number;
      readonly refused: readonly number[];
      readonly afterSeconds: number;
    }
  | { readonly kind: 'END'; readonly status: 'SENT' | 'MUTED' | 'DEAD' };

/** Nothing is tried for longer: what is a day old wakes nobody up. */
const longestSeconds = 24 * 3600;
const firstPauseSeconds = 2;
const longestPauseSeconds = 300;

/**
 * What follows an attempt. After a failure the next address is tried at once, and when all have
 * been, the first again after a pause that doubles up to five minutes. A refusal counts for good.
 * Once a provider has taken it, only the addresses behind are tried, and not again.
 *
 * @param chance from 0 to 1: spreads pauses, so that a provider that is back is not stormed.
 */
export function nextAfter(course: Course, outcome: Outcome, chance: number): Next {
  const { places, place, round, nextAfterSeconds, isMuted } = course;
  const refused =
    outcome.kind === 'REFUSED' ? [...new Set([...course.refused, place])] : course.refused;
  const isDone = outcome.kind === 'ACCEPTED' || outcome.kind === 'MUTED';
  const end = { kind: 'END', status: isMuted ? 'MUTED' : 'SENT' } as const;
  const behind = range(place + 1, places).find((other) => !refused.includes(other));
  if (isDone) {
    return behind === undefined || nextAfterSeconds === null
      ? end
      : { kind: 'TRY', place: behind, round, refused, afterSeconds: nextAfterSeconds };
  }
  if (behind !== undefined) return { kind: 'TRY', place: behind, round, refused, afterSeconds: 0 };
  if (course.isAccepted) return end;
  const first = range(0, places).find((other) => !refused.includes(other));
  if (first === undefined || course.ageSeconds > longestSeconds) {
    return { kind: 'END', status: 'DEAD' };
  }
  const asked = outcome.kind === 'FAILED' ? (outcome.retryAfterSeconds ?? 0) : 0;
  const pause = Math.min(firstPauseSeconds * 2 ** round, longestPauseSeconds);
  const afterSeconds = Math.max(pause / 2 + (pause / 2) * chance, Math.min(asked, 3600));
  return { kind: 'TRY', place: first, round: round + 1, refused, afterSeconds };
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
