import type { Alert } from './alert.ts';

/*
 * What is no call for help does not stay: so long after it was raised everything of it is deleted,
 * whether it has ended or not.
 */

interface PurgeAge {
  readonly name: string;
  readonly holds: (alert: Pick<Alert, 'isDrill' | 'environment'>) => boolean;
  readonly afterHours: number;
}

/** The first that holds is the alert's; where none does, it is never purged. */
export const purgeAges = [
  // Long enough to look at what came of it.
  { name: 'DRILL', holds: ({ isDrill }) => isDrill, afterHours: 24 },
  { name: 'SANDBOX', holds: ({ environment }) => environment === 'TEST', afterHours: 7 * 24 },
] as const satisfies readonly PurgeAge[];

export type Rehearsal = (typeof purgeAges)[number]['name'];

/** After how many hours an alert is purged; null for a call for help. */
export function purgedAfterHours(alert: Pick<Alert, 'isDrill' | 'environment'>): number | null {
  return purgeAges.find(({ holds }) => holds(alert))?.afterHours ?? null;
}
