import type { FindingName } from '../oracle/finding.ts';

/** One mistake that the campaign exists to find. */
export interface Mutant {
  /** Of the patch beside this file. */
  readonly patch: string;
  readonly mistake: string;
  /** What must be found, one of them at least. */
  readonly foundAs: readonly FindingName[];
}

export const mutants: readonly Mutant[] = [
  {
    patch: 'feed-by-sequence.patch',
    mistake: 'a feed is read by the numbers that events took before they were committed',
    foundAs: ['UNSEEN'],
  },
  {
    patch: 'reply-before-commit.patch',
    mistake: 'a press is acknowledged before it is committed',
    foundAs: ['LOST'],
  },
  {
    patch: 'step-without-claim.patch',
    mistake: 'a step of escalation is taken without asking whether it is still due',
    foundAs: ['STEP_TWICE', 'STEP_EARLY'],
  },
  {
    patch: 'passed-over-in-silence.patch',
    mistake: 'an event that cannot be applied is passed over and nobody is told',
    foundAs: ['LETTER_WRONG'],
  },
];
