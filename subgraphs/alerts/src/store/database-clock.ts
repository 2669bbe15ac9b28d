import type { Database } from './database.ts';

/** The time of the database's clock without asking it each time. */
export interface DatabaseClock {
  now(): Date;
  /** What it just said. */
  set(time: Date): void;
}

/**
 * Goes on from what the database last said by a timer that only ever runs forward, so that a wrong
 * clock of this machine, or one that jumps, opens and closes no office.
 */
export async function openDatabaseClock({ pool }: Database): Promise<DatabaseClock> {
  const { rows } = await pool.query<{ now: Date }>('select clock_timestamp() as now');
  const [first] = rows;
  if (first === undefined) throw new Error('The database does not know the time');
  return createDatabaseClock(first.now, () => performance.now());
}

/** @param timer milliseconds since some moment. */
export function createDatabaseClock(first: Date, timer: () => number): DatabaseClock {
  let said = first.getTime() - timer();
  return {
    now: () => new Date(said + timer()),
    set: (time) => void (said = time.getTime() - timer()),
  };
}
