import type { Policy } from '@alert-button/platform/policy.ts';

const everybody = ['ANONYMOUS', 'PERSON', 'OFFICER'] as const;

/** What may be asked of consulates, and by whom: the directory is public. */
export const policy = {
  consulate: everybody,
  consulates: everybody,
  desk: everybody,
  desks: everybody,
  nationalLines: everybody,
  nearestConsulates: everybody,
} as const satisfies Policy;
