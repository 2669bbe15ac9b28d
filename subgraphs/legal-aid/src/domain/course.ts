import { matterOutcomes } from './matter.ts';

/** How long something took; each stands for what is longer than the one before. */
export const outcomeDelays = [
  'WITHIN_5_MINUTES',
  'WITHIN_15_MINUTES',
  'WITHIN_1_HOUR',
  'WITHIN_1_DAY',
  'WITHIN_3_DAYS',
  'WITHIN_1_WEEK',
  'LATER',
  'NOT_YET',
] as const;
export type OutcomeDelay = (typeof outcomeDelays)[number];

/** What came of an alert: the outcome of its matter, that this is open, or that there is none. */
export const alertResults = [...matterOutcomes, 'OPEN', 'NO_MATTER'] as const;
export type AlertResult = (typeof alertResults)[number];

/** What became of one alert, in the words in which it is counted. */
export interface Course {
  /** From the press until an officer first acknowledged it. */
  readonly acknowledged: OutcomeDelay;
  /** Until a provider first took the matter. */
  readonly lawyer: OutcomeDelay;
  /** Until a consular officer first saw the person in detention. */
  readonly visit: OutcomeDelay;
  readonly result: AlertResult;
}

const day = 24 * 60;
const longestMinutes: readonly (readonly [OutcomeDelay, number])[] = [
  ['WITHIN_5_MINUTES', 5],
  ['WITHIN_15_MINUTES', 15],
  ['WITHIN_1_HOUR', 60],
  ['WITHIN_1_DAY', day],
  ['WITHIN_3_DAYS', 3 * day],
  ['WITHIN_1_WEEK', 7 * day],
];

/** @param minutes null while it has not happened. */
export function delayOf(minutes: number | null): OutcomeDelay {
  if (minutes === null) return 'NOT_YET';
  return longestMinutes.find(([, longest]) => minutes <= longest)?.[0] ?? 'LATER';
}
