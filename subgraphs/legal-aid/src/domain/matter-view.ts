/**
 * The kinds of viewer for whom a matter looks different: its desk; a desk that was asked to take it
 * over; the person whose it is; a provider to whom it is offered; the provider who has it; whoever
 * saw it before their own act, and is told how it stands once more.
 */
export type MatterSeenBy = 'DESK' | 'ASKED_DESK' | 'PERSON' | 'OFFERED' | 'PROVIDER' | 'FORMER';

/** What can be told of a matter, in the parts in which it is told or kept. */
export const matterParts = [
  'PLACE',
  'ALERT',
  'PROVIDER_NAME',
  'OFFERS',
  'CANDIDATES',
  'FACTS',
  'NOTES',
  'TASKS',
  'NOTICES',
  'WHEREABOUTS',
  'VISITS',
  'INCIDENTS',
  'HEARINGS',
  'DOCUMENTS',
  'DESK',
  'HISTORY',
] as const;
export type MatterPart = (typeof matterParts)[number];

/**
 * Who sees what. To a provider who has yet to answer: what it is about and roughly where, so that
 * they can decide, and nothing of who or of what was done. Status, area and urgency all of them see.
 */
const seen: Readonly<Record<MatterSeenBy, readonly MatterPart[]>> = {
  DESK: matterParts,
  ASKED_DESK: ['PLACE', 'ALERT', 'PROVIDER_NAME', 'DESK', 'HISTORY'],
  // Who misses a hearing may be ordered removed for it.
  PERSON: ['ALERT', 'PROVIDER_NAME', 'HEARINGS', 'DESK'],
  OFFERED: ['PLACE', 'DESK'],
  PROVIDER: [
    'PLACE',
    'PROVIDER_NAME',
    'FACTS',
    'NOTES',
    'TASKS',
    'NOTICES',
    'WHEREABOUTS',
    'VISITS',
    'INCIDENTS',
    'HEARINGS',
    'DOCUMENTS',
    'DESK',
    'HISTORY',
  ],
  FORMER: [],
};

export const sees = (seenBy: MatterSeenBy, part: MatterPart): boolean =>
  seen[seenBy].includes(part);
