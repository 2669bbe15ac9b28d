import {
  ConflictError,
  InvalidInputError,
  type InputIssue,
} from '@alert-button/platform/errors.ts';

/**
 * Somebody is on duty at a desk for a while. Moments, not hours of a wall clock: a night shift is
 * as long as it is when the clocks change in it.
 */
export interface DutyShift {
  readonly id: string;
  readonly deskId: string;
  /** The identity provider's `sub`. */
  readonly officerId: string;
  readonly startsAt: Date;
  /** The first moment that is not part of it. */
  readonly endsAt: Date;
}

export type DutyPeriod = Pick<DutyShift, 'startsAt' | 'endsAt'>;

/** More is no plan of one desk; a list that grows further is a mistake. */
export const mostShifts = 1000;
const hourMilliseconds = 3_600_000;
const longestHours = 72;
const furthestDays = 400;

/**
 * Checks when a shift is to be.
 *
 * @throws InvalidInputError naming every field that cannot be accepted.
 */
export function parseDutyPeriod({ startsAt, endsAt }: DutyPeriod, now: Date): DutyPeriod {
  const issues: InputIssue[] = [];
  const length = endsAt.getTime() - startsAt.getTime();
  if (!(length > 0 && length <= longestHours * hourMilliseconds)) {
    const message = `must be after startsAt, and at most ${longestHours} hours after it`;
    issues.push({ path: 'endsAt', message });
  } else if (endsAt <= now) {
    issues.push({ path: 'endsAt', message: 'must not be over' });
  }
  if (startsAt.getTime() > now.getTime() + furthestDays * 24 * hourMilliseconds) {
    issues.push({ path: 'startsAt', message: `must be within ${furthestDays} days` });
  }
  if (issues.length > 0) throw new InvalidInputError(issues);
  return { startsAt, endsAt };
}

/** @throws ConflictError when somebody would be on duty twice at once. */
export function requireNoOverlap(shifts: readonly DutyShift[]): void {
  const byOfficer = Map.groupBy(shifts.toSorted(byStart), ({ officerId }) => officerId);
  for (const own of byOfficer.values()) {
    const isTwice = own.some((shift, index) => {
      const next = own[index + 1];
      return next !== undefined && next.startsAt < shift.endsAt;
    });
    if (isTwice) throw new ConflictError('The officer would be on duty twice at once.');
  }
}

/**
 * The shifts after a hand-over: what is left of one goes to another officer, what was served stays
 * served.
 *
 * @param newId of the part that goes over, when the shift has begun.
 */
export function handOver(
  shift: DutyShift,
  officerId: string,
  now: Date,
  newId: string,
): readonly DutyShift[] {
  if (shift.startsAt >= now) return [{ ...shift, officerId }];
  return [
    { ...shift, endsAt: now },
    { ...shift, id: newId, officerId, startsAt: now },
  ];
}

/** Order of time; of two that begin at once, of their officers' ids, which are plain ASCII. */
export function byStart(one: DutyShift, other: DutyShift): number {
  const difference = one.startsAt.getTime() - other.startsAt.getTime();
  return difference === 0 ? (one.officerId < other.officerId ? -1 : 1) : difference;
}
