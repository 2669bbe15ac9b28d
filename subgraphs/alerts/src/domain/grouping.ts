/*
 * When presses belong together: those of one responsible desk that are close in place and time. A
 * group has a centre, the cell of the press that completed it, and all of it lies in that cell or
 * one that touches it: it does not creep along a road from city to city.
 */

export const grouping = {
  /** So many that are in no group yet make one. */
  fewest: 5,
  /** How far apart they may have been raised; and for so long after its last one a group is fresh. */
  windowSeconds: 600,
  /** After so long from its first press a group takes no more, however many come. */
  longestSeconds: 3600,
  /** Persons hear that they are many only in a group of so many, so that no few are betrayed. */
  many: 11,
  /** For so long after an officer took a group, what joins it is acknowledged in their name too. */
  joinersSeconds: 600,
} as const;

/** A press with a place. */
export interface Placed {
  readonly alertId: string;
  readonly cell: string;
  readonly raisedAt: Date;
}

export interface FreshGroup {
  readonly id: string;
  readonly centreCell: string;
  readonly firstRaisedAt: Date;
  readonly lastRaisedAt: Date;
}

/** What becomes of a press that is in no group. */
export type Placement =
  | { readonly name: 'JOIN'; readonly groupId: string }
  /** A new group of these, the press among them, around its cell. */
  | { readonly name: 'FORM'; readonly alertIds: readonly string[] }
  | { readonly name: 'WAIT' };

/** A cell and those that touch it. */
export type CellsAround = (cell: string) => readonly string[];

const seconds = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 1000;

function takesAt({ firstRaisedAt, lastRaisedAt }: FreshGroup, raisedAt: Date): boolean {
  return (
    seconds(raisedAt, firstRaisedAt) <= grouping.windowSeconds &&
    seconds(lastRaisedAt, raisedAt) <= grouping.windowSeconds &&
    seconds(firstRaisedAt, raisedAt) <= grouping.longestSeconds
  );
}

/** The same cell before a neighbouring one, then the oldest, then by id: always the same choice. */
function compareFor(cell: string) {
  return (a: FreshGroup, b: FreshGroup): number =>
    Number(b.centreCell === cell) - Number(a.centreCell === cell) ||
    a.firstRaisedAt.getTime() - b.firstRaisedAt.getTime() ||
    (a.id < b.id ? -1 : 1);
}

/**
 * Where a press belongs. It joins a fresh group around whose centre it lies; else, with those in no
 * group that lie around it, it makes a new one once they are enough; else it waits for others.
 *
 * @param groups of its desk.
 * @param candidates of its desk, in no group; the press itself may be among them.
 */
export function placeInGroup(
  press: Placed,
  groups: readonly FreshGroup[],
  candidates: readonly Placed[],
  cellsAround: CellsAround,
): Placement {
  const around = cellsAround(press.cell);
  const [fitting] = groups
    .filter((group) => around.includes(group.centreCell) && takesAt(group, press.raisedAt))
    .toSorted(compareFor(press.cell));
  if (fitting !== undefined) return { name: 'JOIN', groupId: fitting.id };
  const others = candidates.filter(
    ({ alertId, cell, raisedAt }) =>
      alertId !== press.alertId &&
      around.includes(cell) &&
      Math.abs(seconds(raisedAt, press.raisedAt)) <= grouping.windowSeconds,
  );
  if (others.length + 1 < grouping.fewest) return { name: 'WAIT' };
  return { name: 'FORM', alertIds: [...others.map(({ alertId }) => alertId), press.alertId] };
}

/** An officer's acknowledgement of a group, as far as what joins later is concerned. */
export interface GroupTaker {
  readonly officerId: string;
  readonly deskId: string;
  readonly at: Date;
}

/**
 * Whether what joins now is acknowledged in the officer's name: soon after they took the group, and
 * where duty is planned at their desk, only while they are on it.
 */
export function takesJoiners(
  { officerId, at }: GroupTaker,
  now: Date,
  dutyOfficerIds: readonly string[],
): boolean {
  if (seconds(at, now) > grouping.joinersSeconds) return false;
  return dutyOfficerIds.length === 0 || dutyOfficerIds.includes(officerId);
}
