/**
 * Reads the moments in an answer into `Date`s, in place: the answer was just parsed and is nobody
 * else's.
 *
 * @param paths - Response keys joined by dots; a list along the way is gone through.
 */
export function readDates(value: unknown, paths: readonly string[] = []): unknown {
  for (const path of paths) readAt(value, path.split('.'));
  return value;
}

function readAt(value: unknown, [key = '', ...rest]: readonly string[]): void {
  if (Array.isArray(value)) return value.forEach((item) => readAt(item, [key, ...rest]));
  if (typeof value !== 'object' || value === null) return;
  const holder = value as Record<string, unknown>;
  if (rest.length > 0) readAt(holder[key], rest);
  // A fragment that is on two paths is met twice.
  else if (typeof holder[key] === 'string') holder[key] = new Date(holder[key]);
}

/**
 * As JSON, moments as RFC 3339. `JSON.stringify` alone would make null of a `Date` that is none,
 * and null may mean "never".
 *
 * @throws RangeError for a `Date` that is none.
 */
export function writeDates(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key, written: unknown) {
    if (this[key] instanceof Date && written === null) {
      throw new RangeError(`${key} is a Date that is no moment.`);
    }
    return written;
  });
}
