import { isOpen, type Alert, type AlertStatus } from './alert.ts';
import { isTalk } from './message.ts';
import type { SeenFact } from './view.ts';

/** How much of an alert a link shows, from least to most. */
export const sights = ['STATUS', 'COARSE_PLACE', 'EXACT_PLACE'] as const;
export type Sight = (typeof sights)[number];

/** An alert as whoever follows it by a link sees it. */
export interface FollowedView {
  readonly status: AlertStatus;
  readonly escalationLevel: number;
  readonly isOpen: boolean;
  /** The desk that answers tells about where the person is, and so stands with the place. */
  readonly deskId: string | null;
  readonly consulateId: string | null;
  readonly coarseCell: string | null;
}

/**
 * The family sees what the phone shows and nothing the desks hide from it: whoever holds the phone
 * may hold the family's messages too.
 */
export function followedView(
  { personView, routing, coarseCell }: Alert,
  sight: Sight,
): FollowedView {
  const { status, escalationLevel, deskId } = personView;
  const isPlaced = sight !== 'STATUS';
  return {
    status,
    escalationLevel,
    isOpen: isOpen(status),
    deskId: isPlaced ? deskId : null,
    consulateId: isPlaced ? routing.consulateId : null,
    coarseCell: isPlaced ? coarseCell : null,
  };
}

/**
 * Whether what happened is news to whoever follows: that the person moved says more than where, and
 * what they and the desk say to each other is between them.
 */
export const isFollowed = ({ kind }: Pick<SeenFact, 'kind'>): boolean =>
  kind !== 'POSITION_UPDATED' && !isTalk(kind);
