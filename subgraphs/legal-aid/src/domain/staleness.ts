/**
 * Law and practice change within months: what nobody has looked at for so long is shown with that
 * warning, and a copy kept offline is fetched anew.
 */
export const freshDays = 180;

/** The day from which a text of that day is stale; ISO 8601. */
export function staleFrom(publishedOn: string): string {
  const day = new Date(`${publishedOn}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + freshDays);
  return day.toISOString().slice(0, 10);
}

/** Whether a text of that day is stale at a moment. */
export const isStale = (publishedOn: string, now: Date): boolean =>
  now.toISOString().slice(0, 10) >= staleFrom(publishedOn);
