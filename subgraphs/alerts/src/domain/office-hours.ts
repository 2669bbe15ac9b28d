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

/** When an office is open, by the clock on its wall; a copy of what the consulates publish. */
export interface WeeklyHours {
  readonly weekly: readonly {
    readonly weekday: Weekday;
    /** `08:00` */
    readonly opens: string;
    /** The first minute it is closed again; `24:00` is the end of the day. */
    readonly closes: string;
  }[];
  /** Days (ISO 8601) on which it stays closed all the same. */
  readonly closedOn: readonly string[];
}

/** What the clock and the calendar on a wall show. */
export interface WallTime {
  readonly weekday: Weekday;
  /** ISO 8601. */
  readonly day: string;
  /** `08:00` */
  readonly time: string;
}

// Making one takes a thousand times as long as using it, and there are a handful of time zones.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(timeZone, made);
  return made;
}

/**
 * What a wall in that time zone shows at that moment. Every moment has one wall time, also when the
 * clocks change; the other way round some times happen twice and some never, so nothing here asks it.
 */
export function wallTimeAt(timeZone: string, instant: Date): WallTime {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  const day = `${part('year')}-${part('month')}-${part('day')}`;
  const weekday = weekdays[(new Date(day).getUTCDay() + 6) % 7];
  if (weekday === undefined) throw new Error('A week has seven days');
  return { weekday, day, time: `${part('hour')}:${part('minute')}` };
}

/** Whether an office is open when its wall shows this. */
export function isOpenWhen({ weekly, closedOn }: WeeklyHours, wall: WallTime): boolean {
  if (closedOn.includes(wall.day)) return false;
  return weekly.some(
    ({ weekday, opens, closes }) =>
      weekday === wall.weekday && opens <= wall.time && wall.time < closes,
  );
}

/** Whether an office in that time zone is open at that moment. */
export const isOpenAt = (hours: WeeklyHours, timeZone: string, instant: Date): boolean =>
  isOpenWhen(hours, wallTimeAt(timeZone, instant));
