import type { AlertStatus } from './alert.ts';

/*
 * In what order a desk's open alerts stand. The order says where to look first; it leaves nothing
 * out. Within one standing, who waits longest comes first.
 */

/** What the order is decided by. */
export interface StandingFacts {
  readonly isDrill: boolean;
  readonly status: AlertStatus;
  /** Pressed more than once; or the phone shows a cancel, and the alert waits for an answer. */
  readonly isUrged: boolean;
  readonly hasPosition: boolean;
  /** Taken as part of a group, and not yet looked at by itself. */
  readonly isTakenWithGroup: boolean;
}

interface Rule {
  readonly name: string;
  readonly holds: (facts: StandingFacts) => boolean;
}

/** The first that holds is the alert's. */
export const standings = [
  // Whatever becomes of it, it stands in nobody's way.
  { name: 'DRILL', holds: ({ isDrill }) => isDrill },
  { name: 'URGED', holds: ({ status, isUrged }) => status === 'RAISED' && isUrged },
  { name: 'TAIL_OF_GROUP', holds: ({ isTakenWithGroup }) => isTakenWithGroup },
  {
    name: 'WAITING',
    holds: ({ status, hasPosition }) => status === 'RAISED' && hasPosition,
  },
  { name: 'WAITING_SOMEWHERE', holds: ({ status }) => status === 'RAISED' },
  { name: 'CANCEL_REQUESTED', holds: ({ status }) => status === 'CANCEL_REQUESTED' },
  { name: 'IN_HAND', holds: () => true },
] as const satisfies readonly Rule[];

export type Standing = (typeof standings)[number]['name'];

/** From the top of the screen to its end. */
export const screenOrder: readonly Standing[] = [
  'URGED',
  'WAITING',
  'WAITING_SOMEWHERE',
  'TAIL_OF_GROUP',
  'CANCEL_REQUESTED',
  'IN_HAND',
  'DRILL',
];

export function standingOf(facts: StandingFacts): Standing {
  const rule = standings.find(({ holds }) => holds(facts));
  if (rule === undefined) throw new Error('The last standing is everybody’s');
  return rule.name;
}
