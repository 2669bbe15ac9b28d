/*
 * Weeks of ISO 8601, from Monday to Sunday in UTC, as `2026-W45`: as text they stand in the order of
 * time. The first week of a year is the one with its fourth of January.
 */

const dayMilliseconds = 24 * 3_600_000;

export function weekOf(time: Date): string {
  const day = Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate());
  // A week belongs to the year that has its Thursday.
  const thursday = day + (4 - (time.getUTCDay() || 7)) * dayMilliseconds;
  const year = new Date(thursday).getUTCFullYear();
  const number = Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * dayMilliseconds)) + 1;
  return writeWeek(year, number);
}

export function weekAfter(week: string): string {
  const { year, number } = readWeek(week);
  return week === lastWeekOfYear(year) ? writeWeek(year + 1, 1) : writeWeek(year, number + 1);
}

/** The half of a year in which a week lies, by its first week: the 1st or the 27th. */
export function halfYearOf(week: string): string {
  const { year, number } = readWeek(week);
  return writeWeek(year, number < 27 ? 1 : 27);
}

/** The last week of the half year that begins with this one. */
export function lastWeekOf(halfYear: string): string {
  const { year, number } = readWeek(halfYear);
  return number === 1 ? writeWeek(year, 26) : lastWeekOfYear(year);
}

/** The 28th of December is always in it. */
const lastWeekOfYear = (year: number): string => weekOf(new Date(Date.UTC(year, 11, 28)));

const writeWeek = (year: number, number: number): string =>
  `${year}-W${String(number).padStart(2, '0')}`;

function readWeek(week: string): { readonly year: number; readonly number: number } {
  const [year = '', number = ''] = week.split('-W');
  return { year: Number(year), number: Number(number) };
}
