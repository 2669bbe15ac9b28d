const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** Whether it is a day of the calendar (ISO 8601). `Date` takes 30 February for 2 March. */
export function isDay(text: string): boolean {
  if (!dayPattern.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
