/**
 * The service's time as far as this device can know it. Tokens are short-lived, and phones may be
 * hours wrong.
 */
export interface ServerClock {
  /** The service's time now. */
  now(): Date;
  /**
   * Learns from one answer: its `Date` header and when (device time, milliseconds since 1970) the
   * request left and the answer came.
   */
  learn(dateHeader: string | null, sentAt: number, receivedAt: number): void;
}

/**
 * A header of whole seconds allows a range of offsets; the estimate moves only when it lies outside
 * of what an answer allows, so that a right clock is never made worse.
 */
export function createServerClock(deviceNow: () => number = Date.now): ServerClock {
  let offset = 0;
  return {
    now: () => new Date(deviceNow() + offset),
    learn: (dateHeader, sentAt, receivedAt) => {
      const date = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
      if (Number.isNaN(date)) return;
      const least = date - receivedAt;
      const most = date + 1000 - sentAt;
      if (offset < least || offset > most) offset = (least + most) / 2;
    },
  };
}
