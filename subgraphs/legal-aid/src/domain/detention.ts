import { InputCheck } from './input.ts';

/** Who said where somebody is. */
export const whereaboutsSources = [
  'FAMILY',
  'PERSON',
  'AUTHORITY',
  'LOCATOR',
  'CONSULATE',
  'PROVIDER',
] as const;
export type WhereaboutsSource = (typeof whereaboutsSources)[number];

export const whereaboutsConfidences = ['SEEN', 'CONFIRMED', 'REPORTED'] as const;
export type WhereaboutsConfidence = (typeof whereaboutsConfidences)[number];

export const visitStatuses = ['PLANNED', 'VISITED', 'REFUSED', 'MOVED', 'CALLED_OFF'] as const;
export type VisitStatus = (typeof visitStatuses)[number];

export const visitOutcomes = ['VISITED', 'REFUSED', 'MOVED', 'CALLED_OFF'] as const;
export type VisitOutcome = (typeof visitOutcomes)[number];

/** What lies before the service itself is a mistake. */
const earliest = Date.UTC(2020, 0, 1);
const mostAheadMilliseconds = 366 * 24 * 3_600_000;

/** An officer's visits lie at least so far apart: there is the way, and the waiting at the gate. */
export const minutesBetweenVisits = 60;

export interface WhereaboutsInput {
  readonly facilityId?: string | null | undefined;
  readonly place?: string | null | undefined;
  readonly knownAt: Date;
}

/** @throws InvalidInputError naming every field that cannot be accepted. */
export function parseWhereabouts(input: WhereaboutsInput, now: Date) {
  const check = new InputCheck();
  const place = check.optionalText('place', input.place, 500);
  const facilityId = input.facilityId ?? null;
  if (place === null && facilityId === null)
    check.refuse('place', 'must be given, or the facility');
  if (input.knownAt.getTime() < earliest || input.knownAt > now) {
    check.refuse('knownAt', 'must not lie in the future or long past');
  }
  check.done();
  return { place, facilityId, knownAt: input.knownAt };
}

/** @throws InvalidInputError */
export function parsePlannedAt(plannedAt: Date, now: Date): Date {
  const check = new InputCheck();
  const time = plannedAt.getTime();
  if (time < earliest || time > now.getTime() + mostAheadMilliseconds) {
    check.refuse('plannedAt', 'must lie within a year');
  }
  check.done();
  return plannedAt;
}

/** Whether somebody was moved, by what was known last and what is known now. */
export const isMoved = (before: string | null | undefined, facilityId: string | null): boolean =>
  typeof before === 'string' && facilityId !== null && before !== facilityId;
