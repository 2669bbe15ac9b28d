import { readFileSync } from 'node:fs';

/*
 * Loaded into a service before its own code (`--import`): its wall clock is wrong by the seconds
 * that the file CLOCK_FILE holds, and jumps when they change. Timers and the database keep the
 * right time, as they do when a machine's clock is set.
 */
const file = process.env['CLOCK_FILE'];
const RightDate = Date;
const lookMilliseconds = 100;
let shiftMilliseconds = 0;

class ShiftedDate extends RightDate {
  constructor(...given: [] | [string | number | Date]) {
    if (given.length === 0) super(ShiftedDate.now());
    else super(...(given as [number]));
  }

  static override now(): number {
    return RightDate.now() + shiftMilliseconds;
  }

  /** Dates that Node itself has made are dates, too. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof RightDate;
  }
}

if (file) {
  globalThis.Date = ShiftedDate as DateConstructor;
  setInterval(() => {
    try {
      shiftMilliseconds = Number(readFileSync(file, 'utf8')) * 1000;
    } catch {
      // No file, no shift: the clock was never set.
      shiftMilliseconds = 0;
    }
  }, lookMilliseconds).unref();
}
