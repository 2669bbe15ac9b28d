import { InputCheck } from './input.ts';

/** What is heard. */
export const hearingKinds = [
  'MASTER_CALENDAR',
  'INDIVIDUAL',
  'BOND',
  'ARRAIGNMENT',
  'CRIMINAL',
  'OTHER',
] as const;
export type HearingKind = (typeof hearingKinds)[number];

export const hearingCourts = ['IMMIGRATION', 'FEDERAL', 'STATE', 'OTHER'] as const;
export type HearingCourt = (typeof hearingCourts)[number];

export const hearingOutcomes = ['HELD', 'CONTINUED', 'CANCELLED', 'MISSED'] as const;
export type HearingOutcome = (typeof hearingOutcomes)[number];

export const hearingStatuses = ['PLANNED', ...hearingOutcomes] as const;
export type HearingStatus = (typeof hearingStatuses)[number];

/** What lies before the service itself is a mistake. */
const earliest = Date.UTC(2020, 0, 1);
/** Immigration courts set individual hearings years ahead. */
const mostAheadMilliseconds = 10 * 366 * 24 * 3_600_000;

export interface HearingTimeInput {
  readonly path: string;
  readonly time: Date;
  readonly now: Date;
}

function checkTime(check: InputCheck, { path, time, now }: HearingTimeInput): void {
  if (time.getTime() < earliest || time.getTime() > now.getTime() + mostAheadMilliseconds) {
    check.refuse(path, 'must lie within ten years');
  }
}

/** @throws InvalidInputError naming every field that cannot be accepted. */
export function parseHearing(
  input: { readonly takesPlaceAt: Date; readonly place?: string | null | undefined },
  now: Date,
): { readonly takesPlaceAt: Date; readonly place: string | null } {
  const check = new InputCheck();
  checkTime(check, { path: 'takesPlaceAt', time: input.takesPlaceAt, now });
  const place = check.optionalText('place', input.place, 500);
  check.done();
  return { takesPlaceAt: input.takesPlaceAt, place };
}

/**
 * When a hearing goes on; only one that was held or continued does.
 *
 * @throws InvalidInputError
 */
export function parseContinuesAt(
  outcome: HearingOutcome,
  continuesAt: Date | null | undefined,
  now: Date,
): Date | null {
  if (continuesAt === null || continuesAt === undefined) return null;
  const check = new InputCheck();
  if (outcome !== 'CONTINUED' && outcome !== 'HELD') {
    check.refuse('continuesAt', 'goes with a hearing that was held or continued');
  }
  checkTime(check, { path: 'continuesAt', time: continuesAt, now });
  check.done();
  return continuesAt;
}
