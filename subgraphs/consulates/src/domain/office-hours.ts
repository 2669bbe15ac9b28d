/** In the order of the week. */
export const weekdays = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
] as const;
export type Weekday = (typeof weekdays)[number];

/** By the clock on the office's wall, so that a change to daylight-saving time moves nothing. */
export interface OpeningPeriod {
  readonly weekday: Weekday;
  /** `08:00` */
  readonly opens: string;
  /** The first minute it is closed again; `24:00` is the end of the day. */
  readonly closes: string;
}

/** When an office is open. Out of these hours its alerts are passed on at once. */
export interface OfficeHours {
  /** IANA name, for example `America/Chicago`. */
  readonly timeZone: string;
  /** Sorted; a day may have several periods, or none. */
  readonly weekly: readonly OpeningPeriod[];
  /** Days (ISO 8601) on which it stays closed all the same; sorted. */
  readonly closedOn: readonly string[];
}

/** Order of the week. */
export function byTime(one: OpeningPeriod, other: OpeningPeriod): number {
  const days = weekdays.indexOf(one.weekday) - weekdays.indexOf(other.weekday);
  return days === 0 ? (one.opens < other.opens ? -1 : 1) : days;
}
